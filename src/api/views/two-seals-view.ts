import type { MemberId } from "../../base/id.ts";
import type { SealTold, TwoSealsTold } from "../../node/two-seals-told.ts";
import type { MemberRef } from "../name-book.ts";
import type { ViewSource } from "../view-source.ts";

/** One of two seals for a height. */
export interface SealSide extends Omit<SealTold, "signers"> {
  readonly signers: readonly MemberRef[];
}

/** Two seals for one height, with the signers' names. */
export interface TwoSealsView extends Omit<TwoSealsTold, "applied" | "other" | "both"> {
  /** what this node has applied */
  readonly applied: SealSide;
  readonly other: SealSide;
  readonly both: readonly MemberRef[];
}

/** null: none are known, as it should be. */
export function twoSealsView({ service, names }: ViewSource): TwoSealsView | null {
  const two = service.twoSeals();
  if (two === null) return null;
  const refs = (members: readonly MemberId[]) => members.map((member) => names.refOf(member));
  const side = (seal: SealTold): SealSide => ({ ...seal, signers: refs(seal.signers) });
  return { ...two, applied: side(two.applied), other: side(two.other), both: refs(two.both) };
}
