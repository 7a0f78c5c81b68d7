import { refuseApplication, waitingApplication } from "../../state/applications.ts";
import { schedule } from "../../state/deadlines.ts";
import { planPeriodAt } from "../../state/plan-time.ts";
import { communityOf } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { givePlace } from "../give-place.ts";
import type { Decision } from "./decision.ts";

/** Protocol §6.2: a yes gives the place asked for, if there is still one; anything else does not. */
export const decideAdmission: Decision = (state, { id, outcome, atMs }) => {
  const waiting = waitingApplication(state, id);
  // whoever asked may have left
  if (waiting === undefined) return;
  if (outcome !== "yes") {
    refuseApplication(state, waiting);
    return;
  }
  const { plan } = waiting;
  givePlace(state, waiting, { atMs, height: communityOf(state).height });
  // what waited for somebody to share it may now be paid
  schedule(state, planPeriodAt(state, plan, termsInForce(state, plan), atMs).endMs, "apportion", plan);
};
