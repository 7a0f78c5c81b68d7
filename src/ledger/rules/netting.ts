import { present } from "../../base/assert.ts";
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
    const sums = sumsOf(state, sinceMs, throughMs);
    const balances = new Map([...sums].map(([member, { balance }]) => [member, balance]));
    const prevSeal = state.seals.get(numberKey(height - 1))?.id ?? null;
    for (const { from, to, amount } of netTransfers(balances)) {
      const id = transferId(prevSeal, from, to);
      const { graceMs, lapseMs } = present(sums.get(from), "dues of who pays");
      const dueMs = throughMs + graceMs;
      schedule(state, dueMs + lapseMs, "lapse", id);
      state.transfers.set(id, {
        from,
        to,
        amount,
        dueMs,
        lapsesMs: dueMs + lapseMs,
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

/** Of one member: what they owe (negative) or are owed, and the longest of each clock among the plans in which they have postings. */
interface Sum {
  balance: number;
  graceMs: number;
  lapseMs: number;
}

function sumsOf(state: State, sinceMs: number, throughMs: number): ReadonlyMap<MemberId, Sum> {
  const sums = new Map<MemberId, Sum>();
  let last: Posting | undefined;
  let inForce: Pick<Terms, "graceMs" | "lapseMs"> = { graceMs: 0, lapseMs: 0 };
  const plans = plansWithEnds(state, sinceMs, throughMs);
  for (const posting of postingsBetween(state, plans, sinceMs + 1, throughMs)) {
    const { plan, periodStartMs, member, amount } = posting;
    if (last?.plan !== plan || last.periodStartMs !== periodStartMs) inForce = termsOf(state, posting);
    last = posting;
    const { graceMs, lapseMs } = inForce;
    const sum = sums.get(member);
    if (sum === undefined) {
      sums.set(member, { balance: amount, graceMs, lapseMs });
      continue;
    }
    sum.balance += amount;
    sum.graceMs = Math.max(sum.graceMs, graceMs);
    sum.lapseMs = Math.max(sum.lapseMs, lapseMs);
  }
  return sums;
}

function termsOf(state: State, { plan, periodStartMs }: Posting): Terms {
  return termsOfVersion(state, plan, versionAt(state, plan, periodStartMs));
}
