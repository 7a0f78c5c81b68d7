import { equalBytes, fromHex, toHex } from "../base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import type { CommunityId, DeviceKey, HashId, MemberId, SealId } from "../base/id.ts";
import type { Verify } from "../events/signature.ts";
import { SEATS_MAX } from "../ledger/rules/seats.ts";
import {
  type CertifiedHeader,
  readCertificate,
  seatsHash,
  verifyCertificate,
  writeCertificate,
} from "../seal/certificate.ts";
import { decodeHeader, encodeHeader, sealIdOf } from "../seal/header.ts";
import type { Seat } from "../state/records.ts";
import { communityOf } from "../state/state.ts";
import type { SealedLedger } from "./check-seal.ts";

/** One link; `next`: the seats of the next height where they are not the same again. */
export interface ChainLink extends CertifiedHeader {
  readonly next: readonly Seat[] | null;
}

/** Bytes of one link: a full roll, a certificate by all of it, a header. */
const CHAIN_LINK_BYTES_MAX = 32 * 1024;
/** Certified headers that stay at hand: as many heights as the snapshots that peers offer may lie apart. */
const CHAIN_TAIL_MAX = 64;

/** In place of a link that stands on more than a certificate: CBOR null. */
export const HISTORY_LINK = encodeCbor(null);

/** CBOR [header, certificate, [[member, device]…] | null]. */
export function encodeLink({ header, certificate, next }: ChainLink): Uint8Array {
  return encodeCbor([
    encodeHeader(header),
    writeCertificate(certificate),
    next === null ? null : writeSeats(next),
  ]);
}

/** The link, or undefined where the bytes are none. Nothing is verified here. */
export function decodeLink(wire: Uint8Array): ChainLink | undefined {
  const decoded = decodeCbor(wire, { bytesMax: CHAIN_LINK_BYTES_MAX });
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value.length !== 3) return undefined;
  const [headerBytes, certificateRow, roll] = decoded.value as readonly Cbor[];
  const header = headerBytes instanceof Uint8Array ? decodeHeader(headerBytes) : undefined;
  const certificate = readCertificate(certificateRow);
  const next = roll === null ? null : readSeats(roll);
  return header && certificate && next !== undefined ? { header, certificate, next } : undefined;
}

export function writeSeats(seats: readonly Seat[]): Cbor {
  return seats.map(({ member, device }) => [fromHex(member), fromHex(device)]);
}

export function readSeats(value: Cbor | undefined): readonly Seat[] | undefined {
  if (!Array.isArray(value) || value.length > SEATS_MAX) return undefined;
  const seats: Seat[] = [];
  for (const row of value as readonly Cbor[]) {
    if (!Array.isArray(row) || row.length !== 2) return undefined;
    const [member, device] = row as readonly Cbor[];
    if (!(member instanceof Uint8Array && device instanceof Uint8Array)) return undefined;
    if (member.length !== 32 || device.length !== 32) return undefined;
    seats.push({ member: toHex(member) as MemberId, device: toHex(device) as DeviceKey });
  }
  return seats;
}

export type LinkFault =
  /** malformed, not the next one, or not what a quorum of its seats signed */
  | "link-unfit"
  /** sealed time further ahead of our clock than anything is applied */
  | "link-from-the-future"
  /** a recovery, or a new epoch: whether it came about rightly takes the state to judge */
  | "link-for-history";

/**
 * The seals from a ledger on, link by link: each names the one before, and is certified by the seats that the
 * one before has named. Says which states are sealed without any event being applied.
 */
export class SealChain {
  readonly #community: CommunityId;
  readonly #epoch: number;
  readonly #verify: Verify;
  readonly #rolls = new Map<HashId, readonly Seat[]>();
  readonly #tail = new Map<number, CertifiedHeader>();
  #seats: readonly Seat[];
  #rollHash: HashId;
  #prev: SealId | null;
  #height: number;
  #throughMs: number;

  constructor(at: SealedLedger, verify: Verify) {
    const { id, epoch, height, throughMs } = communityOf(at.ledger.state);
    this.#community = id;
    this.#epoch = epoch;
    this.#verify = verify;
    this.#seats = at.seats;
    this.#rollHash = seatsHash(at.seats);
    this.#rolls.set(this.#rollHash, at.seats);
    this.#prev = at.sealId;
    this.#height = height;
    this.#throughMs = throughMs;
  }

  get height(): number {
    return this.#height;
  }

  /** All rolls of seats up to here. */
  rolls(): readonly (readonly Seat[])[] {
    return [...this.#rolls.values()];
  }

  /** One of the last links; undefined: too long ago, or not here yet. */
  certified(height: number): CertifiedHeader | undefined {
    return this.#tail.get(height);
  }

  /** The next link, or why it is none; then nothing has changed. `latestMs`: sealed time beyond it is not believed. */
  take(wire: Uint8Array, latestMs: number): LinkFault | null {
    if (equalBytes(wire, HISTORY_LINK)) return "link-for-history";
    const link = decodeLink(wire);
    if (link === undefined) return "link-unfit";
    const { header, certificate } = link;
    const inPlace =
      header.community === this.#community &&
      header.height === this.#height + 1 &&
      header.prev === this.#prev;
    if (!inPlace) return "link-unfit";
    if (header.epoch !== this.#epoch) return "link-for-history";
    if (header.seats !== this.#rollHash || header.throughMs <= this.#throughMs) return "link-unfit";
    const next = this.#nextSeats(link);
    if (next === undefined) return "link-unfit";
    if (!verifyCertificate(header, certificate, this.#seats, this.#verify)) return "link-unfit";
    if (header.throughMs > latestMs) return "link-from-the-future";
    this.#go({ header, certificate }, next);
    return null;
  }

  #nextSeats({ header, next }: ChainLink): readonly Seat[] | undefined {
    if (header.nextSeats === header.seats) return next === null ? this.#seats : undefined;
    const known = this.#rolls.get(header.nextSeats);
    if (next === null || next.length === 0 || seatsHash(next) !== header.nextSeats) return undefined;
    return known ?? next;
  }

  #go(certified: CertifiedHeader, next: readonly Seat[]): void {
    const { header } = certified;
    this.#height = header.height;
    this.#prev = sealIdOf(header);
    this.#throughMs = header.throughMs;
    this.#seats = next;
    this.#rollHash = header.nextSeats;
    this.#rolls.set(header.nextSeats, next);
    this.#tail.set(header.height, certified);
    this.#tail.delete(header.height - CHAIN_TAIL_MAX);
  }
}
