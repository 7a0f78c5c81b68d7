import type { MomentView } from "../../api/views/moment-view.ts";
import type { PlanOutlook } from "../../api/views/outlook-view.ts";
import { OUTLOOK_WORDS } from "../../words/outlook-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText } from "../../words/writing.ts";
import type { Cli } from "../cli.ts";
import { amountText, writingOf } from "../screen.ts";

/** What the next share can come to, what every period shared, and who carried whom. */
export function outlookLines(cli: Cli, moment: MomentView, outlook: PlanOutlook): readonly string[] {
  const { lang } = cli;
  const { title, mine, periods } = outlook;
  return [
    say(lang, OUTLOOK_WORDS.head, { title }),
    ...mine.flatMap((each) => tierLines(cli, moment, each)),
    say(lang, OUTLOOK_WORDS.more),
    ...(periods.length === 0 ? [say(lang, OUTLOOK_WORDS.noPeriods)] : pastLines(cli, moment, outlook)),
  ];
}

function tierLines(cli: Cli, moment: MomentView, mine: PlanOutlook["mine"][number]): readonly string[] {
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  const { tier, name, benefit, perPeriod, perYear, next, isMember } = mine;
  const line = say(lang, OUTLOOK_WORDS.tier, {
    index: String(tier + 1),
    name,
    benefit: amountText(writing, benefit),
    perPeriod: amountText(writing, perPeriod),
    perYear: amountText(writing, perYear),
  });
  if (next === null) return isMember ? [line, say(lang, OUTLOOK_WORDS.nothingYet)] : [line];
  const { endMs, least, most, ceiling, final, underWay } = next;
  return [
    line,
    say(lang, isMember ? OUTLOOK_WORDS.next : OUTLOOK_WORDS.asIf, {
      end: momentText(writing, endMs),
      least: amountText(writing, least),
      most: amountText(writing, most),
      ceiling: amountText(writing, ceiling),
    }),
    say(lang, OUTLOOK_WORDS.known, {
      finalCases: String(final.cases),
      final: amountText(writing, final.amount),
      openCases: String(underWay.cases),
      open: amountText(writing, underWay.amount),
    }),
  ];
}

function pastLines(cli: Cli, moment: MomentView, { periods, tiers }: PlanOutlook): readonly string[] {
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  return [
    ...periods.flatMap(({ startMs, endMs, members, claims, aid, madeGood, perWeight }) => {
      const line = say(lang, OUTLOOK_WORDS.period, {
        from: momentText(writing, startMs),
        to: momentText(writing, endMs),
        members: String(members),
        claims: String(claims),
        aid: amountText(writing, aid),
        perWeight: amountText(writing, perWeight),
      });
      if (madeGood === 0) return [line];
      return [line, say(lang, OUTLOOK_WORDS.madeGood, { amount: amountText(writing, madeGood) })];
    }),
    say(lang, OUTLOOK_WORDS.carried),
    ...tiers.map(({ name, paidIn, received, expected }) =>
      say(lang, OUTLOOK_WORDS.tierCarried, {
        name,
        paidIn: amountText(writing, paidIn),
        received: amountText(writing, received),
        expected: amountText(writing, expected),
      }),
    ),
  ];
}
