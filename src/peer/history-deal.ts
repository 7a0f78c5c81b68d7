import { type Ahead, Lane } from "./history-lane.ts";
import { HistoryReader } from "./history-reader.ts";
import type { PeerId } from "./input.ts";
import type { SyncRequest } from "./sync-frames.ts";

/** Heights that one peer is asked for in one go, at most; fewer where they are large. */
const STRETCH_HEIGHTS_MAX = 32;
/** What a stretch may come to, in bytes, as far as the heights before tell. */
const STRETCH_BYTES_AIM = 1024 * 1024;
/** Beyond the last height applied, so many more are asked for. */
const AHEAD_HEIGHTS_MAX = 1_024;
/** Bytes that wait for heights before them; whoever reads the next height is asked on all the same. */
const AHEAD_BYTES_MAX = 8 * 1024 * 1024;
/** After so many milliseconds without a gain the next height is asked of another peer too. */
const STRETCH_MS_MAX = 3_000;

/**
 * Deals the heights ahead out to the peers that have them, so that nothing is fetched twice, and holds what came before
 * its turn. A peer keeps its stretch while it waits for room; one that goes silent is doubled, one that leaves replaced.
 */
export class HistoryDeal {
  /** who may be anybody: what they are asked for is asked of others as if they were not there */
  readonly tellers = new Set<PeerId>();
  readonly #lanes = new Map<PeerId, Lane>();
  readonly #ahead = new Map<number, Ahead>();
  #aheadBytes = 0;
  #applied = 0;
  /** what a peer that left had brought of the next height */
  #left: Lane | null = null;
  /** of all that came */
  #heights = 0;
  #bytes = 0;

  lane(peer: PeerId): Lane | undefined {
    return this.#lanes.get(peer);
  }

  /** Heights that came whole: a larger number means that something was brought. */
  get taken(): number {
    return this.#heights;
  }

  /** Bytes that wait for heights before them. */
  get waitingBytes(): number {
    const lanes = [...this.#lanes.values()].filter((lane) => !this.#isNext(lane));
    return lanes.reduce((sum, lane) => sum + lane.bytes, this.#aheadBytes);
  }

  /** The next question to a peer that has sealed up to that height; "wait": others are at it, or no room is left. */
  next(peer: PeerId, height: number, applied: number, nowMs: number): SyncRequest | "wait" {
    this.look(applied);
    const lane = this.#lanes.get(peer) ?? this.#deal(peer, height, nowMs);
    if (lane === undefined) return "wait";
    if (lane.isHeld || !(this.#isNext(lane) || this.waitingBytes < AHEAD_BYTES_MAX)) {
      lane.isPaused = true;
      return "wait";
    }
    if (lane.isPaused) lane.movedMs = nowMs;
    lane.isPaused = false;
    lane.isAsked = true;
    return lane.reader.request();
  }

  #isNext(lane: Lane): boolean {
    return lane.reader.height === this.#applied + 1;
  }

  /** So far all is applied. */
  look(applied: number): void {
    this.#applied = applied;
    for (const height of [...this.#ahead.keys()]) if (height <= applied) this.#remove(height);
    if (this.#left !== null && this.#left.reader.height <= applied) this.#left = null;
    for (const lane of [...this.#lanes.values()]) if (!lane.isHeld && !lane.isAsked) this.#skip(lane);
  }

  /** What another peer has brought meanwhile is not fetched again. */
  #skip(lane: Lane): void {
    const { last } = lane.reader;
    let { height } = lane.reader;
    while (height <= last && (height <= this.#applied || this.#ahead.has(height))) height++;
    if (height > last) this.#lanes.delete(lane.peer);
    else if (height > lane.reader.height) lane.restart(new HistoryReader(height, last));
  }

  #deal(peer: PeerId, theirs: number, nowMs: number): Lane | undefined {
    const limit = Math.min(theirs, this.#applied + AHEAD_HEIGHTS_MAX);
    let first = this.#applied + 1;
    while (first <= limit && this.#isTaken(first)) first++;
    if (first > limit) return this.#double(peer, theirs, nowMs);
    if (first > this.#applied + 1 && this.waitingBytes >= AHEAD_BYTES_MAX)
      return this.#double(peer, theirs, nowMs);
    let last = first;
    while (last < limit && last - first + 1 < this.#stretchHeights() && !this.#isTaken(last + 1)) last++;
    return this.#open(peer, first, last, nowMs);
  }

  #stretchHeights(): number {
    if (this.#bytes === 0) return STRETCH_HEIGHTS_MAX;
    const heights = (STRETCH_BYTES_AIM * this.#heights) / this.#bytes;
    return Math.max(1, Math.min(STRETCH_HEIGHTS_MAX, Math.floor(heights)));
  }

  /** It is here, or somebody is asked for it. */
  #isTaken(height: number): boolean {
    return this.#ahead.has(height) || this.#askers(height).length > 0;
  }

  #askers(height: number): readonly Lane[] {
    return [...this.#lanes.values()].filter((lane) => lane.covers(height) && !this.tellers.has(lane.peer));
  }

  /** The next height once more, where whoever was asked for it has not moved for long. */
  #double(peer: PeerId, theirs: number, nowMs: number): Lane | undefined {
    const next = this.#applied + 1;
    const askers = this.#askers(next);
    const [first] = askers;
    if (first === undefined || next > theirs) return undefined;
    if (askers.some((lane) => nowMs - lane.movedMs < STRETCH_MS_MAX)) return undefined;
    return this.#open(peer, next, Math.min(first.reader.last, theirs), nowMs);
  }

  /** Where part of the height is here, proven, it is gone on from. */
  #open(peer: PeerId, first: number, last: number, nowMs: number): Lane {
    const parts = [...this.#lanes.values(), this.#left].flatMap((lane) => {
      return lane?.reader.height === first ? (lane.proven ?? []) : [];
    });
    const [part = null] = parts.toSorted((a, b) => b.events.length - a.events.length);
    const lane = new Lane(peer, new HistoryReader(first, last, part), nowMs);
    lane.isProven = part !== null;
    this.#lanes.set(peer, lane);
    return lane;
  }

  /** The peer's turn is over: unless it only waits, its stretch goes to another, with what is proven of the next height. */
  release(peer: PeerId): void {
    const lane = this.#lanes.get(peer);
    if (lane === undefined || lane.isPaused) return;
    this.#lanes.delete(peer);
    if (this.#isNext(lane) && lane.proven !== null) this.#left = lane;
  }

  /** The connection is gone. */
  leave(peer: PeerId): void {
    const lane = this.#lanes.get(peer);
    if (lane !== undefined) lane.isPaused = false;
    this.release(peer);
  }

  /** The peer is not believed any more: all that waits and is from it goes. */
  drop(peer: PeerId): void {
    this.#lanes.delete(peer);
    if (this.#left?.peer === peer) this.#left = null;
    for (const [height, { from }] of [...this.#ahead]) if (from === peer) this.#remove(height);
  }

  /** A height is whole. */
  keep(height: number, ahead: Ahead): void {
    this.#heights++;
    this.#bytes += ahead.bytes;
    if (this.#ahead.has(height)) return;
    this.#ahead.set(height, ahead);
    this.#aheadBytes += ahead.bytes;
  }

  /** The height, if it is here, to be applied now. */
  take(height: number): Ahead | undefined {
    const ahead = this.#ahead.get(height);
    this.#remove(height);
    return ahead;
  }

  #remove(height: number): void {
    this.#aheadBytes -= this.#ahead.get(height)?.bytes ?? 0;
    this.#ahead.delete(height);
  }

  /** Lanes that could not go on before the heights below were applied; they can now. */
  ripe(): readonly Lane[] {
    return [...this.#lanes.values()].filter((lane) => lane.isHeld && lane.heldHeight <= this.#applied + 1);
  }
}
