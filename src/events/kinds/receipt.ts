import { openRest } from "../../state/due-state.ts";
import { takeReceived } from "../../state/transfer-clocks.ts";
import { kind, OK, refuse } from "../kind.ts";
import { heardOf } from "../payees-word.ts";
import { amount, hashId, record } from "../schema.ts";

const receiptBody = record({ transfer: hashId(), amount: amount() });

/**
 * Protocol §6.5: the payee's word, or a contact's for them, settles the amount it states, with or without a `pay`. After
 * a receipt for less than a `pay` said, the rest is open again: its clocks run on, and it can be paid again.
 */
export const receipt = kind({
  name: "receipt",
  stratum: "money",
  about: "confirms an amount received on a transfer",
  body: receiptBody,
  check(state, { member, body }) {
    const transfer = heardOf(state, body.transfer, member);
    if (!transfer.ok) return transfer;
    if (body.amount === 0) return refuse("amount-zero");
    if (body.amount > openRest(transfer.value)) return refuse("amount-over-transfer");
    return OK;
  },
  apply(state, { body, atMs }) {
    takeReceived(state, body.transfer, body.amount, atMs);
  },
});
