import { compareNumber } from "../base/order.ts";
import { DAY_MS, MINUTE_MS } from "../calendar/calendar.ts";
import type { PeerId } from "./input.ts";

/** A clock further than this off the middle of the others' is doubted; and a jump of it this large makes it be compared anew. */
export const CLOCK_OFF_MS_MAX = 10 * MINUTE_MS;
/** With nobody to compare with: a clock this far past the last seal, or the last report, is doubted. */
export const CLOCK_ALONE_MS_MAX = 3 * DAY_MS;

/** Why this device signs no report at the moment. */
export type ClockDoubt =
  /** the others' clocks show something else; positive: ours is ahead */
  | { readonly reason: "off"; readonly byMs: number }
  /** nobody is there to compare with, and much time seems to have passed */
  | { readonly reason: "alone"; readonly sinceMs: number }
  /** the clock has jumped, and no answer of the others has come since */
  | { readonly reason: "asking" };

/**
 * Whether our clock may be believed (docs/protocol.md, sealed time). A founder whose clock says 2036 must not seal
 * ten years away: nothing sealed is ever un-sealed. A person can say that the date is right; until the clock jumps again.
 */
export class ClockGuard {
  /** ours minus theirs, at their last answer; null: connected, not heard yet */
  readonly #offsets = new Map<PeerId, number | null>();
  #lastMs: number | null = null;
  /** when the person last said that the date is right; 0: never */
  #confirmedMs = 0;
  /** the clock has not jumped since */
  #isConfirmed = false;

  /** Every look at the clock, in order. */
  look(nowMs: number): void {
    const before = this.#lastMs;
    this.#lastMs = nowMs;
    if (before === null || Math.abs(nowMs - before) <= CLOCK_OFF_MS_MAX) return;
    // what was compared before the jump says nothing about the clock as it is now
    for (const peer of this.#offsets.keys()) this.#offsets.set(peer, null);
    this.#isConfirmed = false;
  }

  peerUp(peer: PeerId): void {
    this.#offsets.set(peer, null);
  }

  peerDown(peer: PeerId): void {
    this.#offsets.delete(peer);
  }

  /** A peer told its clock just now. */
  heard(peer: PeerId, theirMs: number): void {
    if (this.#offsets.has(peer) && this.#lastMs !== null) this.#offsets.set(peer, this.#lastMs - theirMs);
  }

  /** The person has looked at the date, and it is right. */
  confirm(): void {
    this.#confirmedMs = this.#lastMs ?? 0;
    this.#isConfirmed = true;
  }

  /** `lastMs`: the later of the last seal's time and our own last report's; 0: neither. */
  doubt(lastMs: number): ClockDoubt | null {
    const nowMs = this.#lastMs ?? 0;
    if (this.#isConfirmed) return null;
    const heard = [...this.#offsets.values()].filter((offset) => offset !== null).sort(compareNumber);
    const [lower, upper] = [heard[(heard.length - 1) >> 1], heard[heard.length >> 1]];
    // of two in the middle the nearer: else one liar beside one honest peer could silence us
    const median = Math.abs(lower ?? 0) < Math.abs(upper ?? 0) ? lower : upper;
    if (median !== undefined)
      return Math.abs(median) <= CLOCK_OFF_MS_MAX ? null : { reason: "off", byMs: median };
    // after a sleep the person's word still says that it was that late already
    const sinceMs = Math.max(lastMs, this.#confirmedMs);
    const isLate = lastMs > 0 && nowMs > sinceMs + CLOCK_ALONE_MS_MAX;
    if (!isLate) return null;
    return this.#offsets.size > 0 ? { reason: "asking" } : { reason: "alone", sinceMs };
  }
}
