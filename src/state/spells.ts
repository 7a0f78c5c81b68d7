import type { MemberId, PlanId } from "../base/id.ts";
import { numberKey } from "./key.ts";
import type { Enrolment } from "./plan-records.ts";
import type { State } from "./state.ts";

/**
 * A member's spells in a plan. The latest stands under plan and member; when they enrol again after having
 * left, the one that ended moves under plan, member and its end, so that what was covered and owed stays.
 */
export function enrolmentKey(plan: PlanId, member: MemberId): string {
  return plan + member;
}

/** The spell that goes on, if the member is in the plan now. */
export function currentSpell(state: State, plan: PlanId, member: MemberId): Enrolment | undefined {
  const latest = state.enrolments.get(enrolmentKey(plan, member));
  return latest?.leftMs === null ? latest : undefined;
}

/** A spell that begins now, in this tier. */
export function newSpell(
  begun: Pick<Enrolment, "event" | "tier" | "sinceMs" | "sinceHeight" | "tenureMs" | "coversFromMs">,
): Enrolment {
  return { ...begun, formerTiers: [], leavesMs: null, leftMs: null, ending: null };
}

/** Puts the ended spell aside, so that a new one can take its key. */
export function keepFormerSpell(state: State, plan: PlanId, member: MemberId, leftMs: number): void {
  const key = enrolmentKey(plan, member);
  state.enrolments.set(key + numberKey(leftMs), state.enrolments.must(key));
}

/** All of a member's spells in a plan, the latest first. */
export function spellsOf(state: State, plan: PlanId, member: MemberId): readonly Enrolment[] {
  return [...state.enrolments.entries(enrolmentKey(plan, member))]
    .map(([, spell]) => spell)
    .sort(latestFirst);
}

/** Every member who is or was enrolled, by id, each with all their spells, the latest first. */
export function* membersOf(
  state: State,
  plan: PlanId,
): IterableIterator<readonly [MemberId, readonly Enrolment[]]> {
  let member: MemberId | undefined;
  let spells: Enrolment[] = [];
  for (const [key, spell] of state.enrolments.entries(plan)) {
    const owner = key.slice(plan.length, plan.length * 2) as MemberId;
    if (owner === member) {
      spells.push(spell);
      continue;
    }
    if (member !== undefined) yield [member, sorted(spells)];
    member = owner;
    spells = [spell];
  }
  if (member !== undefined) yield [member, sorted(spells)];
}

function sorted(spells: Enrolment[]): readonly Enrolment[] {
  return spells.length > 1 ? spells.sort(latestFirst) : spells;
}

/** A member's spells never overlap: each begins after the one before it ended. */
function latestFirst(a: Enrolment, b: Enrolment): number {
  return b.sinceMs - a.sinceMs;
}
