import type { SealId } from "../base/id.ts";
import type { Verify } from "../events/signature.ts";
import type { CertifiedHeader } from "../seal/certificate.ts";
import { sealIdOf } from "../seal/header.ts";
import { decodeSealed } from "../seal/sealed.ts";
import {
  areTwoSeals,
  decodeTwoSeals,
  doubleWordsOf,
  encodeTwoSeals,
  type TwoSeals,
} from "../seal/two-seals.ts";
import type { DoubleWord } from "../seal/vote-box.ts";
import { communityOf } from "../state/state.ts";
import type { StoreBatch } from "./batch.ts";
import type { PeerId } from "./input.ts";
import type { Journal } from "./journal.ts";
import type { Alarm } from "./output.ts";
import { decodeLink } from "./seal-chain.ts";
import type { SyncRequest } from "./sync-frames.ts";

export interface SealWatchPort {
  readonly verify: Verify;
  journal(): Journal | null;
  persist(part: Partial<StoreBatch>): void;
  alarm(alarm: Alarm): void;
  /** an answer that no honest node gives */
  blame(peer: PeerId, why: string): void;
  /** our own record of that height, out of the store; answered by `recalled` */
  recall(height: number): void;
}

/** A peer's chain of seals, followed down to where it leaves ours: one at `same`, another at `other`. */
interface Walk {
  readonly same: number;
  readonly other: number;
  readonly asked: number;
}

/** Another seal than ours, of a height where the chains were one before. */
interface Candidate {
  readonly height: number;
  readonly seal: CertifiedHeader;
}

/** Where a peer stands, as its status tells. */
interface Standing {
  readonly height: number;
  readonly sealId: SealId | null;
  readonly isHalted: boolean;
}

/**
 * Looks out for a second seal at a height that is sealed here. Up to the first height where two chains differ they are
 * one, so the same seats stood there: their certificate for another seal is proof, whoever brings it.
 */
export class SealWatch {
  readonly #port: SealWatchPort;
  #found: TwoSeals | null = null;
  #untold: readonly DoubleWord[] = [];
  readonly #walks = new Map<PeerId, Walk>();
  readonly #candidates = new Map<PeerId, Candidate>();
  /** who was asked in its last turn: the next one is for its events */
  readonly #asked = new Set<PeerId>();

  constructor(port: SealWatchPort) {
    this.#port = port;
  }

  /** Two seals for one height: this node signs no seal message and makes no seal, until a recovery begins a new epoch. */
  get found(): TwoSeals | null {
    const epoch = this.#port.journal()?.at.epoch ?? 0;
    return this.#found === null || this.#found.ours.header.epoch < epoch ? null : this.#found;
  }

  /** As peers that ask are shown them. */
  get shown(): Uint8Array | null {
    return this.found && encodeTwoSeals(this.found);
  }

  /** From the store, checked before it was stored. */
  restore(bytes: Uint8Array | null): void {
    const two = bytes === null ? undefined : decodeTwoSeals(bytes);
    if (two !== undefined) this.#find(two);
  }

  #find(two: TwoSeals): void {
    this.#found = two;
    this.#untold = doubleWordsOf(two, this.#port.journal()?.seatsNamed(two.ours.header.seats) ?? []);
    if (this.found === null) return;
    const ids = [two.ours, two.other].map(({ header }) => sealIdOf(header)) as [SealId, SealId];
    this.#port.alarm({ code: "two-seals", height: two.ours.header.height, ids });
  }

  /** Seats that signed both in one round, once in a run. */
  newDoubles(): readonly DoubleWord[] {
    const doubles = this.#untold;
    this.#untold = [];
    return doubles;
  }

  forget(peer: PeerId): void {
    this.#walks.delete(peer);
    this.#candidates.delete(peer);
    this.#asked.delete(peer);
  }

  isAskedOf(peer: PeerId): boolean {
    return this.#walks.has(peer);
  }

  /** What to ask a peer that has another seal at a height of ours, or that has met two; every other turn at most. */
  onStatus(peer: PeerId, { height, sealId, isHalted }: Standing): SyncRequest | null {
    const journal = this.#port.journal();
    this.#walks.delete(peer);
    if (this.found !== null || journal === null || height > journal.height) return null;
    if (this.#asked.delete(peer)) return null;
    const request = this.follow(peer, height, sealId) ?? (isHalted ? ({ type: "two-seals" } as const) : null);
    if (request !== null) this.#asked.add(peer);
    return request;
  }

  /** The peer's chain has `sealId` at that height of ours. */
  follow(peer: PeerId, height: number, sealId: SealId | null): SyncRequest | null {
    const ours = this.#port.journal()?.sealIdAt(height);
    if (this.found !== null || height < 1 || sealId === null || ours == null || sealId === ours) return null;
    return this.#ask(peer, { same: 0, other: height, asked: height });
  }

  #ask(peer: PeerId, walk: Walk): SyncRequest {
    this.#walks.set(peer, walk);
    return { type: "chain", height: walk.asked };
  }

  /** Each answer halves the stretch in which the chains part. */
  onLinks(peer: PeerId, links: readonly Uint8Array[]): SyncRequest | null {
    const walk = this.#walks.get(peer);
    const journal = this.#port.journal();
    const [wire] = links;
    this.#walks.delete(peer);
    // what it lacks it cannot send
    if (walk === undefined || wire === undefined || journal === null) return null;
    const link = decodeLink(wire);
    const { id } = communityOf(journal.at.ledger.state);
    if (link?.header.height !== walk.asked || link.header.community !== id) return this.#blame(peer);
    const { same, other, asked } = walk;
    const isOurs = sealIdOf(link.header) === journal.sealIdAt(asked);
    // the one it told of is not there
    if (isOurs && asked === other) return this.#blame(peer);
    if (!isOurs && link.header.prev === journal.sealIdAt(asked - 1)) return this.#take(peer, link);
    const next = isOurs ? { same: asked, other } : { same, other: asked };
    // both were seen, and do not fit together
    if (next.other - next.same === 1) return this.#blame(peer);
    return this.#ask(peer, { ...next, asked: (next.same + next.other) >> 1 });
  }

  /** A peer that has met two seals shows them. */
  onShown(peer: PeerId, record: Uint8Array | null): null {
    const journal = this.#port.journal();
    const two = record === null ? undefined : decodeTwoSeals(record);
    if (two === undefined) return this.#blame(peer);
    const { height } = two.ours.header;
    if (this.found !== null || journal === null || height > journal.height) return null;
    const sides = [two.ours, two.other];
    const strange = sides.filter(({ header }) => sealIdOf(header) !== journal.sealIdAt(height));
    const [other] = strange;
    // where neither is ours its chain leaves ours further down: the walk finds out where
    if (other === undefined || strange.length > 1) return null;
    return other.header.height === height ? this.#take(peer, other) : this.#blame(peer);
  }

  #blame(peer: PeerId): null {
    this.#port.blame(peer, "a second seal that is none");
    return null;
  }

  #take(peer: PeerId, { header, certificate }: CertifiedHeader): null {
    this.#candidates.set(peer, { height: header.height, seal: { header, certificate } });
    this.#port.recall(header.height);
    return null;
  }

  /** Our own record of that height; null: it is not here now. Decides on the other seals that wait for it. */
  recalled(height: number, record: Uint8Array | null): void {
    const waiting = [...this.#candidates].filter(([, candidate]) => candidate.height === height);
    for (const [peer] of waiting) this.#candidates.delete(peer);
    const sealed = record === null ? undefined : decodeSealed(record);
    const journal = this.#port.journal();
    const seats = sealed && journal?.seatsNamed(sealed.header.seats);
    if (sealed === undefined || seats === undefined) return;
    const { header, certificate } = sealed;
    if (sealIdOf(header) !== journal?.sealIdAt(height)) return;
    // a base that stands by a recovery has none: what was signed in the epoch before is over
    if (certificate.signatures.length === 0) return;
    for (const [peer, { seal: other }] of waiting) {
      const two = { ours: { header, certificate }, other };
      // a recovery goes on in a new epoch: no second seal, and what was signed in the one before is over
      const isOver = other.header.epoch !== header.epoch || header.epoch < journal.at.epoch;
      if (this.found !== null || isOver) continue;
      if (areTwoSeals(two, seats, this.#port.verify)) this.#hold(two);
      else this.#blame(peer);
    }
  }

  /** Durable at once: a node that has stopped must not forget why. */
  #hold(two: TwoSeals): void {
    this.#port.persist({ sync: true, twoSeals: encodeTwoSeals(two) });
    this.#find(two);
  }
}
