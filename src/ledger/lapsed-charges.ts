import { present } from "../base/assert.ts";
import type { PlanId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import { largestRemainder } from "../money/largest-remainder.ts";
import { type Money, moneyFromBigint } from "../money/money.ts";
import { openRest } from "../state/due-state.ts";
import type { Transfer } from "../state/money-records.ts";
import { postingsOf } from "../state/postings-between.ts";
import { sealedMs } from "../state/sealed-time.ts";
import type { State } from "../state/state.ts";

/** What a plan bears of a transfer that was never paid. */
export interface LapsedCharge {
  readonly plan: PlanId;
  readonly amount: Money;
}

/**
 * Protocol §6.5: the open rest of a transfer, charged to the plans of the payer's dues of that seal (shares, and debts
 * called), in proportion to these; odd units by largest remainder, ties by plan id. By plan id, none of 0.
 */
export function lapsedCharges(state: State, transfer: Transfer): readonly LapsedCharge[] {
  const { from, height } = transfer;
  const dues = new Map<PlanId, number>();
  for (const posting of postingsOf(state, from, sealedMs(state, height - 1), sealedMs(state, height))) {
    const { plan, amount } = posting;
    if (amount < 0) dues.set(plan, (dues.get(plan) ?? 0) - amount);
  }
  const byPlan = [...dues].sort(([a], [b]) => compareText(a, b));
  const parts = largestRemainder(
    BigInt(openRest(transfer)),
    byPlan.map(([, due]) => BigInt(due)),
  );
  return byPlan.flatMap(([plan], index) => {
    const amount = moneyFromBigint(present(parts[index], "a part for each plan"));
    return amount === 0 ? [] : [{ plan, amount }];
  });
}
