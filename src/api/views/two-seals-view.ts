import type { SealId } from "../../base/id.ts";
import type { CertifiedHeader } from "../../seal/certificate.ts";
import { sealIdOf } from "../../seal/header.ts";
import { signersOf } from "../../seal/two-seals.ts";
import type { Seat } from "../../state/records.ts";
import type { MemberRef } from "../name-book.ts";
import type { ViewSource } from "../view-source.ts";

/** One of two seals for a height. */
export interface SealSide {
  readonly id: SealId;
  readonly throughMs: number;
  readonly round: number;
  readonly signers: readonly MemberRef[];
}

/** Two seals for one height: both, and who has to answer for it. */
export interface TwoSealsView {
  readonly height: number;
  /** what this node has applied */
  readonly applied: SealSide;
  readonly other: SealSide;
  readonly both: readonly MemberRef[];
  /** signing both was in one round: proven by the signatures alone */
  readonly isProof: boolean;
  /** so many witnesses lied at least */
  readonly liarsMin: number;
}

/** null: none are known, as it should be. */
export function twoSealsView({ service, names }: ViewSource): TwoSealsView | null {
  const found = service.twoSeals();
  if (found === null) return null;
  const { ours, other, both, isProof, liarsMin } = signersOf(found.two, found.seats);
  const refs = (seats: readonly Seat[]) => seats.map(({ member }) => names.refOf(member));
  const side = ({ header, certificate }: CertifiedHeader, seats: readonly Seat[]): SealSide => ({
    id: sealIdOf(header),
    throughMs: header.throughMs,
    round: certificate.round,
    signers: refs(seats),
  });
  return {
    height: found.two.ours.header.height,
    applied: side(found.two.ours, ours),
    other: side(found.two.other, other),
    both: refs(both),
    isProof,
    liarsMin,
  };
}
