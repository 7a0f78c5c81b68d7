import { DAY_MS } from "../../calendar/calendar.ts";
import { openBallot } from "../../state/open-ballot.ts";
import { disputeClocks } from "../../state/transfer-clocks.ts";
import { kind, OK, refuse } from "../kind.ts";
import { heardOf } from "../payees-word.ts";
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
    const transfer = heardOf(state, body.transfer, member);
    if (!transfer.ok) return transfer;
    if (transfer.value.paidBy === null) return refuse("not-paid");
    if (transfer.value.disputedBy !== null) return refuse("disputed-already");
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
