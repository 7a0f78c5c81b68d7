import type { MemberId } from "../base/id.ts";
import { type Money, money } from "../money/money.ts";
import type { OpenCase } from "./divide-aid.ts";

/** What a member owes to the plan from earlier runs. */
export interface Owing {
  readonly member: MemberId;
  readonly amount: Money;
  /** they are enrolled again, so all of it may be called; of others only what they get themselves */
  readonly isBack: boolean;
}

/**
 * Protocol §6.4 step 2: what is called of each debt, by member id. Of who gets aid here at most that aid, of who is
 * enrolled again all of it, of others nothing; and never more in all than there is to be paid.
 */
export function callArrears(
  cases: readonly Pick<OpenCase, "claim" | "member">[],
  capped: readonly Money[],
  owing: readonly Owing[],
): readonly Money[] {
  const own = new Map<MemberId, number>();
  let room = 0;
  for (const [index, { claim, member }] of cases.entries()) {
    const amount = capped[index] ?? 0;
    room += amount;
    if (claim !== null) own.set(member, (own.get(member) ?? 0) + amount);
  }
  return owing.map(({ member, amount, isBack }) => {
    const most = own.get(member) ?? (isBack ? amount : 0);
    const called = money(Math.min(amount, most, room));
    room -= called;
    return called;
  });
}
