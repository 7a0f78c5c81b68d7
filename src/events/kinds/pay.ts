import { stopClocks } from "../../state/transfer-clocks.ts";
import { kind, OK, refuse } from "../kind.ts";
import { hashId, record } from "../schema.ts";

const payBody = record({ transfer: hashId() });

/** Protocol §6.5: the payer's word that the whole open rest was sent; it stops the transfer's clocks. */
export const pay = kind({
  name: "pay",
  stratum: "money",
  about: "says that the open rest of a transfer was sent",
  body: payBody,
  check(state, { member, body }) {
    const transfer = state.transfers.get(body.transfer);
    if (transfer === undefined) return refuse("transfer-unknown");
    if (transfer.from !== member) return refuse("not-the-payer");
    if (transfer.settledMs !== null) return refuse("settled-already");
    if (transfer.voidMs !== null) return refuse("transfer-void");
    if (transfer.paidBy !== null) return refuse("paid-already");
    return OK;
  },
  apply(state, { id: by, body, sinceMs, atMs, height }) {
    stopClocks(state, body.transfer, { by, sinceMs, atMs, height });
  },
});
