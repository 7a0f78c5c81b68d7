import type { EventId, HashId } from "../base/id.ts";
import { CLOCK_RULES, type ClockRuleName } from "./clock-rules.ts";
import { numberKey, smallKey } from "./key.ts";
import type { State } from "./state.ts";

/** A claim, a ballot, a plan, a transfer: whatever the rule is about. */
export type Subject = EventId | HashId;

/** The rule will run for the subject at `atMs` of sealed time. Asked twice, it runs once. */
export function schedule(state: State, atMs: number, rule: ClockRuleName, subject: Subject): void {
  state.deadlines.set(deadlineKey(atMs, rule, subject), { rule, subject });
}

/** What it was set for has moved on: the clock has nothing to do then. */
export function unschedule(state: State, atMs: number, rule: ClockRuleName, subject: Subject): void {
  state.deadlines.delete(deadlineKey(atMs, rule, subject));
}

/** Keys sort as deadlines run: by moment, then rule, then subject. */
function deadlineKey(atMs: number, rule: ClockRuleName, subject: Subject): string {
  return numberKey(atMs) + smallKey(CLOCK_RULES.indexOf(rule)) + subject;
}
