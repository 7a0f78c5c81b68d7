import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import { compareNumber } from "../base/order.ts";
import type { Verify } from "../events/signature.ts";
import type { Seat } from "../state/records.ts";
import { type CertifiedHeader, readCertificate, verifyCertificate, writeCertificate } from "./certificate.ts";
import { decodeHeader, encodeHeader, sealIdOf } from "./header.ts";
import { messageHash, type SealMessage } from "./message.ts";
import { liarsBorne } from "./quorum.ts";
import type { DoubleWord } from "./vote-box.ts";

/** Two seals for one place (community, epoch, height), each with its certificate: more seats lied than are borne. */
export interface TwoSeals {
  /** the one that this node has applied */
  readonly ours: CertifiedHeader;
  readonly other: CertifiedHeader;
}

/** Two headers, and two certificates by a hundred seats each, with room for their CBOR headers. */
export const TWO_SEALS_BYTES_MAX = 32 * 1024;

/** CBOR [header, certificate, header, certificate]. */
export function encodeTwoSeals({ ours, other }: TwoSeals): Uint8Array {
  return encodeCbor(
    [ours, other].flatMap(({ header, certificate }) => [encodeHeader(header), writeCertificate(certificate)]),
  );
}

/** The two, or undefined where the bytes are none. Nothing is verified here. */
export function decodeTwoSeals(bytes: Uint8Array): TwoSeals | undefined {
  const decoded = decodeCbor(bytes, { bytesMax: TWO_SEALS_BYTES_MAX });
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value.length !== 4) return undefined;
  const [a, b, c, d] = decoded.value as readonly Cbor[];
  const ours = readCertified(a, b);
  const other = readCertified(c, d);
  return ours && other && { ours, other };
}

function readCertified(headerBytes: Cbor | undefined, row: Cbor | undefined): CertifiedHeader | undefined {
  const header = headerBytes instanceof Uint8Array ? decodeHeader(headerBytes) : undefined;
  const certificate = readCertificate(row);
  return header && certificate && { header, certificate };
}

/** Whether the seats of that height have made both, for one place, and they differ. */
export function areTwoSeals({ ours, other }: TwoSeals, seats: readonly Seat[], verify: Verify): boolean {
  const [one, another] = [ours, other].map(({ header: { community, epoch, height } }) =>
    [community, epoch, height].join(),
  );
  if (one !== another || sealIdOf(ours.header) === sealIdOf(other.header)) return false;
  return [ours, other].every(({ header, certificate }) =>
    verifyCertificate(header, certificate, seats, verify),
  );
}

/** Who is to answer for two seals. */
export interface Signers {
  readonly ours: readonly Seat[];
  readonly other: readonly Seat[];
  readonly both: readonly Seat[];
  /** both were signed in one round: then everybody in `both` has said two things in one place */
  readonly isProof: boolean;
  /** so many seats have lied at least; of different rounds: among those who signed the earlier one */
  readonly liarsMin: number;
}

/**
 * Two quorums share 2q − n seats. In one round these have signed twice. In different rounds those who signed the earlier
 * seal were locked on it, and the first q prevotes for another value after it hold 2q − n of them, who were bound not to.
 */
export function signersOf({ ours, other }: TwoSeals, seats: readonly Seat[]): Signers {
  const [left, right] = [ours, other].map(
    ({ certificate }) => new Set(certificate.signatures.map((s) => s.seat)),
  );
  const named = (has: (seat: number) => boolean) => seats.filter((_, seat) => has(seat));
  return {
    ours: named((seat) => left?.has(seat) === true),
    other: named((seat) => right?.has(seat) === true),
    both: named((seat) => left?.has(seat) === true && right?.has(seat) === true),
    isProof: ours.certificate.round === other.certificate.round,
    liarsMin: liarsBorne(seats.length) + 1,
  };
}

/** The two precommits of every seat that signed both in one round, by seat: evidence that anybody can check. */
export function doubleWordsOf({ ours, other }: TwoSeals, seats: readonly Seat[]): readonly DoubleWord[] {
  if (ours.certificate.round !== other.certificate.round) return [];
  const words = [ours, other].map((one) => precommitsOf(one, seats));
  const [first, second] = words as [Precommits, Precommits];
  return [...first]
    .sort(([a], [b]) => compareNumber(a, b))
    .flatMap(([seat, one]) => {
      const another = second.get(seat);
      return another === undefined ? [] : [{ first: one, second: another }];
    });
}

type Precommits = ReadonlyMap<number, DoubleWord["first"]>;

/** A certificate's signatures with what they cover. */
function precommitsOf({ header, certificate }: CertifiedHeader, seats: readonly Seat[]): Precommits {
  const { community, epoch, height } = header;
  const { round } = certificate;
  const value = sealIdOf(header);
  return new Map(
    certificate.signatures.flatMap(({ seat, signature }) => {
      const device = seats[seat]?.device;
      if (device === undefined) return [];
      const place = { community, epoch, height, round, device };
      const message: SealMessage = { ...place, step: "precommit", value };
      return [[seat, { message, hash: messageHash(message), signature }] as const];
    }),
  );
}
