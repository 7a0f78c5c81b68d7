import type { EventId, MemberId } from "../base/id.ts";
import { APPLICATION_MS } from "../events/take-place.ts";
import type { WaitingApplication } from "../state/applications.ts";
import { GrowthBrake } from "../state/growth-brake.ts";
import { objectionsEndMs, objectorsOf, vouchersOf, vouchesNeeded } from "../state/joining.ts";
import { tierOf } from "../state/plan-terms.ts";
import type { Joiner, Member } from "../state/records.ts";
import { charterOf, communityOf, type State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { explainBallot } from "./explain-ballot.ts";
import { type ExplainStep, of, step } from "./explanation.ts";
import { PLACE_VOUCHES, placeVouchers } from "./rules/places.ts";

/** Why a newcomer is not on the roll yet, or never will be by this `join`. */
export function explainJoiner(state: State, id: MemberId, joiner: Joiner): readonly ExplainStep[] {
  const { objections } = charterOf(state);
  const { throughMs } = communityOf(state);
  const asked = step("join-asked", {
    by: of.member(joiner.inviter),
    at: of.moment(joiner.sinceMs),
    event: of.id(id),
  });
  const objectedBy = step("join-objections", {
    count: of.count(objectorsOf(state, id).length),
    needed: of.count(objections),
    until: of.moment(objectionsEndMs(state, joiner)),
  });
  if (joiner.status === "objected") return [asked, objectedBy, step("join-objected")];
  const vouchers = vouchersOf(state, id, joiner);
  const vouches = step("join-vouches", {
    count: of.count(vouchers.length),
    needed: of.count(vouchesNeeded(state)),
  });
  const steps = [asked, vouches, ...vouchers.map((by) => step("join-voucher", { by: of.member(by) }))];
  if (objections > 0) steps.push(objectedBy);
  const brake = new GrowthBrake(state, throughMs);
  if (!brake.hasRoom(joiner.inviter))
    steps.push(step("join-brake", { at: of.moment(brake.freesMs(joiner.inviter)) }));
  return steps;
}

/** Since when somebody is a member, how they leave, and which of their devices have stopped. */
export function explainMember(state: State, id: MemberId, member: Member): readonly ExplainStep[] {
  const { sinceMs, invitedBy, leaving, leftMs } = member;
  const who = of.member(id);
  const since =
    invitedBy === null
      ? step("member-founder", { member: who })
      : step("member-since", { member: who, by: of.member(invitedBy), at: of.moment(sinceMs) });
  const steps = [since, ...deviceSteps(state, id)];
  if (leaving !== null) {
    steps.push(
      step("member-leaving", {
        at: of.moment(leaving.atMs),
        event: of.id(leaving.by),
        why: of.word(leaving.why),
      }),
    );
  }
  if (leftMs !== null) steps.push(step("member-left", { at: of.moment(leftMs) }));
  return steps;
}

function deviceSteps(state: State, id: MemberId): readonly ExplainStep[] {
  return [...state.memberDevices.entries(id)].flatMap(([key]) => {
    const device = key.slice(id.length);
    const { status, stoppedBy, stoppedMs } = state.devices.must(device as never);
    if (stoppedBy === null || stoppedMs === null) return [];
    return [
      step("device-stopped", {
        device: of.id(device),
        why: of.word(status),
        at: of.moment(stoppedMs),
        event: of.id(stoppedBy),
      }),
    ];
  });
}

/** Why a place that was asked for is not there yet, or never will be by this `enrol`. */
export function explainApplication(state: State, application: WaitingApplication): readonly ExplainStep[] {
  const { plan, member, event, tier, sinceMs, status } = application;
  const terms = termsInForce(state, plan);
  const steps = [
    step("place-asked", {
      by: of.member(member),
      title: of.word(terms.title),
      tier: of.word(tierOf(terms, tier).name),
      at: of.moment(sinceMs),
      event: of.id(event),
    }),
    ...placeSteps(state, application),
  ];
  const { enrolled } = state.plans.must(plan);
  const isFull = status === "waiting" && enrolled >= terms.maxMembers;
  if (isFull) steps.push(step("place-full", { most: of.count(terms.maxMembers) }));
  if (status === "refused") steps.push(step("place-refused"));
  return steps;
}

/** By vote, or by vouches until some day. */
function placeSteps(state: State, application: WaitingApplication): readonly ExplainStep[] {
  const ballot: EventId = application.event;
  if (state.ballots.has(ballot)) return explainBallot(state, ballot);
  const vouchers = placeVouchers(state, application);
  return [
    step("place-vouches", { count: of.count(vouchers.length), needed: of.count(PLACE_VOUCHES) }),
    ...vouchers.map((by) => step("join-voucher", { by: of.member(by) })),
    step("place-until", { at: of.moment(application.sinceMs + APPLICATION_MS) }),
  ];
}
