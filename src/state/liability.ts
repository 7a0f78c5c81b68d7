import type { Claim } from "./claim-records.ts";
import type { Enrolment, Terms } from "./plan-records.ts";
import { sealedMs } from "./sealed-time.ts";
import type { State } from "./state.ts";
import { coveredFromMs } from "./tier-on.ts";

/** A member's spell that shares at a period's end; `leftMs` (or null): only what was under way by then. */
export interface Liable {
  readonly spell: Enrolment;
  readonly leftMs: number | null;
}

/** The period's end that is asked about. */
export interface LiabilityRun {
  readonly terms: Terms;
  readonly endMs: number;
  /** since when the plan closes, or null */
  readonly closedMs: number | null;
  /** the terms that somebody had who left at that moment: no later ones bind them */
  readonly termsWhenLeft: (leftMs: number) => Terms;
}

/** By which of a member's spells, the latest first, they share at a period's end; undefined: by none. */
export function liabilityAt(spells: readonly Enrolment[], run: LiabilityRun): Liable | undefined {
  const { terms, endMs, closedMs, termsWhenLeft } = run;
  const full =
    closedMs !== null && closedMs < endMs
      ? spells.find((spell) => isOnFrozenRoll(spell, terms, closedMs))
      : spells.find((spell) => sharesAll(spell, terms, endMs));
  if (full !== undefined) return { spell: full, leftMs: lapsedBefore(full, endMs) };
  const former = spells.find(
    (spell) => spell.leftMs !== null && isInRunOff(spell, termsWhenLeft(spell.leftMs), endMs),
  );
  return former === undefined ? undefined : { spell: former, leftMs: former.leftMs };
}

/** Of a plan that closes, who was in it then shares until it ends. */
function isOnFrozenRoll(spell: Enrolment, terms: Terms, closedMs: number): boolean {
  const { sinceMs, leftMs } = spell;
  return sinceMs <= closedMs && isThrough(spell, terms, closedMs) && (leftMs === null || leftMs > closedMs);
}

/** Nobody is asked for what they themselves have failed to pay: not on a frozen roll either. */
function lapsedBefore({ leftMs, ending }: Enrolment, endMs: number): number | null {
  return ending?.why === "lapse" && leftMs !== null && leftMs < endMs ? leftMs : null;
}

/**
 * Whether a spell shares whatever is payable at a period's end (protocol §6.4 step 3): begun before it, through
 * with waiting or sharing all the same, and not left before.
 */
export function sharesAll(spell: Enrolment, terms: Terms, endMs: number): boolean {
  return isReady(spell, terms, endMs) && (spell.leftMs === null || spell.leftMs >= endMs);
}

/** Whether a spell that was left before this end may still owe for older claims (protocol §6.6). */
export function isInRunOff(spell: Enrolment, terms: Terms, endMs: number): boolean {
  const { leftMs } = spell;
  return (
    isReady(spell, terms, endMs) && leftMs !== null && leftMs < endMs && endMs <= leftMs + terms.runOffMs
  );
}

/** Since when a claim was under way: it came in after this moment. Who left later owes for it. */
export function claimBeganMs(state: State, claim: Claim): number {
  return sealedMs(state, claim.filedHeight - 1);
}

function isReady(spell: Enrolment, terms: Terms, endMs: number): boolean {
  return spell.sinceMs < endMs && isThrough(spell, terms, endMs);
}

/** With waiting; or it shares all the same. */
function isThrough(spell: Enrolment, terms: Terms, ms: number): boolean {
  return terms.waitingShares || coveredFromMs(spell) <= ms;
}
