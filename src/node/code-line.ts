import { bech32m } from "@scure/base";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import { fail, ok, type Result } from "../base/result.ts";

/** What a line begins with, by what it is for; none has another one, or the `1` after it, inside. */
const PREFIXES = { invite: "huzhu", return: "huzhuback", word: "huzhuanew" } as const;

export type LineKind = keyof typeof PREFIXES;

/**
 * Why a pasted text is not the line wanted. none: no line of this software; mangled: a letter is wrong, missing or too
 * many; version: of another version's; or it is a line of another kind.
 */
export type LineFault = "none" | "mangled" | "version" | { readonly is: LineKind };

/** Characters of the longest text that is looked at; no line is as long. */
const LINE_CHARACTERS_MAX = 65_536;

/** One line of lower-case letters and digits without look-alikes, with a checksum (bech32m, BIP-350). */
export function writeLine(kind: LineKind, value: Cbor): string {
  return bech32m.encode(PREFIXES[kind], bech32m.toWords(encodeCbor(value)), false);
}

/** White space, unseen marks, quotes, dashes: whatever a messenger puts around or into a line. */
const MARKS = /[\s\p{Cf}\p{P}\p{S}]+/gu;
const START = `(?:${Object.values(PREFIXES).join("|")})1`;
const BEFORE_START = new RegExp(`(?=${START})`);
const LINE = new RegExp(`^(${START})([a-z0-9]*)`);
/** Letters that no line has behind its start, by those that they are taken for. */
const LOOK_ALIKES: { readonly [letter: string]: string } = { o: "0", i: "l", "1": "l" };

/**
 * As it was written: full-width characters, marks, capitals, look-alikes, what stands before it, and what stands behind in
 * another script do no harm. Lines in a row come without anything between them; a text without any is what it was.
 */
export function cleanLine(pasted: string): string {
  const text = pasted.normalize("NFKC").replace(MARKS, "").toLowerCase();
  const lines = text.split(BEFORE_START).flatMap((part) => {
    const [, start, rest] = LINE.exec(part) ?? [];
    if (start === undefined || rest === undefined) return [];
    return [start + rest.replace(/[oi1]/g, (letter) => LOOK_ALIKES[letter] ?? letter)];
  });
  return lines.length === 0 ? text : lines.join("");
}

/** Lines of one kind in a row, each by itself; undefined: the first one is of another kind, or is none. */
export function splitLines(kind: LineKind, pasted: string): readonly string[] | undefined {
  const start = `${PREFIXES[kind]}1`;
  const [before, ...rest] = cleanLine(pasted).split(start);
  return before === "" ? rest.map((part) => start + part) : undefined;
}

/** Reads a pasted line, see `cleanLine`, whose value is a map with `v`, the line's version. */
export function readLine(kind: LineKind, pasted: string, version: number): Result<Cbor, LineFault> {
  if (pasted.length > LINE_CHARACTERS_MAX) return fail("none");
  const line = cleanLine(pasted);
  const is = kindOf(line);
  if (is === undefined) return fail("none");
  if (is !== kind) return fail({ is });
  const bytes = decodeLine(line);
  if (bytes === undefined) return fail("mangled");
  const value = decodeCbor(bytes);
  if (!value.ok) return fail("mangled");
  return versionOf(value.value) === version ? ok(value.value) : fail("version");
}

function kindOf(line: string): LineKind | undefined {
  const kinds = Object.keys(PREFIXES) as LineKind[];
  return kinds.find((kind) => line.startsWith(`${PREFIXES[kind]}1`));
}

function versionOf(value: Cbor): Cbor | undefined {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array || Array.isArray(value))
    return undefined;
  return (value as { readonly [key: string]: Cbor })["v"];
}

function decodeLine(line: string): Uint8Array | undefined {
  try {
    return bech32m.fromWords(bech32m.decode(line as `${string}1${string}`, false).words);
  } catch {
    // whatever is wrong with the characters, the person is told the same: copy the whole line again
    return undefined;
  }
}
