import type { PeerId } from "./input.ts";

/** How far others say history goes, for a person to look at: no step of sync rests on it. */
export class HeightsTold {
  readonly #told = new Map<PeerId, number>();
  /** who told of heights that we lack, and brought none when asked */
  readonly #empty = new Set<PeerId>();

  tell(peer: PeerId, height: number): void {
    this.#told.set(peer, height);
  }

  brought(peer: PeerId, isSomething: boolean): void {
    if (isSomething) this.#empty.delete(peer);
    else this.#empty.add(peer);
  }

  forget(peer: PeerId): void {
    this.#told.delete(peer);
    this.#empty.delete(peer);
  }

  /** What the second highest tells, or the only one: nobody alone makes it absurd. 0: nobody has told anything. */
  get believed(): number {
    const heights = [...this.#told].filter(([peer]) => !this.#empty.has(peer)).map(([, height]) => height);
    const [highest = 0, second = highest] = heights.sort((a, b) => b - a);
    return second;
  }
}
