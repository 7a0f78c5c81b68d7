import type { EventId } from "../../base/id.ts";
import { refuseApplication, waitingApplication } from "../../state/applications.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.2: a place that too few have vouched for in its time comes to nothing; it may be asked for again. */
export const applications: ClockRule = {
  name: "applications",
  run(state, subject) {
    const waiting = waitingApplication(state, subject as EventId);
    if (waiting !== undefined) refuseApplication(state, waiting);
  },
};
