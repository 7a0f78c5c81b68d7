import type { EventId, MemberId, PlanId } from "../base/id.ts";
import { schedule } from "./deadlines.ts";
import type { Enrolment } from "./plan-records.ts";
import { planPeriodAt } from "./plan-time.ts";
import { currentSpell, enrolmentKey } from "./spells.ts";
import type { State } from "./state.ts";
import { termsInForce } from "./terms-in-force.ts";

/** Why somebody leaves the community, as the places they lose say it. */
const ENDING_WHY = { resigned: "resign", expelled: "expel" } as const;

/**
 * The member leaves every open plan at its period's end, and the roll at the last of these ends: at `atMs` itself where
 * there is none (protocol §6.6). A place that ends anyway keeps its end. Nothing happens before; `resignations` does it.
 */
export function startLeaving(
  state: State,
  member: MemberId,
  why: keyof typeof ENDING_WHY,
  by: EventId,
  atMs: number,
): void {
  let lastMs = atMs;
  for (const [plan, spell] of openPlaces(state, member)) {
    const endMs = spell.leavesMs ?? planPeriodAt(state, plan, termsInForce(state, plan), atMs).endMs;
    lastMs = Math.max(lastMs, endMs);
    if (spell.leavesMs !== null && why === "resigned") continue;
    const ending = { why: ENDING_WHY[why], by };
    state.enrolments.set(enrolmentKey(plan, member), { ...spell, leavesMs: endMs, ending });
    schedule(state, endMs, "apportion", plan);
  }
  state.members.set(member, { ...state.members.must(member), leaving: { by, why, atMs: lastMs } });
  schedule(state, lastMs, "resignations", member);
}

/** Takes it back: places that would have ended with it go on as if nothing had been said. */
export function stopLeaving(state: State, member: MemberId): void {
  for (const [plan, spell] of openPlaces(state, member)) {
    if (spell.ending?.why !== "resign") continue;
    state.enrolments.set(enrolmentKey(plan, member), { ...spell, leavesMs: null, ending: null });
  }
  state.members.set(member, { ...state.members.must(member), leaving: null });
}

/** Their places in open plans; the roll of one that closes stays as it is. */
function* openPlaces(state: State, member: MemberId): IterableIterator<readonly [PlanId, Enrolment]> {
  for (const [plan, { status }] of state.plans.entries()) {
    const spell = status === "open" ? currentSpell(state, plan, member) : undefined;
    if (spell !== undefined) yield [plan, spell];
  }
}
