import type { PlanId } from "../base/id.ts";
import { money } from "../money/money.ts";
import type { Terms } from "../state/plan-records.ts";
import { durationText } from "./duration-words.ts";
import { PERIOD_WORDS, PLAN_WORDS } from "./plan-words.ts";
import { say } from "./sentence.ts";
import { CATEGORY_WORDS } from "./status-words.ts";
import { momentText, moneyText, permilleText, shortId, type Writing } from "./writing.ts";

/**
 * All of a plan's terms in plain words, with the worst that each tier can cost in a year; one line each. `titleOf`: how
 * the plan is named whose waiting time counts.
 */
export function planSummary(
  writing: Writing,
  terms: Terms,
  nowMs: number,
  titleOf: (plan: PlanId) => string = shortId,
): readonly string[] {
  const { lang } = writing;
  return [
    say(lang, PLAN_WORDS.need, { category: say(lang, CATEGORY_WORDS[terms.category]) }),
    ...costLines(writing, terms),
    ...coverLines(writing, terms, nowMs, titleOf),
    ...decisionLines(writing, terms),
    ...payingLines(writing, terms),
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
      weight: String(weight),
    }),
  );
  lines.push(say(lang, PLAN_WORDS.paysOnly), say(lang, PLAN_WORDS.shared));
  const every = period.kind === "interval" ? durationText(lang, period.everyMs) : "";
  lines.push(say(lang, PLAN_WORDS.period, { period: say(lang, PERIOD_WORDS[period.kind], { every }) }));
  if (caps.perCase !== null) {
    lines.push(say(lang, PLAN_WORDS.perCase, { perCase: moneyText(writing, money(caps.perCase)) }));
  }
  lines.push(say(lang, excess === "drop" ? PLAN_WORDS.excessDrop : PLAN_WORDS.excessDefer));
  return lines;
}

function coverLines(
  writing: Writing,
  terms: Terms,
  nowMs: number,
  titleOf: (plan: PlanId) => string,
): readonly string[] {
  const { lang } = writing;
  const { waitingMs, creditsWaiting, vesting, waitingShares, tiers } = terms;
  const lines =
    waitingMs === 0
      ? [say(lang, PLAN_WORDS.noWaiting)]
      : [
          say(lang, PLAN_WORDS.waiting, {
            waiting: durationText(lang, waitingMs),
            from: momentText(writing, nowMs + waitingMs),
          }),
        ];
  if (creditsWaiting !== null) lines.push(say(lang, PLAN_WORDS.credits, { plan: titleOf(creditsWaiting) }));
  for (const { afterMs, permille } of vesting) {
    lines.push(
      say(lang, PLAN_WORDS.vesting, { after: durationText(lang, afterMs), part: permilleText(permille) }),
    );
  }
  if (waitingMs > 0) lines.push(say(lang, waitingShares ? PLAN_WORDS.waitingShares : PLAN_WORDS.waitingFree));
  if (tiers.length > 1) lines.push(say(lang, PLAN_WORDS.tiersChange));
  return lines;
}

function decisionLines({ lang }: Writing, terms: Terms): readonly string[] {
  return [
    say(lang, PLAN_WORDS.claim, {
      window: durationText(lang, terms.claimWindowMs),
      vote: durationText(lang, terms.voteMs),
      notice: durationText(lang, terms.noticeMs),
    }),
    say(lang, PLAN_WORDS.votes, {
      turnout: permilleText(terms.quorumPermille),
      threshold: permilleText(terms.thresholdPermille),
    }),
    say(lang, PLAN_WORDS.turnoutMissed),
    say(lang, PLAN_WORDS.jury, { jury: String(terms.jury) }),
    say(lang, terms.noticeMs === 0 ? PLAN_WORDS.noAppealTime : PLAN_WORDS.notice),
    say(lang, terms.incidentPrecision === "month" ? PLAN_WORDS.month : PLAN_WORDS.day),
  ];
}

function payingLines({ lang }: Writing, terms: Terms): readonly string[] {
  return [
    say(lang, PLAN_WORDS.paying, { grace: durationText(lang, terms.graceMs) }),
    say(lang, PLAN_WORDS.lapse, { lapse: durationText(lang, terms.lapseMs) }),
    say(lang, terms.shortfall === "spread" ? PLAN_WORDS.shortfallSpread : PLAN_WORDS.shortfallHaircut),
  ];
}

const ADMISSION = {
  open: PLAN_WORDS.admissionOpen,
  vouch: PLAN_WORDS.admissionVouch,
  vote: PLAN_WORDS.admissionVote,
} as const;

function memberLines({ lang }: Writing, terms: Terms): readonly string[] {
  const runOff = durationText(lang, terms.runOffMs);
  return [
    say(lang, PLAN_WORDS.members, { least: String(terms.minMembers), most: String(terms.maxMembers) }),
    say(lang, ADMISSION[terms.admission]),
    say(lang, PLAN_WORDS.leaving, { runOff }),
    say(lang, PLAN_WORDS.expelling),
    say(lang, PLAN_WORDS.changes, { notice: durationText(lang, terms.noticeMs) }),
    say(lang, PLAN_WORDS.dwindles, { least: String(terms.minMembers) }),
    say(lang, PLAN_WORDS.ending, { runOff }),
  ];
}
