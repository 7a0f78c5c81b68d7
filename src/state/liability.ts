import type { Claim } from "./claim-records.ts";
import type { Enrolment, Terms } from "./plan-records.ts";
import { sealedMs } from "./sealed-time.ts";
import type { State } from "./state.ts";

/**
 * Whether a spell shares whatever is payable at a period's end (protocol §6.4 step 3): sealed before this cut,
 * through with waiting or sharing all the same, and not left before this end.
 */
export function sharesAll(spell: Enrolment, terms: Terms, endMs: number, height: number): boolean {
  return isReady(spell, terms, endMs, height) && (spell.leftMs === null || spell.leftMs >= endMs);
}

/** Whether a spell that was left before this end may still owe for older claims (protocol §6.6). */
export function isInRunOff(spell: Enrolment, terms: Terms, endMs: number, height: number): boolean {
  const { leftMs } = spell;
  return (
    isReady(spell, terms, endMs, height) &&
    leftMs !== null &&
    leftMs < endMs &&
    endMs <= leftMs + terms.runOffMs
  );
}

/** Since when a claim was under way: it came in after this moment. Who left later owes for it. */
export function claimBeganMs(state: State, claim: Claim): number {
  return sealedMs(state, claim.filedHeight - 1);
}

function isReady(spell: Enrolment, terms: Terms, endMs: number, height: number): boolean {
  return spell.sinceHeight < height && (terms.waitingShares || spell.coversFromMs <= endMs);
}
