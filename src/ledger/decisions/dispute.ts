import type { HashId } from "../../base/id.ts";
import { runOn, settleRest } from "../../state/transfer-clocks.ts";
import type { Decision } from "./decision.ts";

/** Protocol §6.5: received, as most say; else, also where nobody votes, the `pay` no longer holds and the clocks run on. */
export const decideDispute: Decision = (state, { ballot, outcome, atMs }) => {
  const id = ballot.subject as HashId;
  if (outcome === "yes") settleRest(state, id, atMs);
  else runOn(state, id, state.transfers.must(id), atMs);
};
