import type { HashId, MemberId } from "../base/id.ts";
import { money, negate, sumMoney } from "../money/money.ts";
import { dueState } from "../state/due-state.ts";
import type { Posting, Transfer } from "../state/money-records.ts";
import { postingsBetween } from "../state/postings-between.ts";
import { sealedMs } from "../state/sealed-time.ts";
import { communityOf, type State } from "../state/state.ts";
import { type ExplainStep, of, step } from "./explanation.ts";

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
    step("transfer-state", { state: of.word(dueState(transfer, communityOf(state).throughMs)) }),
  ];
}

/** A member's postings of one seal, which are what was netted. */
function linesOf(state: State, member: MemberId, height: number): readonly Posting[] {
  const plans = [...state.plans.entries()].map(([plan]) => plan);
  const postings = postingsBetween(state, plans, sealedMs(state, height - 1) + 1, sealedMs(state, height));
  return [...postings].filter((posting) => posting.member === member);
}

function lineStep({ plan, periodEndMs, claim, amount }: Posting): ExplainStep {
  const isShare = claim === null;
  return step("transfer-line", {
    plan: of.id(plan),
    end: of.moment(periodEndMs),
    side: of.word(isShare ? "share" : "aid"),
    amount: of.money(isShare ? negate(amount) : amount),
  });
}

function settledSteps({ paidBy, paidMs, received, amount, settledMs }: Transfer): readonly ExplainStep[] {
  const steps: ExplainStep[] = [];
  if (paidBy !== null && paidMs !== null) {
    steps.push(step("transfer-paid", { event: of.id(paidBy), at: of.moment(paidMs) }));
  }
  if (settledMs !== null)
    steps.push(step("transfer-received", { amount: of.money(amount), at: of.moment(settledMs) }));
  else if (received > 0)
    steps.push(step("transfer-part", { received: of.money(received), amount: of.money(amount) }));
  return steps;
}
