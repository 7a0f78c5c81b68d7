/** In which seeds each variant is caught as expected: written by `find-seeds.ts`. */
export const SEEDS: Readonly<Record<string, readonly number[]>> = {
  "acknowledged-early": [30],
  "certificate-unchecked": [3],
  "cut-from-one-report": [12],
  "cut-needs-all-reports": [1],
  "forgotten-last-sign": [1],
  "no-lock": [4],
  "no-lock-unseen": [4],
  "odd-unit-lost": [16],
  "old-postings-forgotten": [2],
  "order-of-arrival": [6],
  "quorum-one-too-small": [16],
  "receipt-counted-twice": [1],
  "round-in-seal-id": [3],
  "seats-in-seals": [36],
  "second-seal-overlooked": [39],
  "words-kept-for-ever": [36],
};
