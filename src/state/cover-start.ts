import type { MemberId } from "../base/id.ts";
import type { Enrolment, Terms } from "./plan-records.ts";
import { currentSpell } from "./spells.ts";
import type { State } from "./state.ts";

/**
 * Since when a member who enrols at `atMs` is held to be in the plan, and from when they are covered: after the
 * waiting time, of which their tenure in the plan that `creditsWaiting` names counts, while they are still in it. Who lost
 * their former place by not paying gets nothing credited, and waits at least as long as that was borne.
 */
export function coverFrom(
  state: State,
  terms: Terms,
  member: MemberId,
  atMs: number,
  former?: Enrolment,
): Pick<Enrolment, "tenureMs" | "coversFromMs"> {
  if (former?.ending?.why === "lapse") {
    const { waitingMs, graceMs, lapseMs } = terms;
    return { tenureMs: atMs, coversFromMs: atMs + Math.max(waitingMs, graceMs + lapseMs) };
  }
  const served =
    terms.creditsWaiting === null ? undefined : currentSpell(state, terms.creditsWaiting, member);
  const tenureMs = Math.min(served?.tenureMs ?? atMs, atMs);
  return { tenureMs, coversFromMs: Math.max(atMs, tenureMs + terms.waitingMs) };
}
