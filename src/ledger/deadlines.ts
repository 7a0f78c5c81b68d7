import { assert } from "../base/assert.ts";
import type { ClockRuleName } from "../state/clock-rules.ts";
import { nextDeadline } from "../state/next-deadline.ts";
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
  for (let next = nextDeadline(state); next !== undefined; next = nextDeadline(state)) {
    const { key, atMs, rule, subject } = next;
    if (atMs > context.throughMs) return;
    assert(key > last, `deadlines move on: ${rule}`);
    last = key;
    state.deadlines.delete(key);
    rules[rule].run(state, subject, atMs, context);
  }
}
