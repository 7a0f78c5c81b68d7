import { assert } from "../base/assert.ts";
import type { Ballot } from "../state/claim-records.ts";
import type { Terms } from "../state/plan-records.ts";
import { termsOfVersion } from "../state/plan-terms.ts";
import type { State } from "../state/state.ts";
import type { BallotRule } from "./ballot-outcome.ts";

/** By which rule a ballot is decided: one for each thing it can be about, and one for juries. */
export function ballotRule(state: State, ballot: Ballot): BallotRule {
  const { about, plan, version } = ballot;
  switch (about) {
    case "claim":
      assert(plan !== null, "a claim of a plan");
      return byTerms(termsOfVersion(state, plan, version));
  }
}

/** The plan's own quorum and threshold. */
function byTerms({ quorumPermille, thresholdPermille }: Terms): BallotRule {
  return {
    quorum: { part: quorumPermille, of: 1_000 },
    threshold: { part: thresholdPermille, of: 1_000, among: "votes" },
    isExtended: true,
  };
}
