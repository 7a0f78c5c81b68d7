import type { ClaimId } from "../../base/id.ts";
import type { EvidenceTold } from "../../node/evidence/evidence-told.ts";
import type { MemberRef } from "../name-book.ts";
import type { ViewSource } from "../view-source.ts";
import { type MomentView, momentView } from "./moment-view.ts";

/** A claim's documents as they stand on this machine; names, salts and contents are in the files alone. */
export interface EvidenceView extends Omit<EvidenceTold, "sides"> {
  readonly moment: MomentView;
  readonly id: ClaimId;
  readonly sides: readonly MemberRef[];
}

const UNSEALED: EvidenceTold = {
  as: "nobody",
  isReviewed: false,
  isAddressed: false,
  reviewers: 0,
  sides: [],
  endMs: null,
  documents: [],
};

export async function evidenceView(source: ViewSource, id: ClaimId): Promise<EvidenceView> {
  const told = (await source.service.evidence(id)) ?? UNSEALED;
  const sides = told.sides.map((member) => source.names.refOf(member));
  return { ...told, moment: momentView(source), id, sides };
}
