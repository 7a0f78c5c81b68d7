import { assert } from "../../base/assert.ts";
import type { ClaimId, MemberId, PlanId } from "../../base/id.ts";
import { DAY_MS, INSTANT_MAX_MS, startOfDayMs } from "../../calendar/calendar.ts";
import { money } from "../../money/money.ts";
import type { ClaimStatus } from "../../state/claim-records.ts";
import { addClaim, claimsOf } from "../../state/claims-of.ts";
import { coverOn } from "../../state/cover.ts";
import { entitlementOn } from "../../state/entitlement.ts";
import { isContact } from "../../state/is-contact.ts";
import { JURY_RESERVES, JURY_SEATS } from "../../state/jury-limits.ts";
import { openPlan } from "../../state/open-plan.ts";
import type { Enrolment, Terms } from "../../state/plan-records.ts";
import { termsOfVersion, versionOnDay } from "../../state/plan-terms.ts";
import { incidentSpan, localDay } from "../../state/plan-time.ts";
import { putToVote } from "../../state/put-to-vote.ts";
import { sidesOf } from "../../state/side-of.ts";
import { charterOf, type State } from "../../state/state.ts";
import type { Table } from "../../state/table.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { tierOnDay } from "../../state/tier-on.ts";
import { type Check, type KindContext, kind, OK, refuse } from "../kind.ts";
import { amount, type Infer, id, nullable, record, uint } from "../schema.ts";

/** The last local day that dates are proved for. */
const INCIDENT_DAY_MAX = Math.floor(INSTANT_MAX_MS / DAY_MS) - 1;
/** A claim that ended in a draw, or was withdrawn before it was tried, may be made once more. */
const TRIES_MAX = 2;

const claimBody = record({
  plan: id(),
  incidentDay: uint(INCIDENT_DAY_MAX),
  amount: amount(),
  /** the member whose contact signs this; null: for oneself */
  for: nullable(id()),
});

type ClaimBody = Infer<typeof claimBody>;

/** Protocol §6.3. Cover, terms and limits are those of the incident day; it goes to the vote, or to the lot, at once. */
export const claim = kind({
  name: "claim",
  stratum: "claims",
  about: "asks for aid after an incident, by its day and an amount, and has it decided",
  body: claimBody,
  check(state, event) {
    const { member, body } = event;
    const plan = checkPlan(state, event);
    if (!plan.ok) return plan;
    if (body.for !== null && !isContact(state, body.for, member)) return refuse("not-a-contact");
    const claimant = body.for ?? member;
    const cover = coverOn(state, body.plan, claimant, body.incidentDay);
    const tier = cover.ok ? tierOnDay(state, cover.value, body.incidentDay) : 0;
    const { terms } = termsOn(state, body.plan, body.incidentDay, tier);
    const dated = checkDay(state, event, terms);
    if (!dated.ok) return dated;
    if (!cover.ok) return refuse(cover.error);
    if (body.amount === 0) return refuse("amount-zero");
    const fresh = checkFirst(state, body.plan, claimant, body.incidentDay);
    if (!fresh.ok) return fresh;
    return checkAmount(state, claimant, event, terms, cover.value);
  },
  apply(state, event) {
    const { id, member: filer, body, atMs, height } = event;
    const { plan, incidentDay } = body;
    const member = body.for ?? filer;
    const cover = coverOn(state, plan, member, incidentDay);
    assert(cover.ok, "a claim that is covered");
    const tier = tierOnDay(state, cover.value, incidentDay);
    const ordinal = [...claimsOf(state, plan, member)].length;
    addClaim(state, id, {
      plan,
      member,
      filer,
      version: termsOn(state, plan, incidentDay, tier).version,
      tier,
      incidentDay,
      asked: body.amount,
      filedMs: atMs,
      filedHeight: height,
      status: "filed",
      untilMs: null,
      appeal: null,
      aid: money(0),
      payableMs: null,
      apportioned: money(0),
      apportionedMs: null,
    });
    const question = { claim: id, excluded: sidesOf({ member, filer }), atMs };
    putToVote(state, id, question, {
      seats: JURY_SEATS,
      reserves: JURY_RESERVES,
      ordinal,
      filedHeight: height,
    });
  },
});

/** Open, or closing and asked in time for an incident that it still covered, as of the last sealed time. */
function checkPlan(state: State, { body, sinceMs }: KindContext<ClaimBody>): Check {
  const open = openPlan(state, body.plan);
  if (open.ok) return OK;
  const closedMs = state.plans.get(body.plan)?.closedMs ?? null;
  if (closedMs === null || state.plans.must(body.plan).status !== "closing") return refuse(open.error);
  const { runOffMs } = termsInForce(state, body.plan);
  const isCovered = body.incidentDay <= localDay(state, closedMs) && sinceMs <= closedMs + runOffMs;
  return isCovered ? OK : refuse(open.error);
}

function termsOn(
  state: State,
  plan: PlanId,
  incidentDay: number,
  tier: number,
): { version: number; terms: Terms } {
  const startMs = startOfDayMs(incidentDay, charterOf(state).utcOffsetMinutes);
  const version = versionOnDay(state, plan, startMs, tier);
  return { version, terms: termsOfVersion(state, plan, version) };
}

/** The day has come, is stated as the terms want it, and is not too long ago as of the last sealed time. */
function checkDay(state: State, { body, atMs, sinceMs }: KindContext<ClaimBody>, terms: Terms): Check {
  if (body.incidentDay > localDay(state, atMs)) return refuse("incident-future");
  const span = incidentSpan(state, terms, body.incidentDay);
  if (localDay(state, span.startMs) !== body.incidentDay) return refuse("incident-not-month");
  return sinceMs <= span.endMs + terms.claimWindowMs ? OK : refuse("window-past");
}

/** One claim per member, plan and incident day, and one more where that one came to nothing. */
function checkFirst(state: State, plan: PlanId, member: MemberId, incidentDay: number): Check {
  const before = [...claimsOf(state, plan, member)].filter(([, claim]) => claim.incidentDay === incidentDay);
  if (before.some(([id, { status }]) => status !== "draw" && !isUntried(state, id, status)))
    return refuse("claim-duplicate");
  return before.length < TRIES_MAX ? OK : refuse("claim-redone");
}

/** Withdrawn before anybody could know how it would go: no vote, no jury, and no secret told for the lot. */
function isUntried(state: State, id: ClaimId, status: ClaimStatus): boolean {
  if (status !== "withdrawn" || state.lots.has(id)) return false;
  return [state.votes, state.jurors].every((table: Table<unknown>) => table.entries(id).next().done);
}

function checkAmount(
  state: State,
  member: MemberId,
  { body }: KindContext<ClaimBody>,
  terms: Terms,
  spell: Enrolment,
): Check {
  const { plan, incidentDay } = body;
  const { rest } = entitlementOn({ state, plan, member, terms, spell, incidentDay });
  return body.amount <= rest ? OK : refuse("over-tier");
}
