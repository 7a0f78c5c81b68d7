/** In which seeds each variant is caught as expected: written by `find-seeds.ts`. */
export const SEEDS: Readonly<Record<string, readonly number[]>> = {
  "cut-needs-all-reports": [54, 178],
  "forgotten-last-sign": [33],
  "odd-unit-lost": [178, 54],
  "old-postings-forgotten": [178, 54],
  "quorum-one-too-small": [12, 2],
  "receipt-counted-twice": [178, 54],
};
