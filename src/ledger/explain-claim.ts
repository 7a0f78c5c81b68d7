import type { ClaimId, EventId } from "../base/id.ts";
import type { Claim } from "../state/claim-records.ts";
import { countedWords, tallyOf } from "../state/counted-words.ts";
import { coverOn } from "../state/cover.ts";
import type { Terms } from "../state/plan-records.ts";
import { termsOfVersion, tierOf } from "../state/plan-terms.ts";
import { planPeriodAt } from "../state/plan-time.ts";
import { postingsBetween } from "../state/postings-between.ts";
import { communityOf, type State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { fallbackVotes } from "./ballot-outcome.ts";
import { type ExplainStep, of, step } from "./explanation.ts";

/** A claim's life so far, with its ballot. */
export function explainClaim(state: State, id: ClaimId): readonly ExplainStep[] {
  const claim = state.claims.must(id);
  const asked = claim.appeal === null ? [id] : [id, claim.appeal];
  const terms = termsOfVersion(state, claim.plan, claim.version);
  return [
    step("claim-filed", {
      event: of.id(id),
      by: of.member(claim.filer),
      for: of.member(claim.member),
      at: of.moment(claim.filedMs),
      incident: of.day(claim.incidentDay),
      asked: of.money(claim.asked),
    }),
    ...coverSteps(state, claim, terms),
    ...asked.flatMap((each) => ballotSteps(state, each, terms)),
    ...outcomeSteps(state, id, claim, terms),
  ];
}

function coverSteps(state: State, claim: Claim, terms: Terms): readonly ExplainStep[] {
  const cover = coverOn(state, claim.plan, claim.member, claim.incidentDay);
  if (!cover.ok) return [];
  const { name, benefit } = tierOf(terms, claim.tier);
  const { event, coversFromMs } = cover.value;
  return [
    step("claim-cover", {
      event: of.id(event),
      from: of.moment(coversFromMs),
      tier: of.word(name),
      benefit: of.money(benefit),
    }),
  ];
}

function ballotSteps(state: State, id: EventId, terms: Terms): readonly ExplainStep[] {
  const ballot = state.ballots.get(id);
  // its jury is still to be drawn, or waits for the evidence
  if (ballot === undefined) return [];
  const words = countedWords(state, id, ballot);
  const { yes, no, abstain } = tallyOf(words);
  const votes = yes + no + abstain;
  const steps = [
    step("ballot-electors", {
      electors: of.count(ballot.electors),
      excluded: of.count(ballot.excluded.length),
    }),
    ...words.map(({ member, choice, amount, events: [event] }) =>
      step("ballot-word", {
        member: of.member(member),
        choice: of.word(choice),
        ...(amount === null ? {} : { amount: of.money(amount) }),
        ...(event === undefined ? {} : { event: of.id(event) }),
      }),
    ),
    step(ballot.extended ? "ballot-extended" : "ballot-closes", { at: of.moment(ballot.closesMs) }),
    step("ballot-quorum", {
      votes: of.count(votes),
      electors: of.count(ballot.electors),
      needed: of.permille(terms.quorumPermille),
    }),
  ];
  if (ballot.extended)
    steps.push(step("ballot-fallback", { needed: of.count(fallbackVotes(ballot.electors)) }));
  steps.push(
    step("ballot-threshold", {
      yes: of.count(yes),
      no: of.count(no),
      needed: of.permille(terms.thresholdPermille),
    }),
  );
  if (ballot.outcome !== null) steps.push(step("ballot-outcome", { outcome: of.word(ballot.outcome) }));
  return steps;
}

function outcomeSteps(state: State, id: ClaimId, claim: Claim, terms: Terms): readonly ExplainStep[] {
  const first = state.ballots.get(id);
  const last = state.ballots.get(claim.appeal ?? id) ?? first;
  if (first === undefined || last === undefined)
    return claim.status === "withdrawn" ? [step("claim-withdrawn")] : [];
  const median = step("aid-median", { aid: of.money(claim.aid), yes: of.count(last.tally.yes) });
  const notice = step("notice-until", { at: of.moment(first.closesMs + terms.noticeMs) });
  switch (claim.status) {
    case "filed":
    case "drawn":
    case "voting":
    case "appealed":
      return [];
    case "draw":
      return [step("claim-draw")];
    case "withdrawn":
      return [step("claim-withdrawn")];
    case "notice-no":
      return [notice];
    case "refused":
      return [notice, step("claim-refused")];
    case "notice-yes":
      return [median, notice];
    case "payable":
    case "apportioned":
      return [median, notice, ...paidSteps(state, id, claim)];
  }
}

function paidSteps(state: State, id: ClaimId, claim: Claim): readonly ExplainStep[] {
  const { plan, payableMs, aid, apportioned } = claim;
  if (payableMs === null) return [];
  const { endMs } = planPeriodAt(state, plan, termsInForce(state, plan), payableMs);
  const parts = [...postingsBetween(state, [plan], payableMs, communityOf(state).throughMs)].filter(
    (posting) => posting.claim === id,
  );
  const steps = [step("claim-payable", { at: of.moment(payableMs), end: of.moment(endMs) })];
  for (const { periodEndMs, amount } of parts) {
    steps.push(step("claim-paid-part", { end: of.moment(periodEndMs), amount: of.money(amount) }));
  }
  if (claim.status === "apportioned") {
    steps.push(step("claim-apportioned", { amount: of.money(apportioned), aid: of.money(aid) }));
  }
  return steps;
}
