import type { HashId, MemberId } from "../base/id.ts";
import { money, sumMoney } from "../money/money.ts";
import { dueState, openRest } from "../state/due-state.ts";
import type { Posting, Transfer } from "../state/money-records.ts";
import { postingsOf } from "../state/postings-between.ts";
import { sealedMs } from "../state/sealed-time.ts";
import { communityOf, type State } from "../state/state.ts";
import { explainBallot } from "./explain-ballot.ts";
import { type ExplainStep, of, step } from "./explanation.ts";
import { lapsedCharges } from "./lapsed-charges.ts";

/** What a payer's transfer is made of, and where it stands. */
export function explainTransfer(state: State, id: HashId): readonly ExplainStep[] {
  const transfer = state.transfers.must(id);
  const { from, to, amount, dueMs, height } = transfer;
  const lines = linesOf(state, from, height);
  const net = money(Math.abs(sumMoney(lines.map((line) => line.amount))));
  return [
    ...lines.map(lineStep),
    step("transfer-net", { member: of.member(from), net: of.money(net) }),
    step("transfer-amount", { from: of.member(from), to: of.member(to), amount: of.money(amount) }),
    step("transfer-due", { at: of.moment(dueMs) }),
    ...settledSteps(transfer),
    ...(transfer.disputedBy === null ? [] : explainBallot(state, transfer.disputedBy)),
    ...voidSteps(state, transfer),
    step("transfer-state", { state: of.word(dueState(transfer, communityOf(state).throughMs)) }),
  ];
}

/** A member's postings of one seal, which are what was netted. */
function linesOf(state: State, member: MemberId, height: number): readonly Posting[] {
  return [...postingsOf(state, member, sealedMs(state, height - 1), sealedMs(state, height))];
}

function lineStep({ plan, periodEndMs, what, amount }: Posting): ExplainStep {
  return step("transfer-line", {
    plan: of.id(plan),
    end: of.moment(periodEndMs),
    side: of.word(what),
    amount: of.money(money(Math.abs(amount))),
  });
}

function settledSteps(transfer: Transfer): readonly ExplainStep[] {
  const { paidBy, paidMs, silenceMs, disputedBy, received, amount, settledMs } = transfer;
  const steps: ExplainStep[] = [];
  if (paidBy !== null && paidMs !== null)
    steps.push(step("transfer-paid", { event: of.id(paidBy), at: of.moment(paidMs) }));
  if (disputedBy !== null) steps.push(step("transfer-disputed", { ballot: of.id(disputedBy) }));
  if (silenceMs !== null) steps.push(step("transfer-silence", { at: of.moment(silenceMs) }));
  if (settledMs !== null)
    steps.push(step("transfer-received", { amount: of.money(amount), at: of.moment(settledMs) }));
  else if (received > 0)
    steps.push(step("transfer-part", { received: of.money(received), amount: of.money(amount) }));
  return steps;
}

/** What became of a rest that was never paid. */
function voidSteps(state: State, transfer: Transfer): readonly ExplainStep[] {
  const { voidMs } = transfer;
  if (voidMs === null) return [];
  const rest = openRest(transfer);
  return [
    step("transfer-void", { rest: of.money(rest), at: of.moment(voidMs) }),
    ...lapsedCharges(state, transfer).map(({ plan, amount }) =>
      step("transfer-charged", { plan: of.id(plan), amount: of.money(amount) }),
    ),
  ];
}
