import type { MemberId, SealId } from "../base/id.ts";
import type { Peer } from "../peer/peer.ts";
import type { CertifiedHeader } from "../seal/certificate.ts";
import { sealIdOf } from "../seal/header.ts";
import { signersOf } from "../seal/two-seals.ts";
import type { Seat } from "../state/records.ts";

/** One of two seals for a height; its signers by seat. */
export interface SealTold {
  readonly id: SealId;
  readonly throughMs: number;
  readonly round: number;
  readonly signers: readonly MemberId[];
}

/** Two seals for one height: both, and who has to answer for it. */
export interface TwoSealsTold {
  readonly height: number;
  /** what this node has applied */
  readonly applied: SealTold;
  readonly other: SealTold;
  readonly both: readonly MemberId[];
  /** signing both was in one round: proven by the signatures alone */
  readonly isProof: boolean;
  /** so many witnesses lied at least */
  readonly liarsMin: number;
}

/** What made this node halt; null: nothing. */
export function twoSealsTold({ seals, journal }: Peer): TwoSealsTold | null {
  const two = seals.found;
  const seats = two && journal?.seatsNamed(two.ours.header.seats);
  if (two === null || seats == null) return null;
  const { ours, other, both, isProof, liarsMin } = signersOf(two, seats);
  return {
    height: two.ours.header.height,
    applied: told(two.ours, ours),
    other: told(two.other, other),
    both: both.map(({ member }) => member),
    isProof,
    liarsMin,
  };
}

function told({ header, certificate }: CertifiedHeader, signers: readonly Seat[]): SealTold {
  return {
    id: sealIdOf(header),
    throughMs: header.throughMs,
    round: certificate.round,
    signers: signers.map(({ member }) => member),
  };
}
