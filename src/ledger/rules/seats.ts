import { fromHex, toHex } from "../../base/bytes.ts";
import { taggedHash } from "../../base/hash.ts";
import type { HashId, MemberId } from "../../base/id.ts";
import { compareNumber, compareText } from "../../base/order.ts";
import { smallKey } from "../../state/key.ts";
import { liveDevices } from "../../state/member-devices.ts";
import { isOnRoll } from "../../state/on-roll.ts";
import type { Seat, Witness } from "../../state/records.ts";
import { charterOf, type State } from "../../state/state.ts";
import type { RuleContext, SealRule } from "./rule.ts";

export const SEATS_MAX = 100;
/** Two or three seats bear no sleeper that one would not; so there is one, or at least four. */
export const SEATS_SEVERAL_MIN = 4;

/**
 * Who agrees on the next height (docs/protocol.md, seats): members who turn up. Nobody is appointed, and
 * there is always somebody.
 */
export const seats: SealRule = {
  name: "seats",
  run(state, context) {
    noteReports(state, context);
    const eligible = eligibleSeats(state, context.throughMs);
    writeSeats(state, eligible.length === 0 ? stayingSeats(state) : chooseSeats(state, eligible, context));
  },
};

/** A report used in a seal renews like a `witness on`. */
function noteReports(state: State, { reporters, throughMs }: RuleContext): void {
  for (const member of reporters) {
    const witness = state.witnesses.get(member);
    if (witness !== undefined) state.witnesses.set(member, { ...witness, seenMs: throughMs });
  }
}

/** By member id. */
function eligibleSeats(state: State, nowMs: number): readonly Seat[] {
  const { seatExpiryMs } = charterOf(state);
  const eligible: Seat[] = [];
  for (const [member, witness] of state.witnesses.entries()) {
    const present = witness.seenMs >= tenureMs(state, member) && nowMs - witness.seenMs <= seatExpiryMs;
    const may = isOnRoll(state, member) && mayWitness(state, witness, nowMs);
    if (present && may) eligible.push({ member, device: witness.device });
  }
  return eligible;
}

function mayWitness(state: State, { on, device, barredUntilMs }: Witness, nowMs: number): boolean {
  return on && nowMs >= barredUntilMs && state.devices.get(device)?.status === "live";
}

/** From when a member's turning up counts; the founder's does from the start. */
function tenureMs(state: State, member: MemberId): number {
  const { invitedBy, sinceMs } = state.members.must(member);
  return invitedBy === null ? 0 : sinceMs + charterOf(state).seatAfterMs;
}

function chooseSeats(state: State, eligible: readonly Seat[], context: RuleContext): readonly Seat[] {
  if (eligible.length < SEATS_SEVERAL_MIN) return [loneSeat(state, eligible, context)];
  return eligible.length <= SEATS_MAX ? eligible : drawnSeats(eligible, context.seed);
}

/** The present single seat stays; else who reported in this seal, else anyone eligible, of longest tenure. */
function loneSeat(state: State, eligible: readonly Seat[], { reporters }: RuleContext): Seat {
  const present = state.seats.size === 1 ? state.seats.must(smallKey(0)).member : undefined;
  const staying = eligible.find(({ member }) => member === present);
  if (staying !== undefined) return staying;
  const reported = eligible.filter(({ member }) => reporters.includes(member));
  const since = ({ member }: Seat) => state.members.must(member).sinceMs;
  const byTenure = (a: Seat, b: Seat) => compareNumber(since(a), since(b)) || compareText(a.member, b.member);
  const [longest] = (reported.length > 0 ? reported : eligible).toSorted(byTenure);
  return longest as Seat;
}

/**
 * Nobody is eligible: who has the seats keeps them, switched off, expired or barred, for a community without a
 * seat could never go on. A seat whose device was stopped passes to another of its member's, if there is one.
 */
function stayingSeats(state: State): readonly Seat[] {
  return [...state.seats.entries()].map(([, { member, device }]) => {
    const offered = state.witnesses.get(member)?.device;
    const live = liveDevices(state, member);
    const next = [device, offered].find((each) => each !== undefined && live.includes(each)) ?? live[0];
    return { member, device: next ?? device };
  });
}

/** The lowest SHA-256(seed ‖ member), again by member id. */
function drawnSeats(eligible: readonly Seat[], seed: HashId): readonly Seat[] {
  const prefix = fromHex(seed);
  return eligible
    .map((seat) => ({ seat, lot: toHex(taggedHash("seats", prefix, fromHex(seat.member))) }))
    .sort((a, b) => compareText(a.lot, b.lot))
    .slice(0, SEATS_MAX)
    .map(({ seat }) => seat)
    .sort((a, b) => compareText(a.member, b.member));
}

/** Puts these in the place of the seats before. */
export function writeSeats(state: State, chosen: readonly Seat[]): void {
  for (const [index, seat] of chosen.entries()) {
    const key = smallKey(index);
    const before = state.seats.get(key);
    if (before?.member !== seat.member || before.device !== seat.device) state.seats.set(key, seat);
  }
  for (let index = chosen.length; index < SEATS_MAX; index++) state.seats.delete(smallKey(index));
}
