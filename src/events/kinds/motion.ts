import type { MemberId, PlanId } from "../../base/id.ts";
import { DAY_MS } from "../../calendar/calendar.ts";
import type { MotionAbout } from "../../state/claim-records.ts";
import { openBallot } from "../../state/open-ballot.ts";
import { openPlan } from "../../state/open-plan.ts";
import { lastVersion } from "../../state/plan-terms.ts";
import type { Charter } from "../../state/records.ts";
import { currentSpell } from "../../state/spells.ts";
import { charterOf, communityOf, type State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { amendmentFault } from "../amendment.ts";
import { type Check, kind, OK, refuse } from "../kind.ts";
import { motionAbout } from "../motion-about.ts";
import { record } from "../schema.ts";

/** Of one member, at one time, so that nobody keeps the others voting. */
export const MOTIONS_PER_MEMBER_MAX = 5;
/** How long a motion is voted on that is not about a plan's terms or end. */
export const MOTION_VOTE_MS = 14 * DAY_MS;

const motionBody = record({ about: motionAbout });

/** Protocol §6.6. It passes or fails when its ballot is over; `decisions/motion.ts` has what follows. */
export const motion = kind({
  name: "motion",
  stratum: "ballots",
  about: "moves that a plan be amended or ended, somebody expelled, or the charter or rules changed",
  body: motionBody,
  check(state, { member, body: { about } }) {
    const mine = isOpenTo(state, member, about);
    if (!mine.ok) return mine;
    const open = [...state.motions.entries()].filter(
      ([, motion]) => motion.member === member && motion.status === "voting",
    );
    if (open.length >= MOTIONS_PER_MEMBER_MAX) return refuse("motions-too-many");
    return checkAbout(state, member, about);
  },
  apply(state, { id, member, body: { about }, atMs, height }) {
    const plan = planOf(about);
    const fromVersion = plan === null ? 0 : lastVersion(state, plan);
    state.motions.set(id, { member, about, fromVersion, status: "voting", decidedMs: null });
    const byTerms = plan !== null && about.kind !== "expel";
    openBallot(state, id, {
      about: "motion",
      subject: id,
      plan,
      version: plan === null ? 0 : state.plans.must(plan).version,
      opensMs: atMs,
      openedHeight: height,
      closesMs: atMs + (byTerms ? termsInForce(state, plan).voteMs : MOTION_VOTE_MS),
      excluded: about.kind === "expel" ? [about.member] : [],
      seats: null,
    });
  },
});

/** Whose members decide; null: the whole roll does. */
function planOf(about: MotionAbout): PlanId | null {
  return "plan" in about ? about.plan : null;
}

/** On a plan only its own members move, while it is open. */
function isOpenTo(state: State, member: MemberId, about: MotionAbout): Check {
  const plan = planOf(about);
  if (plan === null) return OK;
  const open = openPlan(state, plan);
  if (!open.ok) return refuse(open.error);
  return currentSpell(state, plan, member) === undefined ? refuse("not-enrolled") : OK;
}

function checkAbout(state: State, member: MemberId, about: MotionAbout): Check {
  switch (about.kind) {
    case "amend": {
      const fault = amendmentFault(state, about.plan, about.terms);
      return fault === null ? OK : refuse(fault);
    }
    case "expel":
      return checkExpelled(state, member, about.member, about.plan);
    case "charter":
      return isSameMoney(charterOf(state), about.charter) ? OK : refuse("charter-fixed");
    case "rules":
      return about.rules > communityOf(state).rules ? OK : refuse("rules-not-newer");
    case "end":
    case "network-key":
      return OK;
  }
}

function checkExpelled(state: State, by: MemberId, whom: MemberId, plan: PlanId | null): Check {
  const known = state.members.get(whom);
  if (known === undefined || known.leftMs !== null) return refuse("member-unknown");
  if (whom === by) return refuse("expel-oneself");
  if (plan !== null && currentSpell(state, plan, whom) === undefined) return refuse("member-not-enrolled");
  return OK;
}

/** Debts are in the currency, and periods hang on the offset. */
function isSameMoney(before: Charter, after: Charter): boolean {
  return (["currency", "digits", "utcOffsetMinutes"] as const).every(
    (field) => before[field] === after[field],
  );
}
