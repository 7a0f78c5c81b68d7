import { type Money, money } from "../money/money.ts";
import type { Transfer } from "./money-records.ts";

export const DUE_STATES = ["due", "paid-unconfirmed", "disputed", "received", "overdue", "lapsed"] as const;

export type DueState = (typeof DUE_STATES)[number];

/** Where a transfer stands at a moment of sealed time: one answer for every screen. */
export function dueState(transfer: Transfer, nowMs: number): DueState {
  if (transfer.settledMs !== null) return "received";
  if (transfer.voidMs !== null) return "lapsed";
  if (transfer.disputedBy !== null) return "disputed";
  if (transfer.paidBy !== null) return "paid-unconfirmed";
  return nowMs > transfer.dueMs ? "overdue" : "due";
}

/** What the payee has not yet confirmed; of a lapsed transfer what became a debt to the plans instead. */
export function openRest(transfer: Transfer): Money {
  return money(transfer.amount - transfer.received);
}
