import type { EventId } from "../base/id.ts";
import type { Lot } from "./claim-records.ts";
import type { State } from "./state.ts";

/** Whether this jury is still to be drawn: its claim may be drawn for already, or withdrawn. */
export function isLotOpen(state: State, id: EventId, { claim }: Lot): boolean {
  return state.claims.must(claim).status === (id === claim ? "filed" : "appealed");
}
