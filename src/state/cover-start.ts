import type { MemberId } from "../base/id.ts";
import type { Enrolment, Terms } from "./plan-records.ts";
import type { State } from "./state.ts";

/**
 * Since when a member who enrols at `atMs` is held to be in the plan, and from when they are covered: after the
 * waiting time, of which their tenure in the plan that `creditsWaiting` names counts, while they are still in it.
 */
export function coverFrom(
  state: State,
  terms: Terms,
  member: MemberId,
  atMs: number,
): Pick<Enrolment, "tenureMs" | "coversFromMs"> {
  const served =
    terms.creditsWaiting === null ? undefined : state.enrolments.get(terms.creditsWaiting + member);
  const tenureMs = served?.leftMs === null ? Math.min(served.tenureMs, atMs) : atMs;
  return { tenureMs, coversFromMs: Math.max(atMs, tenureMs + terms.waitingMs) };
}
