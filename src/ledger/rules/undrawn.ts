import type { EventId } from "../../base/id.ts";
import { isLotOpen } from "../../state/lot-open.ts";
import { openClaimBallot } from "../../state/open-claim-ballot.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.3: too few members told a secret, so all electors are asked. */
export const undrawn: ClockRule = {
  name: "undrawn",
  run(state, subject, atMs) {
    const id = subject as EventId;
    const lot = state.lots.get(id);
    if (lot === undefined || !isLotOpen(state, id, lot)) return;
    const { claim, excluded } = lot;
    openClaimBallot(state, id, { claim, excluded, atMs }, null);
  },
};
