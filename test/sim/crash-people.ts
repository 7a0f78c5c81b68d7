import type { Cbor } from "../../src/base/cbor.ts";
import type { KindName } from "../../src/events/kind.ts";
import { adopt } from "../../src/events/kinds/adopt.ts";
import { claim } from "../../src/events/kinds/claim.ts";
import { enrol } from "../../src/events/kinds/enrol.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { vote } from "../../src/events/kinds/vote.ts";
import { witness } from "../../src/events/kinds/witness.ts";
import { trialXianghubao } from "../../src/ledger/templates.ts";
import { money } from "../../src/money/money.ts";
import type { Prng } from "../../src/sim/prng.ts";
import { localDay } from "../../src/state/plan-time.ts";
import type { State } from "../../src/state/state.ts";

export interface Wish {
  readonly kind: KindName;
  readonly body: Cbor;
}

const TERMS = {
  ...trialXianghubao({ everyMs: 4_000, waitingMs: 0, voteMs: 4_000, noticeMs: 0, graceMs: 60_000 }),
  admission: "open" as const,
};

/** What somebody may want to say as things stand; the rules may still refuse it. */
export function wishOf(chance: Prng, state: State, nowMs: number): Wish {
  if (chance.oneIn(4)) return { kind: "witness", body: witness.body.write({ on: !chance.oneIn(4) }) };
  const [plan] = [...state.plans.entries()];
  if (plan === undefined) return { kind: "propose", body: propose.body.write({ terms: TERMS, tier: 0 }) };
  const [id, { status, termsHash }] = plan;
  const tier = chance.below(2);
  if (status !== "open")
    return { kind: "adopt", body: adopt.body.write({ plan: id as never, tier, termsHash }) };
  const ballots = [...state.ballots.entries()].filter(([, { outcome }]) => outcome === null);
  const ballot = chance.oneIn(4) ? undefined : chance.pick(ballots)?.[0];
  if (ballot !== undefined)
    return {
      kind: "vote",
      body: vote.body.write({ ballot: ballot as never, choice: "yes", amount: null }),
    };
  if (chance.oneIn(2)) return { kind: "enrol", body: enrol.body.write({ plan: id as never, tier }) };
  const incidentDay = localDay(state, nowMs);
  const amount = money(100 + chance.below(10_000));
  return { kind: "claim", body: claim.body.write({ plan: id as never, incidentDay, amount }) };
}
