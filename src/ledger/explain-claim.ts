import type { ClaimId } from "../base/id.ts";
import type { Claim } from "../state/claim-records.ts";
import { coverOn } from "../state/cover.ts";
import { jurorsOf } from "../state/jurors-of.ts";
import type { Terms } from "../state/plan-records.ts";
import { termsOfVersion, tierOf } from "../state/plan-terms.ts";
import { planPeriodAt } from "../state/plan-time.ts";
import { postingsBetween } from "../state/postings-between.ts";
import { communityOf, type State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { explainBallot, explainJury } from "./explain-ballot.ts";
import { type ExplainStep, of, step } from "./explanation.ts";

/** A claim's life so far: cover, evidence, jury, votes, notice, appeal, and what was paid. */
export function explainClaim(state: State, id: ClaimId): readonly ExplainStep[] {
  const claim = state.claims.must(id);
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
    ...evidenceSteps(state, id),
    ...jurySteps(state, id, claim),
    ...explainBallot(state, id),
    ...noticeSteps(state, id, claim, terms),
    ...appealSteps(state, id, claim),
    ...outcomeSteps(state, id, claim),
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

/** What was put before the reviewers, and what they say about it. */
function evidenceSteps(state: State, id: ClaimId): readonly ExplainStep[] {
  const shown = [...state.evidence.entries(id)].map(([key, { commitments, atMs }]) =>
    step("claim-evidence", {
      event: of.id(key.slice(id.length)),
      at: of.moment(atMs),
      count: of.count(commitments.length),
    }),
  );
  const seen = [...state.seen.entries(id)].map(([key, { event, matches }]) =>
    step(matches ? "claim-seen" : "claim-seen-differs", {
      member: of.member(key.slice(id.length)),
      event: of.id(event),
    }),
  );
  return [...shown, ...seen];
}

/** While its first jury is to be drawn, or waits for the evidence; or where that never came. */
function jurySteps(state: State, id: ClaimId, { status, untilMs }: Claim): readonly ExplainStep[] {
  if (state.ballots.has(id)) return [];
  const until = { at: of.moment(untilMs ?? 0) };
  if (status === "filed") return [step("jury-to-draw", until)];
  if (status === "drawn") return [...explainJury(state, id), step("evidence-due", until)];
  const isDrawn = jurorsOf(state, id).length > 0;
  return isDrawn ? [...explainJury(state, id), step("evidence-missed")] : [];
}

/** What the first decision was, and until when it could be objected to. */
function noticeSteps(state: State, id: ClaimId, claim: Claim, terms: Terms): readonly ExplainStep[] {
  const ballot = state.ballots.get(id);
  if (ballot === undefined || ballot.outcome === null) return [];
  if (ballot.outcome === "draw" || ballot.outcome === "void") return [];
  const notice = step("notice-until", { at: of.moment(ballot.closesMs + terms.noticeMs) });
  const isOwnAid = ballot.outcome === "yes" && claim.appeal === null && claim.aid > 0;
  return isOwnAid ? [medianStep(claim, ballot.tally.yes), notice] : [notice];
}

function medianStep({ aid }: Claim, yes: number): ExplainStep {
  return step("aid-median", { aid: of.money(aid), yes: of.count(yes) });
}

/** Who objected, and what the second ballot says. */
function appealSteps(state: State, id: ClaimId, claim: Claim): readonly ExplainStep[] {
  const said = [...state.appeals.entries(id)].map(([key, { event }]) =>
    step("claim-appeal", { member: of.member(key.slice(id.length)), event: of.id(event) }),
  );
  const { appeal, status, untilMs, aid } = claim;
  if (appeal === null) return said;
  const ballot = state.ballots.get(appeal);
  const toDraw =
    ballot === undefined && status === "appealed"
      ? [step("jury-to-draw", { at: of.moment(untilMs ?? 0) })]
      : [];
  const isGranted = ballot?.outcome === "yes" && aid > 0;
  const stands = ballot?.outcome === "draw" ? [step("appeal-stands")] : [];
  return [
    ...said,
    step("claim-appealed", { event: of.id(appeal) }),
    ...toDraw,
    ...explainBallot(state, appeal),
    ...(isGranted ? [medianStep(claim, ballot.tally.yes)] : []),
    ...stands,
  ];
}

function outcomeSteps(state: State, id: ClaimId, claim: Claim): readonly ExplainStep[] {
  switch (claim.status) {
    case "filed":
    case "drawn":
    case "voting":
    case "appealed":
    case "notice-yes":
    case "notice-no":
      return [];
    case "draw":
      return [step("claim-draw")];
    case "withdrawn":
      return [step("claim-withdrawn")];
    case "refused":
      return [step("claim-refused")];
    case "payable":
    case "apportioned":
      return paidSteps(state, id, claim);
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
