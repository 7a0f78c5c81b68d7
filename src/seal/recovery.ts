import { fromHex, toHex } from "../base/bytes.ts";
import type { Cbor } from "../base/cbor.ts";
import type { HashId, MemberId, SealId } from "../base/id.ts";
import { compareNumber, compareText } from "../base/order.ts";
import { isAdmissibleKey, type Verify } from "../events/signature.ts";
import type { Recovered, RecoveredDevice } from "../ledger/cut.ts";
import { SEATS_MAX, SEATS_SEVERAL_MIN } from "../ledger/rules/seats.ts";
import { rollCount } from "../state/on-roll.ts";
import type { Seat } from "../state/records.ts";
import { communityOf, type State } from "../state/state.ts";
import { type Certificate, readCertificate, seatsHash, writeCertificate } from "./certificate.ts";
import { type Mandate, verifyMandate } from "./mandate.ts";
import {
  decodeSealMessage,
  MANDATES_MAX,
  type SealMessage,
  type SignedSealMessage,
  verifyMessageSignature,
} from "./message.ts";
import {
  decodeRecoveryHeader,
  encodeRecoveryHeader,
  mandatesHash,
  type RecoveryHeader,
  recoveryIdOf,
} from "./recovery-header.ts";
import { recoveryQuorum } from "./recovery-quorum.ts";

/** What the members agreed on, with all that proves it. It stands beside the first seal of its epoch. */
export interface Recovery {
  readonly header: RecoveryHeader;
  /** signed words, as they travel: those that the header names, ascending by hash; then those of others who decided */
  readonly mandates: readonly Uint8Array[];
  /** how many of them the header names */
  readonly named: number;
  /** `seat`: an index into the mandates */
  readonly certificate: Certificate;
}

/** A mandate with what its signed word says of it. */
export interface HeldMandate extends RecoveredDevice {
  readonly hash: HashId;
  readonly mandate: Mandate;
}

/** CBOR [header, [mandate…], named, certificate]. */
export function writeRecovery({ header, mandates, named, certificate }: Recovery): Cbor {
  return [encodeRecoveryHeader(header), [...mandates], named, writeCertificate(certificate)];
}

/** The recovery, or undefined where it is none. Nothing is verified here. */
export function readRecovery(value: Cbor | undefined): Recovery | undefined {
  if (!Array.isArray(value) || value.length !== 4) return undefined;
  const [headerBytes, wires, named, certificateRow] = value as readonly Cbor[];
  const header = headerBytes instanceof Uint8Array ? decodeRecoveryHeader(headerBytes) : undefined;
  const certificate = readCertificate(certificateRow, 2 * MANDATES_MAX);
  if (header === undefined || certificate === undefined || !Array.isArray(wires)) return undefined;
  const mandates = (wires as readonly Cbor[]).filter((wire) => wire instanceof Uint8Array);
  if (mandates.length !== wires.length || mandates.length > 2 * MANDATES_MAX) return undefined;
  if (typeof named !== "number" || !Number.isInteger(named)) return undefined;
  if (named < 1 || named > Math.min(mandates.length, MANDATES_MAX)) return undefined;
  return { header, mandates, named, certificate };
}

/** Whether a member's root says so of a device that can be theirs, by this state. Costs one verification. */
export function isMandated(state: State, message: SealMessage, verify: Verify): boolean {
  if (message.step !== "mandate") return false;
  const { member, boxKey, signature } = message.mandate;
  const known = state.members.get(member);
  if (known === undefined || known.leftMs !== null || !canSpeakFor(state, message, member)) return false;
  const { community, epoch, device } = message;
  return verifyMandate(known.root, { community, epoch, member, device, boxKey }, signature, verify);
}

function canSpeakFor(state: State, { device }: SealMessage, member: MemberId): boolean {
  const known = state.devices.get(device);
  // a device that waits to be let in is somebody's already
  if (known === undefined) return !state.joiningDevices.has(device) && isAdmissibleKey(fromHex(device));
  return known.member === member && known.status === "live";
}

/** Of words that are mandates. */
export function heldMandate({ message, hash }: SignedSealMessage): HeldMandate | undefined {
  if (message.step !== "mandate") return undefined;
  const { mandate, device } = message;
  return { member: mandate.member, device, boxKey: mandate.boxKey, hash, mandate };
}

/** Undefined where one member, or one device, would count twice. */
export function recoveredFrom(
  state: State,
  epoch: number,
  mandates: readonly HeldMandate[],
): Recovered | undefined {
  const names = new Set(mandates.flatMap(({ member, device }) => [member, device]));
  if (names.size !== 2 * mandates.length || mandates.length === 0) return undefined;
  const devices = mandates
    .map(({ member, device, boxKey }) => ({ member, device, boxKey }))
    .sort((a, b) => compareText(a.member, b.member));
  return { epoch, devices, seats: seatsAmong(state, devices) };
}

/** One seat or at least four, at most a hundred: those of longest tenure, ties by id. */
function seatsAmong(state: State, devices: readonly RecoveredDevice[]): readonly Seat[] {
  const since = ({ member }: Seat) => state.members.must(member).sinceMs;
  const count = devices.length < SEATS_SEVERAL_MIN ? 1 : SEATS_MAX;
  return devices
    .toSorted((a, b) => compareNumber(since(a), since(b)) || compareText(a.member, b.member))
    .slice(0, count)
    .map(({ member, device }) => ({ member, device }))
    .sort((a, b) => compareText(a.member, b.member));
}

/** Where a recovery is to begin: after this seal. `epoch`: of what was sealed, or recovered, before. */
export interface RecoveryPlace {
  readonly state: State;
  readonly sealId: SealId | null;
  readonly epoch: number;
}

/**
 * What a recovery leads to, or undefined where it is not the word of a quorum of that place's roll. Why its base is the
 * right one those who voted have judged; here it is checked that they did, and that each of them may.
 */
export function verifyRecovery(
  recovery: Recovery,
  place: RecoveryPlace,
  verify: Verify,
): Recovered | undefined {
  const { state, sealId, epoch } = place;
  const { header } = recovery;
  const { id, height } = communityOf(state);
  if (header.community !== id || header.baseHeight !== height || header.base !== sealId) return undefined;
  if (header.epoch <= epoch) return undefined;
  return recoveredBy(recovery, state, verify);
}

/** The same by the roll of the state before the base, which is all that is known before its events are here. */
export function verifyBefore(
  recovery: Recovery,
  { state, base, epoch }: { readonly state: State; readonly base: SealId; readonly epoch: number },
  verify: Verify,
): boolean {
  const { header } = recovery;
  const { id, height } = communityOf(state);
  if (header.community !== id || header.baseHeight !== height + 1 || header.base !== base) return false;
  return header.epoch > epoch && recoveredBy(recovery, state, verify) !== undefined;
}

function recoveredBy(recovery: Recovery, state: State, verify: Verify): Recovered | undefined {
  const { header, named } = recovery;
  const quorum = recoveryQuorum(rollCount(state));
  const held = recovery.mandates.flatMap((wire) => heldIn(wire, recovery, state, verify) ?? []);
  if (held.length !== recovery.mandates.length || named < quorum) return undefined;
  const used = held.slice(0, named);
  if (mandatesHash(used.map(({ hash }) => hash)) !== header.mandates) return undefined;
  if (!isDecided(recovery, held, quorum, verify)) return undefined;
  const recovered = recoveredFrom(state, header.epoch, used);
  return recovered !== undefined && seatsHash(recovered.seats) === header.seats ? recovered : undefined;
}

function heldIn(
  wire: Uint8Array,
  { header }: Recovery,
  state: State,
  verify: Verify,
): HeldMandate | undefined {
  const signed = decodeSealMessage(wire, verify);
  if (typeof signed === "string") return undefined;
  const { community, epoch } = signed.message;
  if (community !== header.community || epoch !== header.epoch) return undefined;
  return isMandated(state, signed.message, verify) ? heldMandate(signed) : undefined;
}

/** Precommits of one round by a quorum of members, each counted once. */
function isDecided(
  recovery: Recovery,
  held: readonly HeldMandate[],
  quorum: number,
  verify: Verify,
): boolean {
  const { header, certificate } = recovery;
  const { community, epoch } = header;
  const base = { community, epoch, height: 0, round: certificate.round };
  const value = recoveryIdOf(header);
  const voices = new Set<MemberId>();
  for (const { seat, signature } of certificate.signatures) {
    const by = held[seat];
    if (by === undefined) return false;
    const said = { ...base, device: by.device, step: "precommit", value } as const;
    if (!verifyMessageSignature(said, signature, verify)) return false;
    voices.add(by.member);
  }
  return voices.size >= quorum;
}

/** Names a recovery's parts for comparison. */
export function isSameRecovery(a: Recovery, b: Recovery): boolean {
  return toHex(encodeRecoveryHeader(a.header)) === toHex(encodeRecoveryHeader(b.header));
}
