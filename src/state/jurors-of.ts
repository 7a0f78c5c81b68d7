import type { EventId, MemberId } from "../base/id.ts";
import { compareNumber } from "../base/order.ts";
import type { Juror } from "./claim-records.ts";
import type { State } from "./state.ts";

/** Who was drawn for this ballot, in the order of the lot. */
export function jurorsOf(state: State, ballot: EventId): readonly (readonly [MemberId, Juror])[] {
  return [...state.jurors.entries(ballot)]
    .map(([key, juror]) => [key.slice(ballot.length) as MemberId, juror] as const)
    .sort(([, a], [, b]) => compareNumber(a.place, b.place));
}
