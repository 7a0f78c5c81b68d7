import type { MomentView } from "../../api/views/moment-view.ts";
import type { RecoveryView } from "../../api/views/recovery-view.ts";
import { nameList } from "../../words/name-list.ts";
import { RECOVERY_WORDS } from "../../words/recovery-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText, shortId } from "../../words/writing.ts";
import type { Cli } from "../cli.ts";
import { writingOf } from "../screen.ts";

/** Of many so many are named. */
const NAMES_MAX = 12;

export function namesText({ lang }: Pick<Cli, "lang">, members: RecoveryView["given"]): string {
  const names = members.map(({ name }) => name);
  return nameList(lang, names.slice(0, NAMES_MAX), Math.max(0, names.length - NAMES_MAX));
}

/** Who has given their word, how many it takes, where it goes on from, and from when. */
export function recoveryLines(cli: Cli, moment: MomentView, recovery: RecoveryView): readonly string[] {
  const { lang } = cli;
  const { given, needed, members, seats, seatsNeeded, base, isDue, isAgreed, dueMs } = recovery;
  if (isAgreed) return [say(lang, RECOVERY_WORDS.agreed, { names: namesText(cli, seats) })];
  const counts = { given: String(given.length), needed: String(needed), members: String(members) };
  const from = momentText(writingOf(cli, moment), dueMs);
  return [
    say(lang, RECOVERY_WORDS.given, { ...counts, names: namesText(cli, given) }),
    say(lang, RECOVERY_WORDS.seats, { needed: String(seatsNeeded), names: namesText(cli, seats) }),
    base === null
      ? say(lang, RECOVERY_WORDS.baseNone)
      : say(lang, RECOVERY_WORDS.base, { height: String(base.height), id: shortId(base.id) }),
    isDue ? say(lang, RECOVERY_WORDS.due) : say(lang, RECOVERY_WORDS.notDue, { from }),
  ];
}
