import type { DeviceKey } from "../base/id.ts";
import type { Verify } from "../events/signature.ts";
import { sealIdOf } from "../seal/header.ts";
import type { SnapshotPage } from "../state/snapshot-pages.ts";
import { SnapshotReader } from "../state/snapshot-reader.ts";
import type { StoredParts } from "./batch.ts";
import type { SealedLedger } from "./check-seal.ts";
import type { PeerId } from "./input.ts";
import { decodeLink, SealChain } from "./seal-chain.ts";
import {
  type BegunSnapshot,
  encodePage,
  encodeSnapshotHead,
  type SealedSnapshot,
} from "./sealed-snapshot.ts";
import type { SyncRequest } from "./sync-frames.ts";
import { takePage } from "./take-page.ts";

/** A newcomer starts from a snapshot where the others are so many seals ahead; fewer are fetched and applied. */
export const SNAPSHOT_AHEAD_MIN = 50;
/** Turns that may end without bringing anything before a peer is not asked for a snapshot any more. */
const SNAPSHOT_TRIES_MAX = 3;
/** After so long, in milliseconds, another peer gets its turn to send the same snapshot, if there is one. */
const SNAPSHOT_TURN_MS_MAX = 10 * 60_000;

/** What to do next: ask; let another peer go on with it; or fetch plain history from this one. */
export type NextStep = SyncRequest | "wait" | "history";

/** `why` it is a fault of the sender that no honest node commits. */
export interface Lie {
  readonly lie: string;
}

/** A peer as the client needs to know it. */
export interface Sender {
  readonly peer: PeerId;
  readonly device: DeviceKey;
  /** devices of all connected peers */
  readonly connected: Iterable<DeviceKey>;
}

/** What a page led to. */
export interface PageTaken {
  readonly step: NextStep | Lie | SealedSnapshot;
  /** what it brought, for the store; null: nothing */
  readonly stored: StoredParts | null;
}

/** The snapshot that is being fetched; the store has what its reader has taken. */
type Target = Pick<BegunSnapshot, "header" | "reader"> & { parts: number };

/**
 * How a newcomer gets its start: the chain of seals, then the newest snapshot that the peer asked has. Of one peer at a
 * time; what is verified stays when the next one goes on, and pages go to the store as they come. At most one answer is held.
 */
export class SnapshotClient {
  readonly #liars = new Set<DeviceKey>();
  /** turns of each peer, one after the other, that brought nothing; the most where it has nothing to offer */
  readonly #failed = new Map<DeviceKey, number>();
  #asked: { readonly peer: PeerId; readonly device: DeviceKey; readonly sinceMs: number } | null = null;
  #chain: SealChain | null = null;
  #height = 0;
  /** the chain begins after it */
  #from = 0;
  #target: Target | null = null;
  /** of the last link that is from the future */
  refused = { height: 0, throughMs: 0 };

  /** What is in the store of a start that was not fetched whole: once the chain proves it, it is gone on with. */
  resume({ header, reader, parts }: BegunSnapshot): void {
    this.#target = { header, reader, parts };
    this.#height = header.height;
  }

  /** Seals whose chain is proven, of those up to the snapshot; null: none is being fetched. */
  get progress(): { readonly seals: number; readonly ofSeals: number } | null {
    if (this.#asked === null || this.#height === 0) return null;
    return { seals: (this.#chain?.height ?? this.#from) - this.#from, ofSeals: this.#height - this.#from };
  }

  /** The peer has sealed up to that height. `ownHeight`: what is applied here; `begunAt`: after it come the community's own seals. */
  begin(sender: Sender, height: number, ownHeight: number, nowMs: number, begunAt = 0): NextStep {
    if (ownHeight > begunAt) return this.end();
    if (this.#asked !== null && this.#asked.peer !== sender.peer) return "wait";
    this.#from = begunAt;
    if (height - begunAt < SNAPSHOT_AHEAD_MIN) {
      this.#failed.set(sender.device, SNAPSHOT_TRIES_MAX);
      return "history";
    }
    if (!this.#mayAsk(sender.device)) return this.#isAnotherLeft(sender) ? "wait" : "history";
    this.#asked = { peer: sender.peer, device: sender.device, sinceMs: nowMs };
    return { type: "snapshots" };
  }

  /** The start is there, or heights are applied here: none is wanted any more. */
  end(): "history" {
    this.#asked = null;
    this.#chain = null;
    this.#target = null;
    return "history";
  }

  #mayAsk(device: DeviceKey): boolean {
    return !this.#liars.has(device) && (this.#failed.get(device) ?? 0) < SNAPSHOT_TRIES_MAX;
  }

  #isAnotherLeft({ device, connected }: Sender): boolean {
    return [...connected].some((other) => other !== device && this.#mayAsk(other));
  }

  /** The peer's turn is over; if it was asked and the start is not there, it has brought nothing, or not all. */
  release(peer: PeerId): void {
    if (this.#asked?.peer === peer) this.silent(this.#asked.device);
    if (this.#asked?.peer === peer) this.#asked = null;
  }

  /** It did not even say where it stands. */
  silent(device: DeviceKey): void {
    this.#failed.set(device, (this.#failed.get(device) ?? 0) + 1);
  }

  /** Nothing of it is to be had there; others are asked before plain history is fetched. */
  #fail(sender: Sender): "wait" | "history" {
    this.#failed.set(sender.device, SNAPSHOT_TRIES_MAX);
    this.#asked = null;
    return this.#isAnotherLeft(sender) ? "wait" : "history";
  }

  #lied(device: DeviceKey, lie: string): Lie {
    this.#liars.add(device);
    this.#asked = null;
    return { lie };
  }

  /** The newest of those offered is fetched, unless one is under way that is offered too. */
  onHeights(sender: Sender, heights: readonly number[]): NextStep {
    if (this.#asked?.peer !== sender.peer) return "wait";
    const from = this.#chain?.height ?? this.#from;
    const isGood = (height: number) =>
      height - this.#from >= SNAPSHOT_AHEAD_MIN &&
      (height > from || this.#chain?.certified(height) !== undefined);
    const best = Math.max(0, ...heights.filter(isGood));
    if (best === 0) return this.#fail(sender);
    if (this.#target === null || !heights.includes(this.#height)) {
      this.#height = best;
      this.#target = null;
    }
    return this.#next();
  }

  #next(): SyncRequest {
    const next = (this.#chain?.height ?? this.#from) + 1;
    if (next <= this.#height) return { type: "chain", height: next };
    const proven = this.#chain?.certified(this.#height)?.header;
    // where another seal was stored for that height than the chain has
    if (this.#target && proven && sealIdOf(this.#target.header) !== sealIdOf(proven)) this.#target = null;
    return { type: "snapshot", height: this.#height, at: this.#target?.reader.at ?? null };
  }

  /** `at`: the community's beginning; null while its first event is not here. */
  onLinks(
    sender: Sender,
    links: readonly Uint8Array[],
    at: SealedLedger | null,
    verify: Verify,
    nowMs: number,
    latestMs: number,
  ): NextStep | Lie | "link-from-the-future" {
    const { peer, device } = sender;
    if (this.#asked?.peer !== peer || at === null || links.length === 0) return "wait";
    this.#chain ??= new SealChain(at, verify);
    for (const link of links) {
      if (this.#chain.height >= this.#height) break;
      const fault = this.#chain.take(link, latestMs);
      if (fault === "link-unfit") return this.#lied(device, "a chain of seals that does not hold");
      if (fault === "link-for-history") return this.#fail(sender);
      if (fault === "link-from-the-future") this.refused = placeOf(link);
      if (fault !== null) return fault;
    }
    return this.#goOn(sender, nowMs);
  }

  /** null: the peer does not keep it any more. */
  onPage(sender: Sender, page: SnapshotPage | null, nowMs: number): PageTaken {
    const certified = this.#chain?.certified(this.#height);
    if (this.#asked?.peer !== sender.peer || page === null || certified === undefined)
      return { step: "wait", stored: null };
    const { header } = certified;
    const rolls = this.#chain?.rolls() ?? [];
    this.#target ??= { header, reader: new SnapshotReader(header), parts: 0 };
    const { reader } = this.#target;
    const { fits, held } = takePage(reader, page);
    const parts = held === null ? [] : [encodePage(held)];
    if (held !== null && this.#target.parts === 0) parts.unshift(...encodeSnapshotHead(certified, rolls));
    const stored = parts.length === 0 ? null : { at: this.#target.parts, parts };
    this.#target.parts += parts.length;
    if (!fits || page.nodes.length === 0) {
      // whoever goes on is not to meet a snapshot with nothing left to send
      if (reader.isComplete) this.#target = null;
      return { step: this.#lied(sender.device, "a snapshot that its seal does not prove"), stored };
    }
    if (!reader.isComplete) return { step: this.#goOn(sender, nowMs), stored };
    this.end();
    return { step: { ...certified, ledger: reader.finish(), rolls }, stored };
  }

  /** Something was brought: it may go on, unless it takes long and others are there. */
  #goOn(sender: Sender, nowMs: number): NextStep {
    const sinceMs = this.#asked?.sinceMs ?? nowMs;
    if (nowMs - sinceMs > SNAPSHOT_TURN_MS_MAX && this.#isAnotherLeft(sender)) return "wait";
    this.#failed.set(sender.device, 0);
    return this.#next();
  }
}

function placeOf(link: Uint8Array): { height: number; throughMs: number } {
  const { height = 0, throughMs = 0 } = decodeLink(link)?.header ?? {};
  return { height, throughMs };
}
