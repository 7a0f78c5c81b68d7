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
    const { balances, clocks } = sumsOf(state, sinceMs, throughMs);
    const prevSeal = state.seals.get(numberKey(height - 1))?.id ?? null;
    for (const { from, to, amount } of netTransfers(balances)) {
      const id = transferId(prevSeal, from, to);
      const { graceMs, lapseMs } = present(clocks.get(from), "dues of who pays");
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

/** How long a payer has until it is late, and until it lapses after that. */
type Clocks = Pick<Terms, "graceMs" | "lapseMs">;

/** What everybody owes or is owed by this seal, and the longest of each clock among the plans in which they have postings. */
function sumsOf(
  state: State,
  sinceMs: number,
  throughMs: number,
): { readonly balances: ReadonlyMap<MemberId, number>; readonly clocks: ReadonlyMap<MemberId, Clocks> } {
  const balances = new Map<MemberId, number>();
  const clocks = new Map<MemberId, Clocks>();
  let last: Posting | undefined;
  let inForce: Clocks = { graceMs: 0, lapseMs: 0 };
  const plans = plansWithEnds(state, sinceMs, throughMs);
  for (const posting of postingsBetween(state, plans, sinceMs + 1, throughMs)) {
    const { plan, periodStartMs, member, amount } = posting;
    if (last?.plan !== plan || last.periodStartMs !== periodStartMs) inForce = termsOf(state, posting);
    last = posting;
    balances.set(member, (balances.get(member) ?? 0) + amount);
    clocks.set(member, longest(clocks.get(member), inForce));
  }
  return { balances, clocks };
}

function longest(a: Clocks | undefined, b: Clocks): Clocks {
  if (a === undefined || (b.graceMs >= a.graceMs && b.lapseMs >= a.lapseMs)) return b;
  if (a.graceMs >= b.graceMs && a.lapseMs >= b.lapseMs) return a;
  return { graceMs: Math.max(a.graceMs, b.graceMs), lapseMs: Math.max(a.lapseMs, b.lapseMs) };
}

function termsOf(state: State, { plan, periodStartMs }: Posting): Terms {
  return termsOfVersion(state, plan, versionAt(state, plan, periodStartMs));
}
