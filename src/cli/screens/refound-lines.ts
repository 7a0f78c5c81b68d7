import type { MemberId } from "../../base/id.ts";
import type { RefoundingTold, Sum } from "../../node/refounding-told.ts";
import { nameList } from "../../words/name-list.ts";
import { REFOUND_WORDS } from "../../words/refound-words.ts";
import { say } from "../../words/sentence.ts";
import { moneyText } from "../../words/writing.ts";
import type { Cli } from "../cli.ts";
import type { OldCommunity } from "./old-community.ts";

/** What a founding keeps, and what ends with it, before anybody says yes to it. */
export function foundingLines({ lang }: Cli, old: OldCommunity, told: RefoundingTold): readonly string[] {
  const { coming, staying, kept, ended, claims, plans } = told;
  const names = (members: readonly MemberId[]) =>
    nameList(
      lang,
      members.map((member) => old.nameOf(member)),
    );
  const sum = ({ count, amount }: Sum, open: number) => ({
    count: String(count),
    amount: moneyText(old.writing, amount),
    claims: String(open),
  });
  const lines = [
    say(lang, REFOUND_WORDS.from, old.values),
    say(lang, REFOUND_WORDS.coming, { names: names(coming) }),
  ];
  if (staying.length > 0) lines.push(say(lang, REFOUND_WORDS.staying, { names: names(staying) }));
  lines.push(say(lang, REFOUND_WORDS.kept, sum(kept, claims.kept)));
  if (staying.length > 0) lines.push(say(lang, REFOUND_WORDS.ended, sum(ended, claims.ended)));
  for (const { title, before, after, minMembers } of plans) {
    const plan = { title, before: String(before), after: String(after), least: String(minMembers) };
    lines.push(say(lang, after < minMembers ? REFOUND_WORDS.planSmall : REFOUND_WORDS.plan, plan));
  }
  if (old.unsealed > 0) lines.push(say(lang, REFOUND_WORDS.unsealed, { count: String(old.unsealed) }));
  return lines;
}
