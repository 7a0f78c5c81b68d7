import { assert } from "../base/assert.ts";
import { lowerMedian } from "../money/median.ts";
import { compareMoney, type Money, money } from "../money/money.ts";
import type { Word } from "../state/member-word.ts";
import type { Ballot, Terms } from "../state/records.ts";

export type Tally = Ballot["tally"];

/** Of those who voted, this many decide when the quorum was missed twice: a tenth of the electors, but at least 3. */
const FALLBACK_VOTES_MIN = 3;
const FALLBACK_DIVISOR = 10;

export function tallyOf(words: readonly Word[]): Tally {
  const count = (choice: Word["choice"]) => words.filter((word) => word.choice === choice).length;
  return { yes: count("yes"), no: count("no"), abstain: count("abstain") };
}

/** How many votes decide after the quorum was missed (protocol §6.3). */
export function fallbackVotes(electors: number): number {
  return Math.min(electors, Math.max(FALLBACK_VOTES_MIN, Math.ceil(electors / FALLBACK_DIVISOR)));
}

/**
 * What a ballot comes to when its time is up. Abstaining counts for the quorum, not for the threshold, which is
 * a part of yes and no: a threshold of 500 is met by a tie. Where nobody said yes or no, it is a draw.
 */
export function ballotOutcome(args: {
  readonly electors: number;
  readonly tally: Tally;
  readonly terms: Pick<Terms, "quorumPermille" | "thresholdPermille">;
  /** the time was extended before */
  readonly isLast: boolean;
}): "yes" | "no" | "draw" | "extend" {
  const { electors, tally, terms, isLast } = args;
  const votes = tally.yes + tally.no + tally.abstain;
  assert(votes <= electors, "votes of electors only");
  const hasQuorum = votes > 0 && votes * 1000 >= electors * terms.quorumPermille;
  if (!hasQuorum && !isLast) return "extend";
  if (!hasQuorum && votes < fallbackVotes(electors)) return "draw";
  if (tally.yes + tally.no === 0) return "draw";
  const isYes = tally.yes > 0 && tally.yes * 1000 >= (tally.yes + tally.no) * terms.thresholdPermille;
  return isYes ? "yes" : "no";
}

/** The lower median of what the yes votes thought right, none above what was asked (protocol §6.3). */
export function decidedAid(words: readonly Word[], asked: Money): Money {
  const yes = words.filter(({ choice }) => choice === "yes");
  const median = lowerMedian(yes.map(({ amount }) => ({ amount: amount ?? asked, weight: 1 })));
  return compareMoney(median, asked) < 0 ? median : money(asked);
}
