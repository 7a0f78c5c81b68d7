import type { MemberId } from "../base/id.ts";
import type { Terms } from "./records.ts";
import type { State } from "./state.ts";

/**
 * From when a member who enrols at `atMs` is covered: after the waiting time, of which the time already
 * served in the plan that `creditsWaiting` names counts, while the member is still in it.
 */
export function coverStartMs(state: State, terms: Terms, member: MemberId, atMs: number): number {
  const served =
    terms.creditsWaiting === null ? undefined : state.enrolments.get(terms.creditsWaiting + member);
  const sinceMs = served?.leftMs === null ? Math.min(served.sinceMs, atMs) : atMs;
  return Math.max(atMs, sinceMs + terms.waitingMs);
}
