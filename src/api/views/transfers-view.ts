import type { MemberId } from "../../base/id.ts";
import { type DueState, dueState, openRest } from "../../state/due-state.ts";
import { communityOf, type State } from "../../state/state.ts";
import type { MemberRef } from "../name-book.ts";
import type { ViewSource } from "../view-source.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type StandingRow, standingRows } from "./standing.ts";

export interface TransferRow {
  readonly from: MemberRef;
  readonly to: MemberRef;
  readonly amount: number;
  /** not yet confirmed by the payee */
  readonly rest: number;
  readonly dueMs: number;
  readonly state: DueState;
  /** how the payee wants to be paid, in their own words */
  readonly payTo: string | null;
}

export interface TransfersView {
  readonly moment: MomentView;
  readonly transfers: readonly StandingRow<TransferRow>[];
}

export function transfersView(source: ViewSource): TransfersView {
  return { moment: momentView(source), transfers: transferRows(source, () => true) };
}

/** Transfers of which `isWanted` holds for the payer and payee. */
export function transferRows(
  source: ViewSource,
  isWanted: (from: MemberId, to: MemberId) => boolean,
): readonly StandingRow<TransferRow>[] {
  return standingRows(source, (state) => rowsOf(source, state, isWanted));
}

function* rowsOf(
  { names }: ViewSource,
  state: State,
  isWanted: (from: MemberId, to: MemberId) => boolean,
): IterableIterator<readonly [string, TransferRow]> {
  const { throughMs } = communityOf(state);
  for (const [id, transfer] of state.transfers.entries()) {
    const { from, to, amount, dueMs } = transfer;
    if (!isWanted(from, to)) continue;
    yield [
      id,
      {
        from: names.refOf(from),
        to: names.refOf(to),
        amount,
        rest: openRest(transfer),
        dueMs,
        state: dueState(transfer, throughMs),
        payTo: names.profileOf(to)?.payTo ?? null,
      },
    ];
  }
}
