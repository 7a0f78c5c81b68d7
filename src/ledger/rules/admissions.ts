import type { HashId, MemberId } from "../../base/id.ts";
import { addDevice } from "../../state/add-device.ts";
import { schedule } from "../../state/deadlines.ts";
import { GrowthBrake } from "../../state/growth-brake.ts";
import { isObjectedTo, objectionsEndMs, vouchersOf, vouchesNeeded } from "../../state/joining.ts";
import type { Joiner } from "../../state/records.ts";
import type { State } from "../../state/state.ts";
import { inTurn } from "../in-turn.ts";
import type { RuleContext, SealRule } from "./rule.ts";

/** Protocol §6.1: whoever waits and is free to come in is let in: the oldest seal first, then by lot. */
export const admissions: SealRule = {
  name: "admissions",
  run(state, context) {
    const ready = waitingJoiners(state, context.seed).filter(([id, joiner]) =>
      isReady(state, id, joiner, context.throughMs),
    );
    if (ready.length === 0) return;
    const brake = new GrowthBrake(state, context.throughMs);
    for (const [id, joiner] of ready) {
      if (vouchersOf(state, id, joiner).length < vouchesNeeded(state)) continue;
      if (brake.hasRoom(joiner.inviter)) {
        letIn(state, id, joiner, context);
        brake.letIn(joiner.inviter);
      } else schedule(state, brake.freesMs(joiner.inviter), "joining", id);
    }
  },
};

function waitingJoiners(state: State, seed: HashId): readonly (readonly [MemberId, Joiner])[] {
  const waiting = [...state.joiningDevices.entries()].map(([, { member }]) => {
    const joiner = state.joiners.must(member);
    return { event: member, height: joiner.height, joiner };
  });
  return inTurn(waiting, seed).map(({ event, joiner }) => [event, joiner] as const);
}

/** Whether the days for objecting are over, without too many; who is objected to waits no more. */
function isReady(state: State, id: MemberId, joiner: Joiner, nowMs: number): boolean {
  const endMs = objectionsEndMs(state, joiner);
  if (nowMs < endMs) {
    schedule(state, endMs, "joining", id);
    return false;
  }
  if (!isObjectedTo(state, id, joiner)) return true;
  state.joiners.set(id, { ...joiner, status: "objected" });
  state.joiningDevices.delete(joiner.device);
  // another invite may bring this person another time
  state.roots.delete(joiner.root);
  return false;
}

function letIn(state: State, id: MemberId, joiner: Joiner, { throughMs, height }: RuleContext): void {
  const { root, device, boxKey, inviter } = joiner;
  state.members.set(id, {
    root,
    sinceMs: throughMs,
    sinceHeight: height,
    invitedBy: inviter,
    leaving: null,
    leftMs: null,
  });
  addDevice(state, { device, member: id, boxKey, atMs: throughMs, height });
  state.joiners.delete(id);
  state.joiningDevices.delete(device);
}
