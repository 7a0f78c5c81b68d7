import { assert, present } from "../base/assert.ts";
import type { MemberId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import { type Money, money } from "../money/money.ts";

export interface NetTransfer {
  readonly from: MemberId;
  readonly to: MemberId;
  readonly amount: Money;
}

/**
 * Protocol §6.5: what members owe (negative) and are owed (positive), summing to zero, as at most n − 1
 * payments among n members: both lists by member id, each debt to the first who is still owed.
 */
export function netTransfers(balances: ReadonlyMap<MemberId, number>): readonly NetTransfer[] {
  const sorted = [...balances].sort(([a], [b]) => compareText(a, b));
  const owing = sorted
    .filter(([, balance]) => balance < 0)
    .map(([member, balance]) => ({ member, rest: -balance }));
  const owed = sorted
    .filter(([, balance]) => balance > 0)
    .map(([member, balance]) => ({ member, rest: balance }));
  const transfers: NetTransfer[] = [];
  let next = 0;
  for (const { member: from, rest } of owing) {
    for (let open = rest; open > 0; ) {
      const payee = present(owed[next], "balances that sum to zero");
      const amount = Math.min(open, payee.rest);
      transfers.push({ from, to: payee.member, amount: money(amount) });
      open -= amount;
      payee.rest -= amount;
      if (payee.rest === 0) next++;
    }
  }
  assert(next === owed.length, "balances that sum to zero");
  return transfers;
}
