import type { MomentView } from "../../api/views/moment-view.ts";
import type { SealStatus } from "../../api/views/seal-status.ts";
import { nameList } from "../../words/name-list.ts";
import { say } from "../../words/sentence.ts";
import { SEAL_WORDS } from "../../words/status-words.ts";
import { momentText } from "../../words/writing.ts";
import type { Cli } from "../cli.ts";
import { writingOf } from "../screen.ts";

/** Of a hundred witnesses so many are named. */
const NAMES_MAX = 12;

/** Who seals, how far the next seal is, and what to expect when too few turn up. */
export function sealLines(cli: Cli, moment: MomentView, seal: SealStatus): readonly string[] {
  const { lang } = cli;
  const { witnesses, needed, height, waits } = seal;
  const names = witnesses.map(({ member }) => member.name);
  const [only] = names;
  if (only === undefined) return [];
  if (names.length === 1)
    return [say(lang, SEAL_WORDS.alone, { name: only }), ...lateLines(cli, moment, seal)];
  const named = (all: readonly string[]): string =>
    nameList(lang, all.slice(0, NAMES_MAX), Math.max(0, all.length - NAMES_MAX));
  const of = { needed: String(needed), count: String(names.length) };
  const lines = [say(lang, SEAL_WORDS.witnesses, { ...of, names: named(names) })];
  if (!waits) return lines;
  const those = (reported: boolean): readonly string[] =>
    witnesses.flatMap((each) => (each.reported === reported ? [each.member.name] : []));
  const missing = needed - those(true).length;
  const values = {
    height: String(height),
    reported: named(those(true)),
    silent: named(those(false)),
  };
  const underWay =
    missing > 0
      ? say(lang, SEAL_WORDS.waits, { ...values, missing: String(missing) })
      : say(lang, SEAL_WORDS.agreeing, values);
  return [...lines, underWay, ...lateLines(cli, moment, seal)];
}

function lateLines(cli: Cli, moment: MomentView, { late }: SealStatus): readonly string[] {
  if (late === null) return [];
  const writing = writingOf(cli, moment);
  const values = {
    since: momentText(writing, late.sinceMs),
    from: momentText(writing, late.recoveryFromMs),
  };
  const words = moment.nowMs < late.recoveryFromMs ? SEAL_WORDS.late : SEAL_WORDS.lateRecoverable;
  return [say(cli.lang, words, values)];
}
