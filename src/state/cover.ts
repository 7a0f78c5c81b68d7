import type { MemberId, PlanId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { Enrolment } from "./plan-records.ts";
import { localDay } from "./plan-time.ts";
import { spellsOf } from "./spells.ts";
import type { State } from "./state.ts";
import { coveredFromMs } from "./tier-on.ts";

/**
 * The spell that covers an incident on this local day (protocol §6.3). Cover begins with the whole day on
 * which waiting ends, and ends with the day on which a leave took effect.
 */
export function coverOn(
  state: State,
  plan: PlanId,
  member: MemberId,
  incidentDay: number,
): Result<Enrolment, "not-enrolled" | "cover-none" | "cover-waiting"> {
  const spells = spellsOf(state, plan, member);
  if (spells.length === 0) return fail("not-enrolled");
  // two where a period ended and a new spell began within one day
  const thatDay = spells.filter(
    ({ sinceMs, leftMs }) =>
      incidentDay >= localDay(state, sinceMs) &&
      (leftMs === null || incidentDay <= localDay(state, leftMs - 1)),
  );
  if (thatDay.length === 0) return fail("cover-none");
  const spell = thatDay.find((each) => incidentDay >= localDay(state, coveredFromMs(each)));
  return spell === undefined ? fail("cover-waiting") : ok(spell);
}
