import type { DeviceKey, EventId, HashId, MemberId } from "../base/id.ts";
import { compareNumber, compareText } from "../base/order.ts";
import type { State } from "./state.ts";

/** A passed motion by which the community changed its network key. */
export interface KeyChange {
  readonly motion: EventId;
  readonly keyHash: HashId;
  readonly decidedMs: number;
}

/** The newest first; of two that passed in one seal the one with the higher id is the newer. */
export function keyChanges(state: State): readonly KeyChange[] {
  const changes: KeyChange[] = [];
  for (const [motion, { about, status, decidedMs }] of state.motions.entries()) {
    if (about.kind !== "network-key" || status !== "passed" || decidedMs === null) continue;
    changes.push({ motion: motion as EventId, keyHash: about.keyHash, decidedMs });
  }
  return changes.sort((a, b) => compareNumber(b.decidedMs, a.decidedMs) || compareText(b.motion, a.motion));
}

/**
 * Whom the community's network serves (protocol §8.28). member: on the roll; settling: has left, and may still settle what is
 * between them and others; out: the network key was changed since they left, or since their expulsion was decided.
 */
export type NetworkStanding = "member" | "settling" | "out";

/** Undefined: nobody who was ever on the roll. */
export function memberStanding(state: State, member: MemberId): NetworkStanding | undefined {
  const known = state.members.get(member);
  if (known === undefined) return undefined;
  const { leftMs } = known;
  if (leftMs === null) return "member";
  const sinceMs = Math.min(leftMs, expelledMs(state, member) ?? leftMs);
  const [newest] = keyChanges(state);
  return newest !== undefined && newest.decidedMs >= sinceMs ? "out" : "settling";
}

/** As its member's; out: frozen or revoked. Undefined: a device that nobody knows. */
export function deviceStanding(state: State, device: DeviceKey): NetworkStanding | undefined {
  const known = state.devices.get(device);
  if (known === undefined) return undefined;
  return known.status === "live" ? memberStanding(state, known.member) : "out";
}

/** Whether a device is told a new network key: a member's, who is not to go by the others' decision. */
export function mayHaveNetworkKey(state: State, device: DeviceKey): boolean {
  const member = state.devices.get(device)?.member;
  if (member === undefined || deviceStanding(state, device) !== "member") return false;
  return expelledMs(state, member) === null;
}

/** When it was decided that the member is to leave the community; null: it was not. */
function expelledMs(state: State, member: MemberId): number | null {
  const leaving = state.members.get(member)?.leaving ?? null;
  if (leaving === null || leaving.why !== "expelled") return null;
  return state.motions.get(leaving.by)?.decidedMs ?? leaving.atMs;
}
