import { type DueState, dueState, openRest } from "../../state/due-state.ts";
import type { Transfer } from "../../state/money-records.ts";
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
  /** when it is void, and the payer's places end, if nothing is said */
  readonly lapsesMs: number;
  /** when the payee's silence confirms it; null: no such clock runs */
  readonly silenceMs: number | null;
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

/** Transfers of which `isWanted` holds, in either state. */
export function transferRows(
  source: ViewSource,
  isWanted: (transfer: Transfer, state: State) => boolean,
): readonly StandingRow<TransferRow>[] {
  return standingRows(source, (state) => rowsOf(source, state, isWanted));
}

function* rowsOf(
  { names }: ViewSource,
  state: State,
  isWanted: (transfer: Transfer, state: State) => boolean,
): IterableIterator<readonly [string, TransferRow]> {
  const { throughMs } = communityOf(state);
  for (const [id, transfer] of state.transfers.entries()) {
    if (!isWanted(transfer, state)) continue;
    const { from, to, amount, dueMs, lapsesMs, silenceMs } = transfer;
    yield [
      id,
      {
        from: names.refOf(from),
        to: names.refOf(to),
        amount,
        rest: openRest(transfer),
        ...{ dueMs, lapsesMs, silenceMs },
        state: dueState(transfer, throughMs),
        payTo: names.profileOf(to)?.payTo ?? null,
      },
    ];
  }
}
