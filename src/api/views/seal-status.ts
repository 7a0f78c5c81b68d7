import { beacon } from "../../events/kinds/beacon.ts";
import { witness } from "../../events/kinds/witness.ts";
import { nextDeadlineMs } from "../../state/next-deadline.ts";
import { charterOf, communityOf } from "../../state/state.ts";
import type { MemberRef } from "../name-book.ts";
import { sealedState, type ViewSource } from "../view-source.ts";

/** The seal under way: who has reported, who is missed, how many it takes. */
export interface SealStatus {
  /** the height that is sealed next */
  readonly height: number;
  readonly witnesses: readonly { readonly member: MemberRef; readonly reported: boolean }[];
  readonly needed: number;
  /** something waits to be sealed: an entry, a deadline that has passed, or a report that others should follow */
  readonly waits: boolean;
  /** too few have turned up for long: since when nothing was sealed, and from when the members may recover; else null */
  readonly late: { readonly sinceMs: number; readonly recoveryFromMs: number } | null;
}

/** A seal is late once so many could have followed the last one. */
export const LATE_AFTER_SEALS = 24;

export function sealStatus(source: ViewSource): SealStatus {
  const { books, names } = source;
  const { height } = communityOf(sealedState(source));
  const reported = books.witnesses.filter((each) => each.reported).length;
  const waits = reported > 0 || isSomethingToSeal(source);
  return {
    height: height + 1,
    witnesses: books.witnesses.map((each) => ({ ...each, member: names.refOf(each.member) })),
    needed: books.quorum,
    waits,
    late: waits && reported < books.quorum ? latenessOf(source) : null,
  };
}

function isSomethingToSeal(source: ViewSource): boolean {
  const { open, nowMs } = source.books;
  if (open.some(({ kind }) => kind !== witness.name && kind !== beacon.name)) return true;
  return (nextDeadlineMs(sealedState(source)) ?? Number.POSITIVE_INFINITY) <= nowMs;
}

function latenessOf(source: ViewSource): SealStatus["late"] {
  const { throughMs: sinceMs, height } = communityOf(sealedState(source));
  const { sealEveryMs } = charterOf(sealedState(source));
  if (height === 0 || source.books.nowMs < sinceMs + LATE_AFTER_SEALS * sealEveryMs) return null;
  const recoveryFromMs = source.service.recovery()?.dueMs;
  return recoveryFromMs === undefined ? null : { sinceMs, recoveryFromMs };
}
