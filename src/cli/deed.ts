import type { Command } from "commander";
import type { Authored } from "../api/author.ts";
import type { DryRunView } from "../api/views/dry-run-view.ts";
import type { EventView } from "../api/views/event-view.ts";
import { EXIT, type ExitCode, OperatorError } from "../base/operator-error.ts";
import type { KindName } from "../events/kind.ts";
import { DEED_WORDS } from "../words/deed-words.ts";
import { HELP_WORDS, OPTION_WORDS } from "../words/help-words.ts";
import { kindSentence } from "../words/kind-words.ts";
import { type Sentence, say, sayOpen } from "../words/sentence.ts";
import { shortId } from "../words/writing.ts";
import { type Builder, type Cli, isOn, textOf } from "./cli.ts";
import { CliFault } from "./cli-fault.ts";
import type { Client } from "./client.ts";
import { readCount } from "./read-values.ts";
import { sayCode } from "./say-code.ts";
import { show } from "./screen.ts";
import { dryRunLines } from "./screens/dry-run-lines.ts";
import { seenText } from "./screens/seen-mark.ts";

const TIMEOUT_SECONDS = 120;
const TIMEOUT_SECONDS_MAX = 86_400;
/** How long one request waits at the node before this command asks again. */
const WAIT_MS = 20_000;

/** --json, --wait, --timeout and --dry-run, for every command that signs. */
export function addDeedOptions({ lang }: Builder, command: Command): Command {
  const text = (name: "json" | "wait" | "timeout") => sayOpen(lang, HELP_WORDS[name], {});
  return command
    .option("--json", text("json"))
    .option("--wait", text("wait"))
    .option("--timeout <seconds>", text("timeout"))
    .option("--dry-run", sayOpen(lang, OPTION_WORDS.dryRun, {}));
}

/**
 * Sends a wish that becomes a signed entry, and with --wait sees it sealed: exit 4 if not in time, 5 if refused. With
 * --dry-run it is only shown; exit 5 where it would be refused.
 */
export async function deed(cli: Cli, kind: KindName, path: string, body: unknown): Promise<ExitCode> {
  // Read before anything is signed.
  const seconds = timeoutOf(cli);
  const client = await cli.client();
  if (isDryRun(cli)) return showOnly(cli, await client.post<DryRunView>(`${path}?dryRun=1`, body));
  const { event } = await client.post<Authored>(path, body);
  const what = kindSentence(kind, body);
  if (!isOn(cli, "wait")) {
    show(cli, { event, kind, standing: "provisional" }, () => [line(cli, DEED_WORDS.signed, what, event)]);
    return EXIT.ok;
  }
  const view = await sealedInTime(cli, client, event, seconds);
  if (view.refused !== null) {
    const why = sayCode(cli.lang, view.refused) ?? view.refused;
    throw new CliFault(EXIT.refused, view.refused, [say(cli.lang, DEED_WORDS.refusedNow, { why })], {
      event,
    });
  }
  show(cli, { event, kind, standing: "sealed", height: view.height }, () => [
    line(cli, DEED_WORDS.sealedNow, what, event),
  ]);
  return EXIT.ok;
}

/** The entry as it would be; exit 5 where it would be refused. */
export function showOnly(cli: Cli, view: DryRunView): ExitCode {
  show(cli, view, () => dryRunLines(cli, view));
  return view.refused === null ? EXIT.ok : EXIT.refused;
}

/** Nothing is to be signed, so nothing needs to be confirmed. */
export function isDryRun(cli: Cli): boolean {
  return isOn(cli, "dryRun");
}

function line(
  { lang }: Cli,
  sentence: typeof DEED_WORDS.signed | typeof DEED_WORDS.sealedNow,
  what: Sentence,
  event: string,
): string {
  return sayOpen(lang, sentence, { what: sayOpen(lang, what, {}), id: shortId(event) });
}

function timeoutOf(cli: Cli): number {
  const given = textOf(cli, "timeout");
  if (given === undefined) return TIMEOUT_SECONDS;
  return readCount(given, TIMEOUT_SECONDS_MAX, String(TIMEOUT_SECONDS));
}

/** Throws OperatorError: timed-out, having said who is missed. */
async function sealedInTime(cli: Cli, client: Client, event: string, seconds: number): Promise<EventView> {
  const untilMs = Date.now() + seconds * 1_000;
  for (;;) {
    const leftMs = untilMs - Date.now();
    const waitMs = String(Math.max(0, Math.min(WAIT_MS, leftMs)));
    const view = await client.get<EventView>(`/v1/entries/${event}`, { waitMs });
    if (view.standing === "sealed") return view;
    if (leftMs > 0) continue;
    if (view.seen !== null && !isOn(cli, "json"))
      cli.io.err(say(cli.lang, DEED_WORDS.stillWaits, { seen: seenText(cli, view.seen) }));
    throw new OperatorError("timed-out", EXIT.unreachable, { seconds: String(seconds), event });
  }
}
