import { expect, test } from "vitest";
import type { EventId, HashId } from "../../src/base/id.ts";
import { runDeadlines } from "../../src/ledger/deadlines.ts";
import type { ClockRule, RuleContext } from "../../src/ledger/rules/rule.ts";
import { CLOCK_RULES, type ClockRuleName } from "../../src/state/clock-rules.ts";
import { schedule } from "../../src/state/deadlines.ts";
import { emptyState, type State } from "../../src/state/state.ts";
import { fc } from "../property.ts";

const context: RuleContext = { height: 1, sinceMs: 0, throughMs: 100, seed: "" as HashId, reporters: [] };
const subjectOf = (index: number) => index.toString(16).padStart(64, "0") as EventId;

type Run = readonly [atMs: number, rule: ClockRuleName, subject: string];
type Then = (state: State, ...run: Run) => void;

/** Runs the queue and says what ran; `then` is what every rule does. */
function run(state: State, then: Then = () => undefined): Run[] {
  const ran: Run[] = [];
  const rule = (name: ClockRuleName): ClockRule => ({
    name,
    run(now, subject, atMs) {
      ran.push([atMs, name, subject]);
      then(now, atMs, name, subject);
    },
  });
  const rules = Object.fromEntries(CLOCK_RULES.map((name) => [name, rule(name)]));
  runDeadlines(state, rules as Record<ClockRuleName, ClockRule>, context);
  return ran;
}

const deadline = fc.tuple(fc.nat(200), fc.constantFrom(...CLOCK_RULES), fc.nat(3).map(subjectOf));

test("runs what is due, once each, by moment, rule, subject, whatever the order of asking", () => {
  fc.assert(
    fc.property(fc.array(deadline), (deadlines) => {
      const state = emptyState();
      for (const [atMs, rule, subject] of deadlines) schedule(state, atMs, rule, subject);
      const place = ([atMs, rule, subject]: Run) =>
        atMs * 10_000 + CLOCK_RULES.indexOf(rule) * 100 + Number.parseInt(subject, 16);
      const once = new Map(deadlines.map((each) => [place(each), each]));
      const sorted = [...once].toSorted(([a], [b]) => a - b).map(([, each]) => each);
      expect(run(state)).toEqual(sorted.filter(([atMs]) => atMs <= context.throughMs));
      expect(state.deadlines.size).toBe(sorted.filter(([atMs]) => atMs > context.throughMs).length);
    }),
  );
});

test("runs what a rule asks for on the way, in its turn", () => {
  const state = emptyState();
  schedule(state, 10, "ballots", subjectOf(1));
  schedule(state, 30, "ballots", subjectOf(2));
  const ran = run(state, (now, atMs, rule) => {
    if (rule === "ballots") schedule(now, atMs + 10, "notices", subjectOf(3));
    if (rule === "notices") schedule(now, atMs, "apportion", subjectOf(0));
  });
  expect(ran.map(([atMs, rule]) => [atMs, rule])).toEqual([
    [10, "ballots"],
    [20, "notices"],
    [20, "apportion"],
    [30, "ballots"],
    [40, "notices"],
    [40, "apportion"],
  ]);
});

test("a rule that asks for its own moment again, or an earlier one, is a bug that does not hang", () => {
  for (const back of [0, 5]) {
    const state = emptyState();
    schedule(state, 10, "ballots", subjectOf(1));
    const again: Then = (now, atMs, rule) => schedule(now, atMs - back, rule, subjectOf(1));
    expect(() => run(state, again)).toThrow("deadlines move on");
  }
});
