import type { Cbor } from "../base/cbor.ts";
import type { MemberId, PlanId } from "../base/id.ts";
import type { KindName } from "../events/kind.ts";
import { adopt } from "../events/kinds/adopt.ts";
import { claim } from "../events/kinds/claim.ts";
import { enrol } from "../events/kinds/enrol.ts";
import { pay } from "../events/kinds/pay.ts";
import { propose } from "../events/kinds/propose.ts";
import { receipt } from "../events/kinds/receipt.ts";
import { vote } from "../events/kinds/vote.ts";
import { witness } from "../events/kinds/witness.ts";
import { money } from "../money/money.ts";
import { isElector } from "../state/electors.ts";
import type { Terms } from "../state/plan-records.ts";
import { localDay } from "../state/plan-time.ts";
import { currentSpell } from "../state/spells.ts";
import type { State } from "../state/state.ts";
import type { Prng } from "./prng.ts";

export interface Wish {
  readonly kind: KindName;
  readonly body: Cbor;
}

/** What somebody may want to say as things stand; the rules may still refuse it. `member` null: no matter who. */
export function wishOf(
  chance: Prng,
  state: State,
  nowMs: number,
  terms: Terms,
  member: MemberId | null,
): Wish {
  if (chance.oneIn(4)) return { kind: "witness", body: witness.body.write({ on: !chance.oneIn(4) }) };
  const [plan] = [...state.plans.entries()];
  if (plan === undefined) return { kind: "propose", body: propose.body.write({ terms, tier: 0 }) };
  const [id, { status, termsHash }] = plan;
  const tier = chance.below(2);
  if (status !== "open")
    return { kind: "adopt", body: adopt.body.write({ plan: id as never, tier, termsHash }) };
  const settling = member === null ? undefined : settlementOf(chance, state, member);
  if (settling !== undefined) return settling;
  // nearly always what the rules allow, so that most of what is said does something
  const ballots = [...state.ballots.entries()].filter(([asked, each]) => {
    return (
      each.outcome === null && (member === null || chance.oneIn(8) || isElector(state, asked, each, member))
    );
  });
  const ballot = chance.oneIn(4) ? undefined : chance.pick(ballots)?.[0];
  if (ballot !== undefined)
    return {
      kind: "vote",
      body: vote.body.write({ ballot: ballot as never, choice: "yes", amount: null }),
    };
  const isIn = member !== null && currentSpell(state, id as PlanId, member) !== undefined;
  if (chance.oneIn(isIn ? 8 : 2))
    return { kind: "enrol", body: enrol.body.write({ plan: id as never, tier }) };
  const incidentDay = localDay(state, nowMs);
  const amount = money(100 + chance.below(10_000));
  return { kind: "claim", body: claim.body.write({ plan: id as never, incidentDay, amount, for: null }) };
}

/** A transfer of theirs that is open: they say that it was sent, or that it came. */
function settlementOf(chance: Prng, state: State, member: MemberId): Wish | undefined {
  const open = [...state.transfers.entries()].filter(([, { from, to, settledMs, paidBy }]) => {
    return settledMs === null && ((from === member && paidBy === null) || to === member);
  });
  const [id, transfer] = chance.pick(open) ?? [];
  if (id === undefined || transfer === undefined) return undefined;
  if (transfer.from === member) return { kind: "pay", body: pay.body.write({ transfer: id as never }) };
  const amount = money(Math.max(1, transfer.amount - transfer.received));
  return { kind: "receipt", body: receipt.body.write({ transfer: id as never, amount }) };
}
