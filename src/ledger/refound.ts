import { fromHex, toHex } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { CommunityId, DeviceKey, HashId, MemberId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { addDevice } from "../state/add-device.ts";
import type { MotionAbout } from "../state/claim-records.ts";
import { noteSize } from "../state/count-places.ts";
import { isElector } from "../state/electors.ts";
import { smallKey } from "../state/key.ts";
import { isOnRoll } from "../state/on-roll.ts";
import type { Charter } from "../state/records.ts";
import { currentSpell } from "../state/spells.ts";
import { charterOf, communityOf, copyState, ONLY, type State } from "../state/state.ts";
import type { Table } from "../state/table.ts";

export interface Refounding {
  /** of the new community */
  readonly community: CommunityId;
  readonly charter: Charter;
  /** who re-founds, with the first device of the new community */
  readonly founder: {
    readonly member: MemberId;
    readonly device: DeviceKey;
    /** X25519 public key, hexadecimal */
    readonly boxKey: string;
  };
  /** whose words were checked, the founder among them */
  readonly roll: readonly MemberId[];
}

export type RefoundFault =
  /** there is no seal to go on from */
  | "base-unsealed"
  /** the old state knows no such member, the roll names one twice, or it leaves out the founder */
  | "member-unknown"
  /** the founder's device is one of the old community */
  | "device-taken"
  /** another currency or time: debts and periods are in them */
  | "charter-differs";

/** Characters of an id in a key. */
const ID = 64;

/**
 * docs/decisions/024. The state in which a new community begins: a sealed state of the old one, for those on the roll.
 * Pure and total; the base stays as it is. Height and sealed time go on, so the next cut follows the base's seal.
 */
export function refound(base: State, refounding: Refounding): Result<State, RefoundFault> {
  const fault = faultOf(base, refounding);
  if (fault !== null) return fail(fault);
  const state = copyState(base);
  const stays = new Set<string>(refounding.roll);
  begin(state, refounding);
  keepMembers(state, stays);
  keepClaims(state, stays);
  countAnew(state, refounding.roll);
  beginDevices(state, refounding.founder);
  return ok(state);
}

function faultOf(base: State, { charter, founder, roll }: Refounding): RefoundFault | null {
  if (communityOf(base).height < 1) return "base-unsealed";
  const members = new Set(roll);
  if (members.size < roll.length || !members.has(founder.member)) return "member-unknown";
  if (roll.some((member) => !isOnRoll(base, member))) return "member-unknown";
  if (base.devices.has(founder.device)) return "device-taken";
  const before = charterOf(base);
  const isSame = (["currency", "digits", "utcOffsetMinutes"] as const).every(
    (field) => charter[field] === before[field],
  );
  return isSame ? null : "charter-differs";
}

function begin(state: State, { community: id, charter }: Refounding): void {
  const before = communityOf(state);
  const seed = toHex(taggedHash("seed", fromHex(before.seed), fromHex(id))) as HashId;
  state.community.set(ONLY, { ...before, id, epoch: 0, seed });
  state.charter.set(ONLY, charter);
}

/** What is about one member, or between two. */
function keepMembers(state: State, stays: ReadonlySet<string>): void {
  const isOfStayer = (key: string) => stays.has(key.slice(ID, 2 * ID));
  keep(state.members, (key) => stays.has(key));
  keep(state.roots, (_, { member }) => stays.has(member));
  keep(state.witnesses, (key) => stays.has(key));
  keep(state.adoptions, isOfStayer);
  keep(state.enrolments, isOfStayer);
  keep(state.memberClaims, isOfStayer);
  keep(state.dues, (key) => stays.has(key.slice(-ID)));
  keep(state.postings, (_, { member }) => stays.has(member));
  keep(state.transfers, (_, { from, to }) => stays.has(from) && stays.has(to));
  const areStayers = (key: string) => stays.has(key.slice(0, ID)) && stays.has(key.slice(ID));
  keep(state.contacts, areStayers);
  keep(state.delegations, (key, { to }) => areStayers(key + to));
  keep(state.unconfirmed, (key) => state.transfers.has(key.slice(ID)));
  keep(state.arrears, isOfStayer);
  keep(state.shortfalls, (_, { member }) => stays.has(member));
}

/** Claims with all that decides on them. */
function keepClaims(state: State, stays: ReadonlySet<string>): void {
  keep(state.claims, (_, { member }) => stays.has(member));
  keep(state.payables, (key) => state.claims.has(key.slice(ID)));
  keep(state.motions, (_, { member, about }) => stays.has(member) && goesOn(about, stays));
  const isKept = (subject: string) =>
    state.claims.has(subject) || state.transfers.has(subject) || state.motions.has(subject);
  keep(state.ballots, (_, { subject }) => isKept(subject));
  keep(state.lots, (_, { claim }) => state.claims.has(claim));
  const isAsked = (key: string) => state.ballots.has(key.slice(0, ID)) || state.lots.has(key.slice(0, ID));
  for (const table of [state.votes, state.jurors] as const)
    keep<unknown>(table, (key) => isAsked(key) && stays.has(key.slice(ID, 2 * ID)));
  for (const table of [state.seen, state.appeals] as const)
    keep<unknown>(table, (key) => state.claims.has(key.slice(0, ID)) && stays.has(key.slice(ID)));
  keep(state.evidence, (key) => state.claims.has(key.slice(0, ID)));
  keep(
    state.deadlines,
    (_, { subject }) => state.plans.has(subject) || stays.has(subject) || isKept(subject) || isAsked(subject),
  );
}

/** Motions on plans and on those who stay; what the old community decides on itself stays there. */
function goesOn(about: MotionAbout, stays: ReadonlySet<string>): boolean {
  return about.kind === "expel" ? stays.has(about.member) : "plan" in about;
}

function countAnew(state: State, members: readonly MemberId[]): void {
  for (const [plan, record] of state.plans.entries()) {
    const adopted = record.status === "proposed" ? [...state.adoptions.entries(plan)].length : record.adopted;
    const enrolled = members.filter((member) => currentSpell(state, plan, member) !== undefined).length;
    state.plans.set(plan, { ...record, adopted, enrolled });
    noteSize(state, plan, communityOf(state).throughMs);
  }
  for (const [id, ballot] of state.ballots.entries()) {
    if (ballot.outcome !== null) continue;
    const electors = members.filter((member) => isElector(state, id, ballot, member)).length;
    state.ballots.set(id, { ...ballot, electors });
  }
}

/** New keys for everybody, the founder's first: no device of the old community has a word here, no secret of one counts, and nobody waits to be let in. */
function beginDevices(state: State, { member, device, boxKey }: Refounding["founder"]): void {
  for (const table of [state.devices, state.memberDevices, state.invites, state.forks] as const)
    keep<unknown>(table, () => false);
  for (const table of [state.uninvited, state.joiners, state.joiningDevices] as const)
    keep<unknown>(table, () => false);
  for (const table of [state.vouches, state.objections, state.applications] as const)
    keep<unknown>(table, () => false);
  for (const table of [state.beacons, state.reveals, state.seats] as const) keep<unknown>(table, () => false);
  const { throughMs: atMs, height } = communityOf(state);
  addDevice(state, { device, member, boxKey, atMs, height });
  const { on = true, barredUntilMs = 0 } = state.witnesses.get(member) ?? {};
  state.witnesses.set(member, { device, on, seenMs: atMs, height, barredUntilMs });
  state.seats.set(smallKey(0), { member, device });
}

function keep<R>(table: Table<R>, isKept: (key: string, record: R) => boolean): void {
  for (const [key, record] of table.entries()) if (!isKept(key, record)) table.delete(key);
}
