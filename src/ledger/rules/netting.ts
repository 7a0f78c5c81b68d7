import { fromHex, toHex } from "../../base/bytes.ts";
import { taggedHash } from "../../base/hash.ts";
import type { HashId, MemberId, PlanId, SealId } from "../../base/id.ts";
import { money } from "../../money/money.ts";
import { numberKey } from "../../state/key.ts";
import { termsOfVersion, versionAt } from "../../state/plan-terms.ts";
import { postingsBetween } from "../../state/postings-between.ts";
import type { Posting } from "../../state/records.ts";
import type { State } from "../../state/state.ts";
import { netTransfers } from "../net-transfers.ts";
import type { SealRule } from "./rule.ts";

/** Protocol §6.5: the postings of this seal, and of no other, become fixed transfers. */
export const netting: SealRule = {
  name: "netting",
  run(state, { height, sinceMs, throughMs }) {
    const balances = new Map<MemberId, number>();
    const graceMs = new Map<MemberId, number>();
    let last: Posting | undefined;
    let grace = 0;
    for (const posting of postingsBetween(state, openedPlans(state), sinceMs + 1, throughMs)) {
      const { member, amount } = posting;
      balances.set(member, (balances.get(member) ?? 0) + amount);
      if (last?.plan !== posting.plan || last.periodStartMs !== posting.periodStartMs)
        grace = graceOf(state, posting);
      last = posting;
      graceMs.set(member, Math.max(graceMs.get(member) ?? 0, grace));
    }
    const prevSeal = state.seals.get(numberKey(height - 1))?.id ?? null;
    for (const { from, to, amount } of netTransfers(balances)) {
      state.transfers.set(transferId(prevSeal, from, to), {
        from,
        to,
        amount,
        dueMs: throughMs + (graceMs.get(from) ?? 0),
        height,
        paidBy: null,
        paidMs: null,
        received: money(0),
        settledMs: null,
      });
    }
  },
};

/** One per pair and seal: the id follows from the seal before, so every node has it before the seal is made. */
export function transferId(prevSeal: SealId | null, from: MemberId, to: MemberId): HashId {
  const seal = prevSeal === null ? new Uint8Array(32) : fromHex(prevSeal);
  return toHex(taggedHash("transfer", seal, fromHex(from), fromHex(to))) as HashId;
}

function* openedPlans(state: State): IterableIterator<PlanId> {
  for (const [id, { openedMs }] of state.plans.entries()) if (openedMs !== null) yield id;
}

function graceOf(state: State, { plan, periodStartMs }: Posting): number {
  return termsOfVersion(state, plan, versionAt(state, plan, periodStartMs)).graceMs;
}
