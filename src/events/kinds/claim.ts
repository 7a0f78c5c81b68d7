import { assert } from "../../base/assert.ts";
import type { MemberId, PlanId } from "../../base/id.ts";
import { DAY_MS, INSTANT_MAX_MS, startOfDayMs } from "../../calendar/calendar.ts";
import { money } from "../../money/money.ts";
import { addClaim, claimsOf } from "../../state/claims-of.ts";
import { coverOn } from "../../state/cover.ts";
import { entitlementOn } from "../../state/entitlement.ts";
import { openBallot } from "../../state/open-ballot.ts";
import { openPlan } from "../../state/open-plan.ts";
import type { Enrolment, Terms } from "../../state/plan-records.ts";
import { termsOfVersion, versionAt } from "../../state/plan-terms.ts";
import { incidentSpan, localDay } from "../../state/plan-time.ts";
import { charterOf, type State } from "../../state/state.ts";
import { type Check, type KindContext, kind, OK, refuse } from "../kind.ts";
import { amount, type Infer, id, record, uint } from "../schema.ts";

/** The last local day that dates are proved for. */
const INCIDENT_DAY_MAX = Math.floor(INSTANT_MAX_MS / DAY_MS) - 1;
/** A claim that ended in a draw may be made once more. */
const DRAWS_MAX = 2;

const claimBody = record({ plan: id(), incidentDay: uint(INCIDENT_DAY_MAX), amount: amount() });

type ClaimBody = Infer<typeof claimBody>;

/** Protocol §6.3. Cover, terms and limits are those of the incident day; the ballot opens at once. */
export const claim = kind({
  name: "claim",
  stratum: "claims",
  about: "asks for aid after an incident, by its day and an amount, and opens the ballot on it",
  body: claimBody,
  check(state, event) {
    const { member, body } = event;
    const plan = openPlan(state, body.plan);
    if (!plan.ok) return refuse(plan.error);
    const cover = coverOn(state, body.plan, member, body.incidentDay);
    const terms = termsOn(state, body.plan, body.incidentDay).terms;
    const dated = checkDay(state, event, terms);
    if (!dated.ok) return dated;
    if (!cover.ok) return refuse(cover.error);
    if (body.amount === 0) return refuse("amount-zero");
    const fresh = checkFirst(state, body.plan, member, body.incidentDay);
    if (!fresh.ok) return fresh;
    return checkAmount(state, event, terms, cover.value);
  },
  apply(state, event) {
    const { id, member, body, atMs, height } = event;
    const { version, terms } = termsOn(state, body.plan, body.incidentDay);
    const cover = coverOn(state, body.plan, member, body.incidentDay);
    assert(cover.ok, "a claim that is covered");
    const closesMs = atMs + terms.voteMs;
    addClaim(state, id, {
      plan: body.plan,
      member,
      filer: member,
      version,
      tier: cover.value.tier,
      incidentDay: body.incidentDay,
      asked: body.amount,
      filedMs: atMs,
      filedHeight: height,
      status: "voting",
      untilMs: closesMs,
      appeal: null,
      aid: money(0),
      payableMs: null,
      apportioned: money(0),
      apportionedMs: null,
    });
    openBallot(state, id, {
      about: "claim",
      subject: id,
      plan: body.plan,
      version,
      opensMs: atMs,
      openedHeight: height,
      closesMs,
      excluded: [member],
      seats: null,
    });
  },
});

function termsOn(state: State, plan: PlanId, incidentDay: number): { version: number; terms: Terms } {
  const version = versionAt(state, plan, startOfDayMs(incidentDay, charterOf(state).utcOffsetMinutes));
  return { version, terms: termsOfVersion(state, plan, version) };
}

/** The day has come, is stated as the terms want it, and is not too long ago as of the last sealed time. */
function checkDay(state: State, { body, atMs, sinceMs }: KindContext<ClaimBody>, terms: Terms): Check {
  if (body.incidentDay > localDay(state, atMs)) return refuse("incident-future");
  const span = incidentSpan(state, terms, body.incidentDay);
  if (localDay(state, span.startMs) !== body.incidentDay) return refuse("incident-not-month");
  return sinceMs <= span.endMs + terms.claimWindowMs ? OK : refuse("window-past");
}

/** One claim per member, plan and incident day, and one more after a draw. */
function checkFirst(state: State, plan: PlanId, member: MemberId, incidentDay: number): Check {
  const before = [...claimsOf(state, plan, member)].filter(([, claim]) => claim.incidentDay === incidentDay);
  if (before.some(([, { status }]) => status !== "draw")) return refuse("claim-duplicate");
  return before.length < DRAWS_MAX ? OK : refuse("claim-redone");
}

function checkAmount(
  state: State,
  { member, body }: KindContext<ClaimBody>,
  terms: Terms,
  spell: Enrolment,
): Check {
  const { plan, incidentDay } = body;
  const { rest } = entitlementOn({ state, plan, member, terms, spell, incidentDay });
  return body.amount <= rest ? OK : refuse("over-tier");
}
