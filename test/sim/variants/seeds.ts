/** In which seeds each variant is caught as expected: written by `find-seeds.ts`. */
export const SEEDS: Readonly<Record<string, readonly number[]>> = {
  "certificate-unchecked": [2],
  "cut-from-one-report": [5],
  "cut-needs-all-reports": [178, 54],
  "forgotten-last-sign": [33],
  "no-lock": [74, 34, 144, 84],
  "odd-unit-lost": [178],
  "old-postings-forgotten": [178],
  "order-of-arrival": [2],
  "quorum-one-too-small": [12, 16],
  "receipt-counted-twice": [178],
  "round-in-seal-id": [194, 54],
  "seats-in-seals": [36],
  "words-kept-for-ever": [178],
};
