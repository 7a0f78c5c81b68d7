import { fromHex, toHex } from "../../base/bytes.ts";
import { taggedHash } from "../../base/hash.ts";
import type { HashId, MemberId, SealId } from "../../base/id.ts";
import { money } from "../../money/money.ts";
import { schedule } from "../../state/deadlines.ts";
import { numberKey } from "../../state/key.ts";
import type { Posting } from "../../state/money-records.ts";
import type { Terms } from "../../state/plan-records.ts";
import { termsOfVersion, versionAt } from "../../state/plan-terms.ts";
import { plansWithEnds, postingsBetween } from "../../state/postings-between.ts";
import type { State } from "../../state/state.ts";
import { netTransfers } from "../net-transfers.ts";
import type { SealRule } from "./rule.ts";

/** Protocol §6.5: the postings of this seal, and of no other, become fixed transfers. */
export const netting: SealRule = {
  name: "netting",
  run(state, { height, sinceMs, throughMs }) {
    const balances = new Map<MemberId, number>();
    const terms = new Map<MemberId, Set<Terms>>();
    let last: Posting | undefined;
    let inForce: Terms | undefined;
    const plans = plansWithEnds(state, sinceMs, throughMs);
    for (const posting of postingsBetween(state, plans, sinceMs + 1, throughMs)) {
      const { member, amount } = posting;
      balances.set(member, (balances.get(member) ?? 0) + amount);
      if (
        inForce === undefined ||
        last?.plan !== posting.plan ||
        last.periodStartMs !== posting.periodStartMs
      )
        inForce = termsOf(state, posting);
      last = posting;
      const own = terms.get(member);
      if (own === undefined) terms.set(member, new Set([inForce]));
      else own.add(inForce);
    }
    const prevSeal = state.seals.get(numberKey(height - 1))?.id ?? null;
    for (const { from, to, amount } of netTransfers(balances)) {
      const id = transferId(prevSeal, from, to);
      const clocks = clocksOf(throughMs, terms.get(from) ?? []);
      schedule(state, clocks.lapsesMs, "lapse", id);
      state.transfers.set(id, {
        from,
        to,
        amount,
        ...clocks,
        height,
        paidBy: null,
        paidMs: null,
        stoppedMs: null,
        silenceMs: null,
        disputedBy: null,
        received: money(0),
        settledMs: null,
        voidMs: null,
      });
    }
  },
};

/** One per pair and seal: the id follows from the seal before, so every node has it before the seal is made. */
export function transferId(prevSeal: SealId | null, from: MemberId, to: MemberId): HashId {
  const seal = prevSeal === null ? new Uint8Array(32) : fromHex(prevSeal);
  return toHex(taggedHash("transfer", seal, fromHex(from), fromHex(to))) as HashId;
}

/** The longest of each among the plans in which the payer has postings in this seal. */
function clocksOf(
  throughMs: number,
  terms: Iterable<Terms>,
): { readonly dueMs: number; readonly lapsesMs: number } {
  let grace = 0;
  let lapse = 0;
  for (const { graceMs, lapseMs } of terms) {
    grace = Math.max(grace, graceMs);
    lapse = Math.max(lapse, lapseMs);
  }
  return { dueMs: throughMs + grace, lapsesMs: throughMs + grace + lapse };
}

function termsOf(state: State, { plan, periodStartMs }: Posting): Terms {
  return termsOfVersion(state, plan, versionAt(state, plan, periodStartMs));
}
