/** A whole number from 0, below the given one. */
export type Pick = (below: number) => number;

/** The same numbers for the same seed, words and place (splitmix32). */
export function chanceOf(seed: number, words: string, place: number): Pick {
  let state = (seed ^ Math.imul(place + 1, 0x9e3779b1)) >>> 0;
  for (const word of words) state = Math.imul(state ^ word.charCodeAt(0), 0x01000193) >>> 0;
  return (below) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
  };
}

export function oneOf<T>(items: readonly T[], pick: Pick): T {
  return items[pick(items.length)] as T;
}
