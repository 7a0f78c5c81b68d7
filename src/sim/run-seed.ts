import { DAY_MS, HOUR_MS } from "../calendar/calendar.ts";
import { FAULTS } from "./faults/all.ts";
import { FAULT_NAMES, type Fault } from "./faults/fault.ts";
import { Life } from "./life.ts";
import type { SimParts } from "./parts.ts";
import { Play } from "./play.ts";
import { DAYS_MIN, EVENTS_MIN, type Scenario, START_MS, scenarioOf } from "./scenario.ts";
import { betray } from "./treason.ts";
import type { Violation } from "./watch.ts";
import { FAIR_WEATHER } from "./weather.ts";

export interface SeedOptions {
  /** invariants that are not asked */
  readonly without: readonly string[];
}

/** What a run came to. */
export interface Verdict {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** injections by kind */
  readonly faults: Readonly<Record<string, number>>;
  /** times each invariant was asked */
  readonly checks: Readonly<Record<string, number>>;
  readonly days: number;
  readonly members: number;
  /** events that were acknowledged or came with a new device */
  readonly events: number;
  readonly steps: number;
  readonly height: number;
  /** 16 hexadecimal digits over all that happened */
  readonly trace: string;
}

/** Days at most until enough was said in spite of all faults. */
const DAYS_MAX = 90;
/** All that was acknowledged is sealed so many days after the faults have stopped, if its seats come by daily. */
export const HEALING_DAYS_MAX = 30;
/** Nothing is waited for where a quorum of seats that never lied is missing so long: those who lied may do their part now, or not. */
const LACKING_DAYS_MAX = 5;
/** Longer than nodes wait before they ask each other anew; and as long as that may take to show. */
const ASSEMBLY_MS_MIN = 7 * HOUR_MS;
const ASSEMBLY_MS_MAX = 24 * HOUR_MS;

/** Plays one seed from founding to healing. */
export function runSeed(seed: number, parts: SimParts, options: SeedOptions): Verdict {
  return runScenario(scenarioOf(seed, FAULT_NAMES), parts, options);
}

export function runScenario(scenario: Scenario, parts: SimParts, { without }: SeedOptions): Verdict {
  const play = new Play(scenario, parts, without);
  const life = new Life(play);
  const faults = FAULTS.filter(({ name }) => scenario.faults.includes(name)).map(({ make }) => make());
  let day = 0;
  for (; !isLongEnough(play, day); day++) {
    life.day(day, false);
    for (const fault of faults) fault.day(play, day);
    play.timeline.runUntil(START_MS + (day + 1) * DAY_MS);
  }
  const healed = heal(play, life, faults, day);
  play.watch.ended();
  if (scenario.treason) betray(play, life, day + healed);
  return verdictOf(play, day + healed);
}

function isLongEnough({ scenario, acknowledged }: Play, day: number): boolean {
  if (day >= DAYS_MAX) return true;
  return day >= Math.max(DAYS_MIN, scenario.days) && acknowledged >= EVENTS_MIN;
}

/** The faults stop; then everybody who is left comes by daily, until all is well or it is too late. Days that took. */
function heal(play: Play, life: Life, faults: readonly Fault[], fromDay: number): number {
  for (const fault of faults) fault.stop(play);
  play.net.weather = { ...FAIR_WEATHER };
  play.onDeath = (machine) => play.restartLater(machine, 1_000);
  play.heightAtCalm = play.best()?.height ?? 0;
  let day = 0;
  let daysLacking = 0;
  while (day < HEALING_DAYS_MAX) {
    life.day(fromDay + day, true);
    day++;
    play.timeline.runUntil(START_MS + (fromDay + day) * DAY_MS);
    daysLacking = play.hasQuorum() ? 0 : daysLacking + 1;
    play.lackedQuorum = daysLacking >= LACKING_DAYS_MAX;
    if (play.ailments().length === 0 || play.lackedQuorum) break;
  }
  assemble(play);
  return day;
}

/** All are there together, until they stand at one seal: one may just be on its way to some. */
function assemble(play: Play): void {
  for (const { machine, isGone } of play.people) {
    if (machine === null || isGone) continue;
    machine.attendedUntilMs = Number.POSITIVE_INFINITY;
    play.comeOnline(machine);
  }
  play.timeline.runUntil(play.nowMs + ASSEMBLY_MS_MIN);
  const latestMs = play.nowMs + ASSEMBLY_MS_MAX - ASSEMBLY_MS_MIN;
  // connections are few here: who has only liars for neighbours, which the shipping node tells its person, looks further
  for (let more = 1; play.ledgers().size > 1 && play.nowMs < latestMs; more++) {
    for (const machine of play.net.up()) play.net.dial(machine, play.scenario.neighbours + more);
    play.timeline.runUntil(play.nowMs + HOUR_MS);
  }
}

function verdictOf(play: Play, days: number): Verdict {
  const { scenario, watch } = play;
  return {
    seed: scenario.seed,
    violations: watch.violations,
    faults: Object.fromEntries(play.counts),
    checks: Object.fromEntries(watch.checks),
    days,
    members: play.best()?.at.ledger.state.members.size ?? 0,
    events: play.acknowledged,
    steps: watch.steps,
    height: play.best()?.height ?? 0,
    trace: play.trace.digest(),
  };
}
