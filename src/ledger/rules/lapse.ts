import type { HashId, MemberId, PlanId } from "../../base/id.ts";
import { money } from "../../money/money.ts";
import { countPlaces } from "../../state/count-places.ts";
import { schedule } from "../../state/deadlines.ts";
import type { Transfer } from "../../state/money-records.ts";
import { termsOfVersion, versionAt } from "../../state/plan-terms.ts";
import { planPeriodAt } from "../../state/plan-time.ts";
import { currentSpell, enrolmentKey } from "../../state/spells.ts";
import type { State } from "../../state/state.ts";
import { type LapsedCharge, lapsedCharges } from "../lapsed-charges.ts";
import type { ClockRule } from "./rule.ts";

/**
 * Protocol §6.5: what is still unpaid is void as a transfer. It becomes the payer's debt to the plans of those dues, their
 * places there end, and the creditor is made good by these plans, or not, as the terms say.
 */
export const lapse: ClockRule = {
  name: "lapse",
  run(state, subject, atMs) {
    const id = subject as HashId;
    const transfer = state.transfers.must(id);
    if (transfer.lapsesMs !== atMs || !isUnpaid(transfer)) return;
    state.transfers.set(id, { ...transfer, voidMs: atMs });
    for (const charge of lapsedCharges(state, transfer)) {
      owe(state, transfer.from, charge);
      endPlace(state, charge.plan, transfer.from, atMs);
      makeGood(state, id, transfer.to, charge, atMs);
    }
  },
};

function isUnpaid({ paidBy, settledMs, voidMs }: Transfer): boolean {
  return paidBy === null && settledMs === null && voidMs === null;
}

function owe(state: State, member: MemberId, { plan, amount }: LapsedCharge): void {
  const before = state.arrears.get(plan + member)?.amount ?? 0;
  state.arrears.set(plan + member, { amount: money(before + amount) });
}

function endPlace(state: State, plan: PlanId, member: MemberId, atMs: number): void {
  const key = enrolmentKey(plan, member);
  const spell = currentSpell(state, plan, member);
  if (spell === undefined) return;
  state.enrolments.set(key, { ...spell, leftMs: atMs, ending: { why: "lapse", by: null } });
  countPlaces(state, plan, -1, atMs);
}

/**
 * A plan that has ended asks nobody any more. Else its next period divides again even where the terms cut: what waits for
 * ceilings may now be paid with what its claimant owes.
 */
function makeGood(
  state: State,
  transfer: HashId,
  member: MemberId,
  { plan, amount }: LapsedCharge,
  atMs: number,
): void {
  if (state.plans.must(plan).status === "ended") return;
  const terms = termsOfVersion(state, plan, versionAt(state, plan, atMs));
  schedule(state, planPeriodAt(state, plan, terms, atMs).endMs, "apportion", plan);
  if (terms.shortfall === "haircut") return;
  state.shortfalls.set(plan + transfer, {
    member,
    amount,
    sinceMs: atMs,
    apportioned: money(0),
    apportionedMs: null,
  });
}
