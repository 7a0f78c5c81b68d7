import { trialXianghubao } from "../../src/ledger/templates.ts";
import type { Prng } from "../../src/sim/prng.ts";
import { type Wish, wishOf as wishUnder } from "../../src/sim/wishes.ts";
import type { State } from "../../src/state/state.ts";

export type { Wish };

const TERMS = {
  ...trialXianghubao({ everyMs: 4_000, waitingMs: 0, voteMs: 4_000, noticeMs: 0, graceMs: 60_000 }),
  admission: "open" as const,
};

/** What somebody may want to say as things stand, in a community that lives by seconds. */
export function wishOf(chance: Prng, state: State, nowMs: number): Wish {
  return wishUnder(chance, state, nowMs, TERMS, null);
}
