import { money } from "../money/money.ts";
import type { Terms } from "../state/plan-records.ts";
import { durationText } from "./duration-words.ts";
import { PERIOD_WORDS, PLAN_WORDS } from "./plan-words.ts";
import { say } from "./sentence.ts";
import { CATEGORY_WORDS } from "./status-words.ts";
import { momentText, moneyText, permilleText, type Writing } from "./writing.ts";

/** A plan's terms in plain words, with the most that each tier can cost; one line each. */
export function planSummary(writing: Writing, terms: Terms, nowMs: number): readonly string[] {
  const { lang } = writing;
  return [
    say(lang, PLAN_WORDS.need, { category: say(lang, CATEGORY_WORDS[terms.category]) }),
    ...costLines(writing, terms),
    ...coverLines(writing, terms, nowMs),
    ...decisionLines(writing, terms),
    ...memberLines(writing, terms),
  ];
}

function costLines(writing: Writing, { tiers, caps, period, excess }: Terms): readonly string[] {
  const { lang } = writing;
  const times = (cap: number, weight: number) => moneyText(writing, BigInt(cap) * BigInt(weight));
  const lines = tiers.map(({ name, benefit, weight }, index) =>
    say(lang, PLAN_WORDS.tier, {
      index: String(index + 1),
      name,
      benefit: moneyText(writing, benefit),
      perPeriod: times(caps.perPeriod, weight),
      perYear: times(caps.perYear, weight),
    }),
  );
  lines.push(say(lang, PLAN_WORDS.paysOnly));
  const every = period.kind === "interval" ? durationText(lang, period.everyMs) : "";
  lines.push(say(lang, PLAN_WORDS.period, { period: say(lang, PERIOD_WORDS[period.kind], { every }) }));
  if (caps.perCase !== null) {
    lines.push(say(lang, PLAN_WORDS.perCase, { perCase: moneyText(writing, money(caps.perCase)) }));
  }
  lines.push(say(lang, excess === "drop" ? PLAN_WORDS.excessDrop : PLAN_WORDS.excessDefer));
  return lines;
}

function coverLines(writing: Writing, terms: Terms, nowMs: number): readonly string[] {
  const { lang } = writing;
  const { waitingMs, vesting, waitingShares } = terms;
  const lines =
    waitingMs === 0
      ? [say(lang, PLAN_WORDS.noWaiting)]
      : [
          say(lang, PLAN_WORDS.waiting, {
            waiting: durationText(lang, waitingMs),
            from: momentText(writing, nowMs + waitingMs),
          }),
        ];
  for (const { afterMs, permille } of vesting) {
    lines.push(
      say(lang, PLAN_WORDS.vesting, { after: durationText(lang, afterMs), part: permilleText(permille) }),
    );
  }
  if (waitingShares) lines.push(say(lang, PLAN_WORDS.waitingShares));
  return lines;
}

function decisionLines({ lang }: Writing, terms: Terms): readonly string[] {
  const lines = [
    say(lang, PLAN_WORDS.claim, {
      window: durationText(lang, terms.claimWindowMs),
      vote: durationText(lang, terms.voteMs),
      notice: durationText(lang, terms.noticeMs),
    }),
    say(lang, PLAN_WORDS.votes, {
      turnout: permilleText(terms.quorumPermille),
      threshold: permilleText(terms.thresholdPermille),
    }),
  ];
  if (terms.incidentPrecision === "month") lines.push(say(lang, PLAN_WORDS.month));
  return lines;
}

const ADMISSION = {
  open: PLAN_WORDS.admissionOpen,
  vouch: PLAN_WORDS.admissionVouch,
  vote: PLAN_WORDS.admissionVote,
} as const;

function memberLines({ lang }: Writing, terms: Terms): readonly string[] {
  return [
    say(lang, PLAN_WORDS.paying, { grace: durationText(lang, terms.graceMs) }),
    say(lang, PLAN_WORDS.members, { least: String(terms.minMembers), most: String(terms.maxMembers) }),
    say(lang, ADMISSION[terms.admission]),
    say(lang, PLAN_WORDS.leaving, { runOff: durationText(lang, terms.runOffMs) }),
  ];
}
