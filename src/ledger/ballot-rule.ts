import { assert } from "../base/assert.ts";
import type { Ballot } from "../state/claim-records.ts";
import type { Terms } from "../state/plan-records.ts";
import { termsOfVersion } from "../state/plan-terms.ts";
import type { State } from "../state/state.ts";
import type { BallotRule } from "./ballot-outcome.ts";

/** By which rule a ballot is decided: one for each thing it can be about, and one for juries. */
export function ballotRule(state: State, ballot: Ballot): BallotRule {
  const { about, plan, version, byJury } = ballot;
  switch (about) {
    case "claim":
    case "appeal": {
      assert(plan !== null, "a claim of a plan");
      const rule = byJury ? BY_JURY : byTerms(termsOfVersion(state, plan, version));
      return { ...rule, isExtended: about === "claim" };
    }
    case "motion":
      return motionRule(state, ballot);
    case "admission":
      assert(plan !== null, "a place in a plan");
      return { ...byTerms(termsOfVersion(state, plan, version)), isExtended: true };
    case "dispute":
      return byMost(ballot.electors);
  }
}

/** Of a jury two thirds of the seats say yes, and as many vote at all. */
const BY_JURY: Omit<BallotRule, "isExtended"> = {
  quorum: { part: 2, of: 3 },
  threshold: { part: 2, of: 3, among: "electors" },
};

/** The plan's own quorum and threshold. */
function byTerms({ quorumPermille, thresholdPermille }: Terms): Omit<BallotRule, "isExtended"> {
  return {
    quorum: { part: quorumPermille, of: 1_000 },
    threshold: { part: thresholdPermille, of: 1_000, among: "votes" },
  };
}

/** More yes than no among so many electors, however few vote: half of the votes and, of no votes at all, a little more. */
function byMost(electors: number): BallotRule {
  return {
    quorum: { part: 0, of: 1 },
    threshold: { part: electors + 1, of: 2 * electors, among: "votes" },
    isExtended: false,
  };
}

const HALF = { part: 1, of: 2 } as const;
const TWO_THIRDS = { part: 2, of: 3 } as const;

/** Protocol §6.6. A motion is never extended: where too few vote, nothing changes. */
function motionRule(state: State, { subject, plan, version }: Ballot): BallotRule {
  const { kind } = state.motions.must(subject).about;
  switch (kind) {
    case "amend":
    case "end":
      assert(plan !== null, "a motion on a plan");
      return { ...byTerms(termsOfVersion(state, plan, version)), isExtended: false };
    case "expel":
      return { quorum: TWO_THIRDS, threshold: { ...TWO_THIRDS, among: "electors" }, isExtended: false };
    case "charter":
    case "rules":
    case "network-key":
      return { quorum: HALF, threshold: { ...TWO_THIRDS, among: "votes" }, isExtended: false };
  }
}
