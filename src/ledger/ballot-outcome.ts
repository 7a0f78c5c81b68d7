import { assert } from "../base/assert.ts";
import { lowerMedian } from "../money/median.ts";
import { compareMoney, type Money, money } from "../money/money.ts";
import type { Ballot } from "../state/claim-records.ts";
import { type CountedWord, weightOf } from "../state/counted-words.ts";

export type Tally = Ballot["tally"];

/** Of those who voted, this many decide when the quorum was missed twice: a tenth of the electors, but at least 3. */
const FALLBACK_VOTES_MIN = 3;
const FALLBACK_DIVISOR = 10;

/** How many votes decide after the quorum was missed (protocol §6.3). */
export function fallbackVotes(electors: number): number {
  return Math.min(electors, Math.max(FALLBACK_VOTES_MIN, Math.ceil(electors / FALLBACK_DIVISOR)));
}

/** A part of a whole, exactly: 2 of 3. */
export interface Part {
  readonly of: number;
  readonly part: number;
}

/** When a ballot is decided, and how. */
export interface BallotRule {
  /** of the electors, who vote at all */
  readonly quorum: Part;
  /** of yes and no, or of all electors, who say yes */
  readonly threshold: Part & { readonly among: "votes" | "electors" };
  /** a missed quorum extends it once; then those who voted decide where they are enough. Otherwise it is a draw at once */
  readonly isExtended: boolean;
}

export function reaches(count: number, all: number, { part, of }: Part): boolean {
  return count * of >= all * part;
}

/**
 * What a ballot comes to when its time is up. Abstaining counts for the quorum, not for the threshold where that is
 * a part of yes and no: a threshold of 500 is met by a tie. Where nobody said yes or no, it is a draw.
 */
export function ballotOutcome(args: {
  readonly electors: number;
  readonly tally: Tally;
  readonly rule: BallotRule;
  /** the time was extended before */
  readonly isLast: boolean;
}): "yes" | "no" | "draw" | "extend" {
  const { electors, tally, rule, isLast } = args;
  const votes = tally.yes + tally.no + tally.abstain;
  assert(votes <= electors, "votes of electors only");
  const hasQuorum = votes > 0 && reaches(votes, electors, rule.quorum);
  if (!hasQuorum) {
    if (!rule.isExtended) return "draw";
    if (!isLast) return "extend";
    if (votes < fallbackVotes(electors)) return "draw";
  }
  if (tally.yes + tally.no === 0) return "draw";
  const { threshold } = rule;
  const all = threshold.among === "electors" ? electors : tally.yes + tally.no;
  return tally.yes > 0 && reaches(tally.yes, all, threshold) ? "yes" : "no";
}

/** The lower median of what the yes votes thought right, each with those it carries, none above what was asked (protocol §6.3). */
export function decidedAid(words: readonly CountedWord[], asked: Money): Money {
  const yes = words.filter(({ choice }) => choice === "yes");
  const median = lowerMedian(yes.map((word) => ({ amount: word.amount ?? asked, weight: weightOf(word) })));
  return compareMoney(median, asked) < 0 ? median : money(asked);
}
