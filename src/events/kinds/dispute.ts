import { DAY_MS } from "../../calendar/calendar.ts";
import { openBallot } from "../../state/open-ballot.ts";
import { speaksFor } from "../../state/speaks-for.ts";
import { disputeClocks } from "../../state/transfer-clocks.ts";
import { kind, OK, refuse } from "../kind.ts";
import { hashId, record } from "../schema.ts";

/** How long the others are asked whether a payment was received. */
export const DISPUTE_VOTE_MS = 14 * DAY_MS;

const disputeBody = record({ transfer: hashId() });

/** Protocol §6.5: the payee, or a contact for them, says that what was said to be paid has not come; the others decide. */
export const dispute = kind({
  name: "dispute",
  stratum: "money",
  about: "says that a payment said to be sent has not come, and puts it to the vote",
  body: disputeBody,
  check(state, { member, body }) {
    const transfer = state.transfers.get(body.transfer);
    if (transfer === undefined) return refuse("transfer-unknown");
    if (!speaksFor(state, transfer, member)) return refuse("not-the-payee");
    if (transfer.settledMs !== null) return refuse("settled-already");
    if (transfer.voidMs !== null) return refuse("transfer-void");
    if (transfer.paidBy === null) return refuse("not-paid");
    if (transfer.disputedBy !== null) return refuse("disputed-already");
    return OK;
  },
  apply(state, { id, member, body, atMs, height }) {
    const { from, to } = state.transfers.must(body.transfer);
    disputeClocks(state, body.transfer, id);
    openBallot(state, id, {
      about: "dispute",
      subject: body.transfer,
      plan: null,
      version: 0,
      opensMs: atMs,
      openedHeight: height,
      closesMs: atMs + DISPUTE_VOTE_MS,
      excluded: [...new Set([from, to, member])],
      seats: null,
    });
  },
});
