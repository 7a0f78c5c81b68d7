import { fromHex, toHex } from "../base/bytes.ts";
import type { Cbor } from "../base/cbor.ts";
import { encodeCbor } from "../base/cbor.ts";
import { taggedHash } from "../base/hash.ts";
import type { HashId } from "../base/id.ts";
import type { Verify } from "../events/signature.ts";
import { SEATS_MAX } from "../ledger/rules/seats.ts";
import type { Seat } from "../state/records.ts";
import { type SealHeader, sealIdOf } from "./header.ts";
import { verifyMessageSignature } from "./message.ts";
import { quorumOf } from "./quorum.ts";

/** q precommits of one round for one seal id. Certificates of different rounds for one id are equal. */
export interface Certificate {
  readonly round: number;
  /** ascending by seat, an index into the height's seats */
  readonly signatures: readonly { readonly seat: number; readonly signature: Uint8Array }[];
}

/** A header with the certificate that makes it a seal. */
export interface CertifiedHeader {
  readonly header: SealHeader;
  readonly certificate: Certificate;
}

/** CBOR [round, [[seat, signature], …]]. */
export function writeCertificate(certificate: Certificate): Cbor {
  return [certificate.round, certificate.signatures.map(({ seat, signature }) => [seat, signature])];
}

/** `seatsMax`: how many can have signed. */
export function readCertificate(value: Cbor | undefined, seatsMax = SEATS_MAX): Certificate | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [round, rows] = value as readonly Cbor[];
  if (typeof round !== "number" || !Number.isSafeInteger(round) || round < 0) return undefined;
  if (!Array.isArray(rows) || rows.length > seatsMax) return undefined;
  const signatures: { seat: number; signature: Uint8Array }[] = [];
  let last = -1;
  for (const row of rows as readonly Cbor[]) {
    if (!Array.isArray(row) || row.length !== 2) return undefined;
    const [seat, signature] = row as readonly Cbor[];
    if (typeof seat !== "number" || !Number.isInteger(seat) || seat <= last || seat >= seatsMax)
      return undefined;
    if (!(signature instanceof Uint8Array) || signature.length !== 64) return undefined;
    signatures.push({ seat, signature });
    last = seat;
  }
  return { round, signatures };
}

/** Whether a quorum of `seats` has decided on this header in one round. Costs at most one verification per signature. */
export function verifyCertificate(
  header: SealHeader,
  certificate: Certificate,
  seats: readonly Seat[],
  verify: Verify,
): boolean {
  const quorum = quorumOf(seats.length);
  if (certificate.signatures.length < quorum) return false;
  const value = sealIdOf(header);
  let last = -1;
  return certificate.signatures.every(({ seat, signature }) => {
    const device = seats[seat]?.device;
    if (device === undefined || seat <= last) return false;
    last = seat;
    const { community, epoch, height } = header;
    const round = certificate.round;
    return verifyMessageSignature(
      { community, epoch, height, round, device, step: "precommit", value },
      signature,
      verify,
    );
  });
}

/** The hash under which a header names a roll of seats. */
export function seatsHash(seats: readonly Seat[]): HashId {
  const hash = seatsHashes.get(seats) ?? hashSeats(seats);
  seatsHashes.set(seats, hash);
  return hash;
}

/** Nobody changes a roll, and every header of its height is held against it. */
const seatsHashes = new WeakMap<readonly Seat[], HashId>();

function hashSeats(seats: readonly Seat[]): HashId {
  const bytes = encodeCbor(seats.map((seat) => [fromHex(seat.member), fromHex(seat.device)]));
  return toHex(taggedHash("seats", bytes)) as HashId;
}
