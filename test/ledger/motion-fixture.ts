import type { EventId, MemberId, PlanId } from "../../src/base/id.ts";
import { MOTION_VOTE_MS } from "../../src/events/kinds/motion.ts";
import type { MotionAbout } from "../../src/state/claim-records.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import type { Charter } from "../../src/state/records.ts";
import { AidCommunity, CHARTER, DAY, type Said, START_MS, TERMS } from "./aid-fixture.ts";

/** Some members and one plan that all of them are in from `START_MS` on, in the first tier. */
export class MovingCommunity extends AidCommunity {
  readonly plan: PlanId;

  constructor(names: readonly string[], terms: Partial<Terms> = {}, charter: Charter = CHARTER) {
    super(names, charter);
    this.plan = this.openPlan(
      START_MS,
      { ...TERMS, ...terms },
      new Map(this.members.map((member) => [member, 0])),
    );
  }

  who(index: number): MemberId {
    return this.members[index] as MemberId;
  }

  /** Puts a motion at this moment and has these members say yes, and these no, a millisecond later. */
  move(about: MotionAbout, atMs: number, yes: readonly MemberId[], no: readonly MemberId[] = []): EventId {
    const [motion] = this.seal(atMs, moves(this.who(0), about)) as readonly [EventId];
    this.seal(
      atMs + 1,
      ...yes.map((member) => votes(member, motion, "yes")),
      ...no.map((member) => votes(member, motion, "no")),
    );
    return motion;
  }

  /** The same, and the seal after its ballot is over. */
  decide(about: MotionAbout, atMs: number, yes: readonly MemberId[], no: readonly MemberId[] = []): EventId {
    const motion = this.move(about, atMs, yes, no);
    this.seal(this.state.ballots.must(motion).closesMs);
    return motion;
  }

  statusOf(motion: EventId) {
    return this.state.motions.must(motion).status;
  }

  spell(member: MemberId, plan = this.plan) {
    return this.state.enrolments.must(plan + member);
  }
}

export function moves(member: MemberId, about: unknown): Said {
  return { member, kind: "motion", body: { about } };
}

export function votes(member: MemberId, ballot: EventId, choice: "yes" | "no" | "abstain"): Said {
  return { member, kind: "vote", body: { ballot, choice, amount: null } };
}

/** Local midnight of a day of 2026, from 0. */
export function day(index: number): number {
  return START_MS + index * DAY;
}

export { DAY, MOTION_VOTE_MS, START_MS, TERMS };
