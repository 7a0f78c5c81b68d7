import type { ClaimId, DeviceKey, HashId, MemberId } from "../../base/id.ts";
import { documentsEndMs } from "../../state/documents-kept.ts";
import { documentsOf } from "../../state/documents-of.ts";
import { newestDevices } from "../../state/newest-devices.ts";
import { isReviewed, reviewersOf } from "../../state/reviewers-of.ts";
import { isSideOf, sidesOf } from "../../state/side-of.ts";
import { communityOf, type State } from "../../state/state.ts";
import { isBoxKey } from "./age-box.ts";

/** A claim whose documents are handed out now, and that this member has a part in. */
export interface Duty {
  readonly claim: ClaimId;
  /** the member in need */
  readonly claimant: MemberId;
  readonly as: "side" | "reviewer";
  readonly sides: readonly MemberId[];
  readonly reviewers: readonly MemberId[];
  readonly commitments: readonly HashId[];
}

/** By what is sealed. A claim without documents, or that nobody is asked about, is none. */
export function dutiesOf(state: State, me: MemberId): readonly Duty[] {
  const duties: Duty[] = [];
  for (const [id, claim] of state.claims.entries()) {
    const commitments = isReviewed(state, id as ClaimId) ? documentsOf(state, id as ClaimId) : [];
    if (commitments.length === 0) continue;
    const reviewers = reviewersOf(state, id as ClaimId);
    const as = isSideOf(claim, me) ? "side" : reviewers.includes(me) ? "reviewer" : null;
    if (as === null) continue;
    const sides = sidesOf(claim);
    duties.push({ claim: id as ClaimId, claimant: claim.member, as, sides, reviewers, commitments });
  }
  return duties;
}

/** The box keys that a claim's documents are encrypted to, by the devices that have them. */
export function audienceOf(state: State, reviewers: readonly MemberId[]): ReadonlyMap<DeviceKey, string> {
  const keys = new Map<DeviceKey, string>();
  for (const device of reviewers.flatMap((member) => newestDevices(state, member))) {
    const { boxKey } = state.devices.must(device);
    // one key that is none must not keep the documents from all the others
    if (isBoxKey(boxKey)) keys.set(device, boxKey);
  }
  return keys;
}

/**
 * Whether this node keeps what it has of a claim: its side and its reviewers do until its documents' end, by the sealed
 * time or `nowMs`, whichever is later; a claim that is not known here yet is kept.
 */
export function isKept(state: State, me: MemberId | null, id: ClaimId, nowMs: number): boolean {
  const claim = state.claims.get(id);
  if (claim === undefined) return true;
  const endMs = documentsEndMs(state, id);
  if (endMs !== null && Math.max(nowMs, communityOf(state).throughMs) >= endMs) return false;
  return me !== null && (isSideOf(claim, me) || reviewersOf(state, id).includes(me));
}
