import type { EventId } from "../../base/id.ts";
import { jurorsOf } from "../../state/jurors-of.ts";
import { wordsOn } from "../../state/member-word.ts";
import { passSeat } from "../../state/pass-seat.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.3: every seat that was there from the start and has not said a word passes to the next reserve, once. */
export const silentSeats: ClockRule = {
  name: "silent-seats",
  run(state, subject, atMs) {
    const id = subject as EventId;
    const ballot = state.ballots.must(id);
    if (ballot.outcome !== null || !ballot.byJury || atMs >= ballot.closesMs) return;
    const spoke = new Set(wordsOn(state, id).map(({ member }) => member));
    for (const [member, { status, sinceMs }] of jurorsOf(state, id)) {
      if (status !== "seat" || sinceMs > ballot.opensMs || spoke.has(member)) continue;
      passSeat(state, id, member, "silent", atMs);
    }
  },
};
