import type { SealId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { communityOf } from "../state/state.ts";
import { applyCut } from "./apply.ts";
import type { Applied } from "./cut.ts";
import { knowsRules } from "./kinds-table.ts";
import type { Ledger } from "./ledger.ts";

export interface Held {
  /** the seal of the ledger; null before the first */
  readonly lastSeal: SealId | null;
  readonly nowMs: number;
  /** everything held beyond the sealed heads, in any order; more does no harm */
  readonly events: readonly AuthenticEvent[];
}

/**
 * How things would stand if all that is held were sealed now, by nobody: what screens show beside what is sealed. Under
 * rules that this software does not know nothing more can be told than what is sealed.
 */
export function provisional(ledger: Ledger, { lastSeal, nowMs, events }: Held): Applied {
  const { height, throughMs, rules } = communityOf(ledger.state);
  if (!knowsRules(rules)) return { ledger, outcomes: [] };
  return applyCut(ledger, {
    height: height + 1,
    prevSeal: lastSeal,
    throughMs: Math.max(throughMs + 1, nowMs),
    reporters: [],
    events,
    endedFeeds: [],
  });
}
