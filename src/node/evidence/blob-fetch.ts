import type { Cbor } from "../../base/cbor.ts";
import type { ClaimId, HashId, MemberId } from "../../base/id.ts";
import type { GreetedPeer, Transport } from "../../net/transport.ts";
import { BAD_ANSWER_POINTS } from "../../peer/stop-turn.ts";
import { decodeMemberAnswer, encodeMemberQuestion, type MemberQuestion } from "../member-desk.ts";
import { openWith } from "./age-box.ts";
import { BLOBS_BYTES_MAX, CLAIM_BLOBS_BYTES_MAX, MEMBER_BLOBS_BYTES_MAX } from "./blob-limits.ts";
import { listFields, type Offer, readOffers, readSlice, sliceFields } from "./blob-questions.ts";
import { blobHash, decodeDocument, isCommitted } from "./document-frame.ts";
import type { Duty } from "./duties.ts";
import type { EvidenceStore } from "./evidence-store.ts";

export interface FetchParts {
  readonly store: EvidenceStore;
  readonly transport: Transport;
  readonly boxSecrets: readonly string[];
  /** how often peers are asked for news of the log; in vain for documents rather more often at first, then less */
  readonly everyMs: number;
  clock(): number;
  ownerOf(device: string): MemberId | undefined;
}

/** Offers of one peer. */
interface Source {
  readonly peer: string;
  readonly member: MemberId;
  readonly offers: readonly Offer[];
}

const REQUEST_MS = 20_000;
/** Of a peer that has nothing: asked again after a twelfth of the time between two syncs, then after twice as long each time, up to ten of these. */
const ASK_FIRST_PART = 12;
const ASK_FACTOR_MAX = 10;
/** Blobs remembered as no good, so that they are not fetched again. */
const BAD_HASHES_MAX = 1_000;

/** Brings a reviewer the documents of their claims: from the claimant, or from any other reviewer who has them. */
export class BlobFetch {
  readonly #parts: FetchParts;
  /** by peer and claim: when it may be asked for its list again, and how often it had nothing */
  readonly #asked = new Map<string, { readonly nextMs: number; readonly inVain: number }>();
  readonly #bad = new Set<HashId>();
  /** who sent all of a part, from its first byte on; two or a restart between: nobody is to blame */
  readonly #senders = new Map<HashId, string | null>();
  readonly #stopped = new AbortController();
  #running: Promise<void> | null = null;

  constructor(parts: FetchParts) {
    this.#parts = parts;
  }

  /** Begins unless it is still at it; rejects where the disk fails. */
  run(duties: readonly Duty[]): Promise<void> {
    this.#running ??= this.#all(duties).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Ends what is under way; what came so far is kept. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running?.catch(() => undefined);
  }

  async #all(duties: readonly Duty[]): Promise<void> {
    this.#forgetPeers();
    for (const duty of duties) {
      if (duty.as !== "reviewer" || this.#missing(duty).length === 0) continue;
      const sources = await this.#ask(duty);
      for (const commitment of this.#missing(duty)) {
        await this.#one(duties, duty, commitment, sources);
        if (this.#stopped.signal.aborted) return;
      }
    }
  }

  #missing({ claim, commitments }: Duty): readonly HashId[] {
    return commitments.filter((commitment) => this.#parts.store.held(claim, commitment)?.whole == null);
  }

  /** The claimant's own first: what they say of their documents counts. */
  async #ask({ claim, sides, reviewers }: Duty): Promise<readonly Source[]> {
    const { transport, clock, everyMs, ownerOf } = this.#parts;
    const sources: Source[] = [];
    const may = new Set([...sides, ...reviewers]);
    const known = transport.peers().flatMap(({ peer, device }: GreetedPeer) => {
      const member = ownerOf(device);
      return member !== undefined && may.has(member) ? [{ peer, member }] : [];
    });
    const isSide = ({ member }: { readonly member: MemberId }) => sides.includes(member);
    for (const { peer, member } of [...known.filter(isSide), ...known.filter((each) => !isSide(each))]) {
      const key = `${peer} ${claim}`;
      const { nextMs, inVain } = this.#asked.get(key) ?? { nextMs: Number.NEGATIVE_INFINITY, inVain: 0 };
      if (clock() < nextMs) continue;
      const waitMs = Math.min(everyMs * ASK_FACTOR_MAX, (everyMs / ASK_FIRST_PART) * 2 ** inVain);
      this.#asked.set(key, { nextMs: clock() + waitMs, inVain: inVain + 1 });
      const offers = readOffers(await this.#question(peer, "blob-list", listFields(claim)));
      if (offers !== undefined) sources.push({ peer, member, offers });
    }
    return sources;
  }

  /** One document, from whoever offers what was begun before anybody else. */
  async #one(
    duties: readonly Duty[],
    duty: Duty,
    commitment: HashId,
    sources: readonly Source[],
  ): Promise<void> {
    const { store } = this.#parts;
    const begun = () => store.held(duty.claim, commitment)?.part?.hash;
    const offered = sources.flatMap(({ peer, member, offers }) =>
      offers.flatMap((offer) => (offer.commitment === commitment ? [{ peer, member, offer }] : [])),
    );
    const first = offered.filter(({ offer }) => offer.hash === begun());
    for (const { peer, member, offer } of [...first, ...offered.filter((each) => !first.includes(each))]) {
      const isWrong = store.held(duty.claim, commitment)?.wrong === offer.hash;
      if (isWrong || this.#bad.has(offer.hash) || !this.#fits(duties, duty, offer)) continue;
      if (!(await this.#download(peer, duty.claim, offer))) continue;
      if (await this.#check(peer, duty.claim, offer, duty.sides.includes(member))) return;
    }
  }

  /** What others' documents may take up here: of one claim, of one claimant, and of all. */
  #fits(duties: readonly Duty[], { claim, claimant }: Duty, { bytes }: Offer): boolean {
    const { store } = this.#parts;
    const ofMember = duties.filter((duty) => duty.claimant === claimant);
    const heldOfMember = ofMember.reduce((sum, duty) => sum + store.bytesOf(duty.claim), 0);
    return (
      store.bytesOf(claim) + bytes <= CLAIM_BLOBS_BYTES_MAX &&
      heldOfMember + bytes <= MEMBER_BLOBS_BYTES_MAX &&
      store.bytesOf() + bytes <= BLOBS_BYTES_MAX
    );
  }

  /** Slice after slice, from where it was left; true once all of it is here. */
  async #download(peer: string, claim: ClaimId, { commitment, hash, bytes }: Offer): Promise<boolean> {
    const { store } = this.#parts;
    const offsetNow = () => {
      const part = store.held(claim, commitment)?.part;
      return part?.hash === hash ? part.bytes : 0;
    };
    for (let offset = offsetNow(); offset < bytes; offset = offsetNow()) {
      const slice = readSlice(await this.#question(peer, "blob", sliceFields({ claim, hash, offset })));
      if (slice === undefined || offset + slice.length > bytes || this.#stopped.signal.aborted) return false;
      const before = offset === 0 ? peer : (this.#senders.get(hash) ?? null);
      this.#senders.set(hash, before === peer ? peer : null);
      if (!(await store.append(claim, commitment, { hash, offset, slice }))) return false;
    }
    return true;
  }

  /** Nothing is kept, shown or passed on that is not what was committed to. */
  async #check(
    peer: string,
    claim: ClaimId,
    { commitment, hash }: Offer,
    isOwners: boolean,
  ): Promise<boolean> {
    const { store, boxSecrets } = this.#parts;
    const blob = await store.readPart(claim, commitment);
    const isWhole = blob !== undefined && blobHash(blob) === hash;
    const frame = isWhole ? await openWith(boxSecrets, blob) : undefined;
    const document = frame === undefined ? undefined : decodeDocument(frame);
    const sender = this.#senders.get(hash);
    this.#senders.delete(hash);
    if (isWhole && document !== undefined && isCommitted(document, commitment)) {
      await store.putWhole(claim, commitment, blob, document.devices);
      return true;
    }
    const isOwnersWord = isWhole && isOwners;
    await store.dropPart(claim, commitment, isOwnersWord ? hash : null);
    if (isWhole && !isOwners && this.#bad.size < BAD_HASHES_MAX) this.#bad.add(hash);
    if (!isOwnersWord && sender === peer) this.#parts.transport.penalize(peer, BAD_ANSWER_POINTS, "bad blob");
    return false;
  }

  async #question(peer: string, name: MemberQuestion, fields: readonly Cbor[]): Promise<Cbor | undefined> {
    const { transport } = this.#parts;
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(REQUEST_MS)]);
    try {
      const frame = await transport.request(peer, encodeMemberQuestion(name, fields), signal, "member");
      return decodeMemberAnswer(name, frame);
    } catch {
      // a peer that does not answer has nothing for us now; it is asked again
      return undefined;
    }
  }

  /** Who comes back is asked at once. */
  #forgetPeers(): void {
    const here = new Set(this.#parts.transport.peers().map(({ peer }) => peer));
    for (const key of this.#asked.keys())
      if (!here.has(key.slice(0, key.indexOf(" ")))) this.#asked.delete(key);
  }
}
