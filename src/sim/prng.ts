/** A seeded source of chance (sfc32): one seed replays a whole run. Not for keys. */
export interface Prng {
  /** an integer in [0, bound) */
  below(bound: number): number;
  /** an integer in [low, high] */
  between(low: number, high: number): number;
  /** true once in `n` */
  oneIn(n: number): boolean;
  /** true in so many of a thousand */
  permille(n: number): boolean;
  pick<T>(items: readonly T[]): T | undefined;
}

export function prng(seed: number): Prng {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 16; i++) next();
  const below = (bound: number): number => next() % bound;
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    oneIn: (n) => below(n) === 0,
    permille: (n) => below(1_000) < n,
    pick: (items) => (items.length === 0 ? undefined : items[below(items.length)]),
  };
}
