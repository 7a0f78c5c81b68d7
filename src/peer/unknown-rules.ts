import { knowsRules } from "../ledger/kinds-table.ts";
import { communityOf, type State } from "../state/state.ts";

/** Rules that this software does not know, and the first height that they hold for. */
export interface UnknownRules {
  readonly rules: number;
  readonly height: number;
}

/** Those that hold for the next height, or that a motion has passed for a later one; null: all are known. */
export function unknownRules(state: State): UnknownRules | null {
  const { rules, nextRules, height } = communityOf(state);
  if (!knowsRules(rules)) return { rules, height: height + 1 };
  return nextRules === null || knowsRules(nextRules.rules) ? null : nextRules;
}

/** No further seal can be judged or applied here. */
export function isOutdated(state: State): boolean {
  return !knowsRules(communityOf(state).rules);
}
