import type { EventId, MemberId, PlanId } from "../base/id.ts";
import type { Application } from "./plan-records.ts";
import type { State } from "./state.ts";

/** A place asked for that is not decided. */
export interface WaitingApplication extends Application {
  readonly plan: PlanId;
  readonly member: MemberId;
}

export function applicationKey(plan: PlanId, member: MemberId): string {
  return plan + member;
}

/** All that wait, by plan and member. */
export function* waitingApplications(state: State): IterableIterator<WaitingApplication> {
  for (const [key, application] of state.applications.entries()) {
    if (application.status !== "waiting") continue;
    const plan = key.slice(0, key.length / 2) as PlanId;
    const member = key.slice(key.length / 2) as MemberId;
    yield { ...application, plan, member };
  }
}

/** The one that this `enrol` made, while it waits. */
export function waitingApplication(state: State, event: EventId): WaitingApplication | undefined {
  for (const waiting of waitingApplications(state)) if (waiting.event === event) return waiting;
  return undefined;
}

/** It comes to nothing; its member may ask again. */
export function refuseApplication(state: State, { plan, member, ...rest }: WaitingApplication): void {
  state.applications.set(applicationKey(plan, member), { ...rest, status: "refused" });
}
