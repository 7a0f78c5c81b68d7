import type { EventId, HashId } from "../base/id.ts";
import { type Money, money } from "../money/money.ts";
import { schedule, unschedule } from "./deadlines.ts";
import { openRest } from "./due-state.ts";
import type { Transfer } from "./money-records.ts";
import type { State } from "./state.ts";

/** A `pay` as it is sealed. */
interface Paid {
  readonly by: EventId;
  readonly sinceMs: number;
  readonly atMs: number;
  readonly height: number;
}

/**
 * The payer says that the rest was sent: the clocks stand still, from the sealed time before that cut on, as of which
 * the word was judged. So a `pay` in the cut that crosses the deadline is in time, and its clocks have time left.
 */
export function stopClocks(state: State, id: HashId, { by, sinceMs, atMs, height }: Paid): void {
  const transfer = state.transfers.must(id);
  unschedule(state, transfer.lapsesMs, "lapse", id);
  state.transfers.set(id, { ...transfer, paidBy: by, paidMs: atMs, stoppedMs: sinceMs });
  state.unconfirmed.set(transfer.to + id, { paidHeight: height });
}

/** The payee says that it has not come: silence no longer counts, and the clocks stand still until it is decided. */
export function disputeClocks(state: State, id: HashId, by: EventId): void {
  const transfer = state.transfers.must(id);
  answered(state, id, transfer);
  state.transfers.set(id, { ...transfer, silenceMs: null, disputedBy: by });
}

/** The payee, or whoever speaks for them, has this much of it, at most the open rest; what is open then runs on. */
export function takeReceived(state: State, id: HashId, amount: Money, atMs: number): void {
  const transfer = state.transfers.must(id);
  const received = money(transfer.received + amount);
  if (received < transfer.amount) {
    runOn(state, id, { ...transfer, received }, atMs);
    return;
  }
  unschedule(state, transfer.lapsesMs, "lapse", id);
  answered(state, id, transfer);
  state.transfers.set(id, { ...transfer, received, silenceMs: null, disputedBy: null, settledMs: atMs });
}

/** Nothing of it is open any more: by silence, or because a ballot says that it was received. */
export function settleRest(state: State, id: HashId, atMs: number): void {
  takeReceived(state, id, openRest(state.transfers.must(id)), atMs);
}

/** The `pay` no longer holds: the rest is open, and its clocks have as much time left as when they stopped. */
export function runOn(state: State, id: HashId, transfer: Transfer, atMs: number): void {
  const { stoppedMs } = transfer;
  if (stoppedMs === null) {
    state.transfers.set(id, transfer);
    return;
  }
  answered(state, id, transfer);
  const stoodMs = atMs - stoppedMs;
  const lapsesMs = transfer.lapsesMs + stoodMs;
  const clocks = { dueMs: transfer.dueMs + stoodMs, lapsesMs, stoppedMs: null };
  state.transfers.set(id, {
    ...transfer,
    ...clocks,
    paidBy: null,
    paidMs: null,
    silenceMs: null,
    disputedBy: null,
  });
  schedule(state, lapsesMs, "lapse", id);
}

/** The question whether it was received has its answer: nothing waits for one, and no ballot goes on. */
function answered(state: State, id: HashId, { to, silenceMs, disputedBy }: Transfer): void {
  state.unconfirmed.delete(to + id);
  if (silenceMs !== null) unschedule(state, silenceMs, "silence", id);
  const ballot = disputedBy === null ? undefined : state.ballots.get(disputedBy);
  if (disputedBy === null || ballot === undefined || ballot.outcome !== null) return;
  state.ballots.set(disputedBy, { ...ballot, outcome: "void" });
  unschedule(state, ballot.closesMs, "ballots", disputedBy);
}
