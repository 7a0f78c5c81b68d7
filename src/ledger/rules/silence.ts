import type { HashId } from "../../base/id.ts";
import { settleRest } from "../../state/transfer-clocks.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.5: who has been there since, and has said nothing for so long, has received what the payer says was sent. */
export const silence: ClockRule = {
  name: "silence",
  run(state, subject, atMs) {
    const id = subject as HashId;
    // a receipt, a dispute or another `pay` has moved it on
    if (state.transfers.must(id).silenceMs === atMs) settleRest(state, id, atMs);
  },
};
