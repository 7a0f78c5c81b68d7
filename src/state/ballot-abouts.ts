/** What a ballot can be about; `ledger/decisions` has a file for each. */
export const BALLOT_ABOUTS = ["claim", "appeal", "motion", "dispute", "admission"] as const;

export type BallotAbout = (typeof BALLOT_ABOUTS)[number];
