import type { NetLog } from "../net/net-log.ts";

export type LogLevel = Parameters<NetLog>[0];

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const satisfies readonly LogLevel[];

const TEXT_CHARACTERS_MAX = 200;
const ID_CHARACTERS = 8;

/** Whatever a text of the system's or a library's may quote: lines, addresses, ids, what others said. */
const PRIVATE: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  [/"[^"]*"|'[^']*'|`[^`]*`/g, "(text)"],
  [/\bhuzhu[a-z]*1[a-z0-9]{16,}\b/gi, "(line)"],
  [/\/(?:ip[46](?:zone)?|dns(?:addr|[46])?|tcp|p2p)\/[^\s,)]*/g, "(address)"],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, "(address)"],
  [/(?<![\w.])\[?[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}\]?(?::\d+)?/gi, "(address)"],
  // folders are named after people
  [/(?:file:\/\/)?(?:\/[^\s/():]+)+\/([^\s/():]+)/g, (path) => path.slice(path.lastIndexOf("/") + 1)],
  [/\b(?:12D3Koo|Qm|16Uiu2)\w{20,}\b/g, (peer) => `…${peer.slice(-ID_CHARACTERS)}`],
  [/\b[0-9a-f]{16,}\b/gi, (id) => `${id.slice(0, ID_CHARACTERS)}…`],
  // this program's own log is English: anything else was said by somebody
  [/[^\n\x20-\x7e…]+/g, "(text)"],
];

/** A text without names' quotes, addresses, lines of invites and whole ids; at most 200 characters. */
export function redact(text: string): string {
  const clean = PRIVATE.reduce(
    (rest, [pattern, by]) =>
      typeof by === "string" ? rest.replace(pattern, by) : rest.replace(pattern, (found) => by(found)),
    text,
  );
  return clean.length > TEXT_CHARACTERS_MAX ? `${clean.slice(0, TEXT_CHARACTERS_MAX)}…` : clean;
}

/**
 * The one place through which a node writes its log: JSON lines of time, level, message and fields, from the level
 * `least` on. Messages are this program's own words; every field is redacted.
 */
export function redactedLog(
  write: (line: string) => void,
  least: LogLevel,
  clock: () => number = Date.now,
): NetLog {
  return (level, message, fields) => {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(least)) return;
    const safe = Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "string" ? redact(value) : value,
    ]);
    const time = new Date(clock()).toISOString();
    write(JSON.stringify({ time, level, message, ...Object.fromEntries(safe) }));
  };
}

/** A bug or a fault of the disk as fields of a log: its name, what it says of itself, and where it came about. */
export function fieldsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const [, ...frames] = (error.stack ?? "").split("\n    at ");
  return { error: error.name, reason: error.message, at: frames.slice(0, 3).join(" < ") };
}
