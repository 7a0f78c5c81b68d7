import type { HashId, MemberId } from "../../base/id.ts";
import type { ClockRuleName } from "../../state/clock-rules.ts";
import type { Subject } from "../../state/deadlines.ts";
import type { State } from "../../state/state.ts";

/** The seal being applied, as a rule sees it. */
export interface RuleContext {
  readonly height: number;
  /** sealed time of the seal before */
  readonly sinceMs: number;
  /** sealed time of this seal */
  readonly throughMs: number;
  readonly seed: HashId;
  /** whose reports this seal used */
  readonly reporters: readonly MemberId[];
}

/** Runs at a deadline, with `atMs` ≤ throughMs, as if it stood alone. What it schedules comes after it: later, or at `atMs` further on in the list of rules. */
export interface ClockRule {
  readonly name: ClockRuleName;
  run(state: State, subject: Subject, atMs: number, context: RuleContext): void;
}

/** Runs once at the end of every seal. */
export interface SealRule {
  readonly name: string;
  run(state: State, context: RuleContext): void;
}
