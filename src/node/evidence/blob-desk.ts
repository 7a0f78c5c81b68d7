import type { Cbor } from "../../base/cbor.ts";
import type { ClaimId, DeviceKey, HashId, MemberId } from "../../base/id.ts";
import type { GreetedPeer } from "../../net/transport.ts";
import { documentsOf } from "../../state/documents-of.ts";
import { newestDevices } from "../../state/newest-devices.ts";
import { isReviewed, reviewersOf } from "../../state/reviewers-of.ts";
import type { State } from "../../state/state.ts";
import { BLOB_SLICE_BYTES_MAX } from "./blob-limits.ts";
import { type Offer, readListFields, readSliceFields, writeOffers } from "./blob-questions.ts";
import type { BlobWraps } from "./blob-wraps.ts";
import type { EvidenceStore } from "./evidence-store.ts";

/** Answers what reviewers ask for; whoever is no reviewer of that claim by the sealed state hears null, whatever is here. */
export class BlobDesk {
  readonly #store: EvidenceStore;
  readonly #wraps: BlobWraps;
  readonly #wrapNow: () => Promise<void>;

  constructor(store: EvidenceStore, wraps: BlobWraps, wrapNow: () => Promise<void>) {
    this.#store = store;
    this.#wraps = wraps;
    this.#wrapNow = wrapNow;
  }

  /** "blob-list"; what the asker cannot open, and is entitled to, is encrypted anew before the answer. */
  async list(state: State, from: GreetedPeer, fields: readonly Cbor[]): Promise<Cbor | undefined> {
    const claim = readListFields(fields);
    if (claim === undefined) return undefined;
    const reviewer = reviewerOf(state, claim, from);
    if (reviewer === undefined) return null;
    const device = from.device as DeviceKey;
    const commitments = documentsOf(state, claim);
    const offers = await this.#offers(claim, commitments, device);
    if (offers.length === commitments.length || !newestDevices(state, reviewer).includes(device))
      return writeOffers(offers);
    this.#wraps.askedFor(claim);
    await this.#wrapNow();
    return writeOffers(await this.#offers(claim, commitments, device));
  }

  async #offers(
    claim: ClaimId,
    commitments: readonly HashId[],
    device: DeviceKey,
  ): Promise<readonly Offer[]> {
    const offers: Offer[] = [];
    for (const commitment of commitments) {
      const devices = await this.#wraps.devicesOf(claim, commitment);
      const whole = this.#store.held(claim, commitment)?.whole;
      if (whole != null && devices?.includes(device) === true) offers.push({ commitment, ...whole });
    }
    return offers;
  }

  /** "blob" */
  async slice(state: State, from: GreetedPeer, fields: readonly Cbor[]): Promise<Cbor | undefined> {
    const wanted = readSliceFields(fields);
    if (wanted === undefined) return undefined;
    const { claim, hash, offset } = wanted;
    if (reviewerOf(state, claim, from) === undefined) return null;
    return (await this.#store.slice(claim, hash, offset, BLOB_SLICE_BYTES_MAX)) ?? null;
  }
}

function reviewerOf(state: State, claim: ClaimId, { device }: GreetedPeer): MemberId | undefined {
  if (!state.claims.has(claim) || !isReviewed(state, claim)) return undefined;
  const record = state.devices.get(device);
  if (record?.status !== "live") return undefined;
  return reviewersOf(state, claim).find((member) => member === record.member);
}
