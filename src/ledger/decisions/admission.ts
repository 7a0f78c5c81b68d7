import { refuseApplication, waitingApplication } from "../../state/applications.ts";
import { communityOf } from "../../state/state.ts";
import { givePlace } from "../give-place.ts";
import type { Decision } from "./decision.ts";

/** Protocol §6.2: a yes gives the place asked for, if there is still one; anything else does not. */
export const decideAdmission: Decision = (state, { id, outcome, atMs }) => {
  const waiting = waitingApplication(state, id);
  // whoever asked may have left
  if (waiting === undefined) return;
  if (outcome === "yes") givePlace(state, waiting, { atMs, height: communityOf(state).height });
  else refuseApplication(state, waiting);
};
