import type { EventId } from "../base/id.ts";
import type { Ballot } from "./claim-records.ts";
import { schedule } from "./deadlines.ts";
import { countElectors } from "./electors.ts";
import type { State } from "./state.ts";

/** What is asked, of whom, and until when; `seats` of its jury where it has one. */
export interface Opening
  extends Pick<
    Ballot,
    "about" | "subject" | "plan" | "version" | "opensMs" | "openedHeight" | "closesMs" | "excluded"
  > {
  readonly seats: number | null;
}

/** Opens a ballot under the id of the event that asks for it; it is decided when its time is up. */
export function openBallot(state: State, id: EventId, { seats, ...asked }: Opening): void {
  state.ballots.set(id, {
    ...asked,
    electors: seats ?? countElectors(state, asked),
    byJury: seats !== null,
    extended: false,
    outcome: null,
    tally: { yes: 0, no: 0, abstain: 0 },
  });
  schedule(state, asked.closesMs, "ballots", id);
}
