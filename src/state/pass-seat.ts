import type { EventId, MemberId } from "../base/id.ts";
import { jurorsOf } from "./jurors-of.ts";
import type { State } from "./state.ts";

/**
 * A juror gives up the seat, or the place among the reserves; the next reserve takes a seat given up. Whoever was only
 * silent keeps it where no reserve is left.
 */
export function passSeat(
  state: State,
  ballot: EventId,
  member: MemberId,
  why: "silent" | "recused",
  atMs: number,
): void {
  const juror = state.jurors.must(ballot + member);
  const next = jurorsOf(state, ballot).find(([, { status }]) => status === "reserve");
  if (why === "silent" && next === undefined) return;
  state.jurors.set(ballot + member, { ...juror, status: why });
  if (juror.status !== "seat" || next === undefined) return;
  const [reserve, record] = next;
  state.jurors.set(ballot + reserve, { ...record, status: "seat", sinceMs: atMs });
}
