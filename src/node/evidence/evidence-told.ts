import type { ClaimId, DeviceKey, HashId, MemberId } from "../../base/id.ts";
import { documentsEndMs } from "../../state/documents-kept.ts";
import { documentsOf } from "../../state/documents-of.ts";
import { newestDevices } from "../../state/newest-devices.ts";
import { isReviewed, reviewersOf } from "../../state/reviewers-of.ts";
import { isSideOf, sidesOf } from "../../state/side-of.ts";
import type { State } from "../../state/state.ts";
import type { EvidenceStore } from "./evidence-store.ts";

/** A claim's documents as they stand on this machine, by the sealed state. */
export interface EvidenceTold {
  readonly as: "side" | "reviewer" | "nobody";
  /** they are handed out now */
  readonly isReviewed: boolean;
  /** they are encrypted to this device: it is one of its member's newest */
  readonly isAddressed: boolean;
  readonly reviewers: number;
  /** who put them */
  readonly sides: readonly MemberId[];
  /** when everybody's node deletes them; null: not known yet */
  readonly endMs: number | null;
  readonly documents: readonly DocumentTold[];
}

export interface DocumentTold {
  readonly commitment: HashId;
  /** differs: its owner's node sent something else than was committed to */
  readonly standing: "here" | "partly" | "awaited" | "differs";
  /** by which it is kept; null: one's own, or none */
  readonly hash: HashId | null;
  /** of it here so far, encrypted */
  readonly bytes: number;
}

interface Looked {
  readonly store: EvidenceStore;
  readonly state: State;
  readonly me: MemberId | null;
  readonly device: DeviceKey;
}

export async function evidenceTold(looked: Looked, claim: ClaimId): Promise<EvidenceTold> {
  const { state, me, device } = looked;
  const record = state.claims.must(claim);
  const reviewers = reviewersOf(state, claim);
  const isSide = me !== null && isSideOf(record, me);
  const documents: DocumentTold[] = [];
  for (const commitment of documentsOf(state, claim))
    documents.push(
      isSide ? await ownDocument(looked, claim, commitment) : othersDocument(looked, claim, commitment),
    );
  return {
    as: isSide ? "side" : me !== null && reviewers.includes(me) ? "reviewer" : "nobody",
    isReviewed: isReviewed(state, claim),
    isAddressed: me !== null && newestDevices(state, me).includes(device),
    reviewers: reviewers.length,
    sides: sidesOf(record),
    endMs: documentsEndMs(state, claim),
    documents,
  };
}

async function ownDocument({ store }: Looked, claim: ClaimId, commitment: HashId): Promise<DocumentTold> {
  const own = await store.readOwn(claim, commitment);
  const bytes = own?.length ?? 0;
  return { commitment, standing: own === undefined ? "awaited" : "here", hash: null, bytes };
}

function othersDocument({ store }: Looked, claim: ClaimId, commitment: HashId): DocumentTold {
  const held = store.held(claim, commitment);
  if (held?.whole) return { commitment, standing: "here", ...held.whole };
  if (held?.wrong) return { commitment, standing: "differs", hash: null, bytes: 0 };
  if (held?.part) return { commitment, standing: "partly", hash: null, bytes: held.part.bytes };
  return { commitment, standing: "awaited", hash: null, bytes: 0 };
}
