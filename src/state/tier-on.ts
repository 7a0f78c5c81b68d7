import { present } from "../base/assert.ts";
import type { Enrolment, Terms } from "./plan-records.ts";
import { tierOf } from "./plan-terms.ts";
import { localDay } from "./plan-time.ts";
import type { State } from "./state.ts";

/** A tier of a spell, and from when on it covers. */
interface Step {
  readonly tier: number;
  readonly coversFromMs: number;
}

/** The tiers of a spell, the latest first. */
function stepsOf({ tier, coversFromMs, formerTiers }: Enrolment): readonly Step[] {
  return [{ tier, coversFromMs }, ...formerTiers.toReversed()];
}

/** The spell's tier for an incident on a local day: the latest that covered that day; before any did, its first. */
export function tierOnDay(state: State, spell: Enrolment, day: number): number {
  const steps = stepsOf(spell);
  const step = steps.find(({ coversFromMs }) => localDay(state, coversFromMs) <= day) ?? steps.at(-1);
  return present(step, "a tier of this spell").tier;
}

/** From when on the spell covers in any tier: who waits for a higher one is covered in the one before. */
export function coveredFromMs(spell: Enrolment): number {
  return stepsOf(spell).reduce((least, step) => Math.min(least, step.coversFromMs), Number.MAX_SAFE_INTEGER);
}

/** The highest weight that the spell has had at any time from a moment on until before an end. */
export function weightSince(
  { tier, formerTiers }: Enrolment,
  terms: Terms,
  ms: number,
  endMs: number,
): number {
  const steps = [...formerTiers, { tier, untilMs: Number.MAX_SAFE_INTEGER }];
  const held = steps.filter(
    ({ untilMs }, index) => untilMs > ms && (index === 0 || (steps[index - 1]?.untilMs ?? 0) < endMs),
  );
  return Math.max(...held.map((step) => tierOf(terms, step.tier).weight));
}

/**
 * The spell in another tier from a moment on. What its member could already count on, up to the new benefit, stays as it
 * was; more is covered once it has been waited for.
 */
export function changeTier(spell: Enrolment, terms: Terms, tier: number, atMs: number): Enrolment {
  const benefit = (index: number) => tierOf(terms, index).benefit;
  // a lower tier taken in between gave up what was above it
  const held: Step[] = [];
  for (const step of stepsOf(spell).toReversed()) {
    for (
      let top = held.at(-1);
      top !== undefined && benefit(top.tier) >= benefit(step.tier);
      top = held.at(-1)
    )
      held.pop();
    held.push(step);
  }
  const enough = held.filter((step) => benefit(step.tier) >= benefit(tier));
  const coversFromMs =
    enough.length === 0
      ? atMs + terms.waitingMs
      : Math.max(atMs, Math.min(...enough.map((step) => step.coversFromMs)));
  const { coversFromMs: covered, tier: former, formerTiers } = spell;
  const before = { tier: former, coversFromMs: covered, untilMs: atMs };
  return { ...spell, tier, coversFromMs, formerTiers: [...formerTiers, before] };
}
