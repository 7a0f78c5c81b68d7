import { assert } from "../base/assert.ts";
import type { ClockRuleName } from "../state/clock-rules.ts";
import type { State } from "../state/state.ts";
import type { ClockRule, RuleContext } from "./rules/rule.ts";

/**
 * Runs every deadline up to and with the seal's throughMs in the order of (moment, rule, subject), those set
 * on the way included. A rule that asks for a moment before its own is a bug: the queue must move on.
 */
export function runDeadlines(
  state: State,
  rules: Readonly<Record<ClockRuleName, ClockRule>>,
  context: RuleContext,
): void {
  let last = "";
  for (let next = earliest(state); next !== undefined; next = earliest(state)) {
    const [key, { rule, subject }] = next;
    const atMs = Number.parseInt(key.slice(0, MOMENT_DIGITS), 16);
    if (atMs > context.throughMs) return;
    assert(key > last, `deadlines move on: ${rule}`);
    last = key;
    state.deadlines.delete(key);
    rules[rule].run(state, subject, atMs, context);
  }
}

const MOMENT_DIGITS = 16;

function earliest(state: State) {
  for (const entry of state.deadlines.entries()) return entry;
  return undefined;
}
