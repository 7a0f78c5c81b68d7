import { SEEDS } from "./seeds.ts";

/** What finds a variant out. */
export interface Expected {
  readonly variant: string;
  /** the mistake, in words */
  readonly mistake: string;
  /** the invariant that finds it; null: any */
  readonly invariant: string | null;
  /** no other finds anything in the same run, so that without this one it passes */
  readonly isAlone: boolean;
}

/** Every broken variant. Each invariant is alone with at least one of them. */
export const EXPECTED: readonly Expected[] = [
  any("no-lock", "votes for another value than the one it is locked on"),
  alone("no-lock-unseen", "the same where nobody ever hears of the other seal", "one-seal"),
  any("quorum-one-too-small", "q is one less"),
  alone("forgotten-last-sign", "what is signed leaves before it is durable", "one-word"),
  alone("cut-from-one-report", "what a single seat reports is in the cut", "live"),
  alone("round-in-seal-id", "a value that is proposed again has another id", "live"),
  alone("seats-in-seals", "a seat expires after so many seals, not after so much time", "live"),
  alone("order-of-arrival", "a view depends on the order in which events came", "same-bytes"),
  alone("second-seal-overlooked", "who has met two seals for one height goes on", "split-named"),
  alone("old-postings-forgotten", "postings of earlier seals are cleared away", "sealed-stays"),
  alone("odd-unit-lost", "one sharer is asked for a unit less", "zero-sum"),
  alone("cut-needs-all-reports", "what one of the reports lacks is not in the cut", "cut-held"),
  alone("acknowledged-early", "what its person says is acknowledged before it is durable", "own-events"),
  alone("receipt-counted-twice", "a transfer is received again and again", "once"),
  alone("certificate-unchecked", "a seal is applied whoever signed it", "certified"),
  alone("words-kept-for-ever", "what was said about past heights stays on the disk", "bounded"),
];

/** Seeds in which it was seen, the first for the default tests; none: `find-seeds.ts` found none. */
export function seedsOf({ variant }: Expected): readonly number[] {
  return SEEDS[variant] ?? [];
}

function any(variant: string, mistake: string): Expected {
  return { variant, mistake, invariant: null, isAlone: false };
}

function alone(variant: string, mistake: string, invariant: string): Expected {
  return { variant, mistake, invariant, isAlone: true };
}
