import { DAY_MS, HOUR_MS, MINUTE_MS } from "../calendar/calendar.ts";
import type { Charter } from "../state/records.ts";
import type { FaultName } from "./faults/fault.ts";
import { type Prng, prng } from "./prng.ts";

/** When somebody's machine is on. */
export interface Habit {
  /** on day and night: a small computer in a cupboard */
  readonly always: boolean;
  /** else on so many days of a thousand */
  readonly daysPermille: number;
  readonly sessionMsMin: number;
  readonly sessionMsMax: number;
}

export interface PersonPlan {
  readonly name: string;
  readonly habit: Habit;
  /** false: they tell their machine not to witness */
  readonly witnesses: boolean;
  /** day on which they come, from 0 */
  readonly joinsOnDay: number;
}

/** All that is fixed about a run before it begins; it follows from the seed alone. */
export interface Scenario {
  readonly seed: number;
  readonly charter: Charter;
  /** the founder first */
  readonly people: readonly PersonPlan[];
  /** families of faults at work, see `faults/all.ts` */
  readonly faults: readonly FaultName[];
  /** after it has healed more seats turn traitor than the seal bears */
  readonly treason: boolean;
  /** days with faults; then they stop */
  readonly days: number;
  /** on these days nobody sleeps; null: everybody does as they like */
  readonly awake: { readonly fromDay: number; readonly toDay: number } | null;
  /** people say so much in all until the faults stop, evenly over the days, and speak on where they could not */
  readonly events: number;
  readonly tickMs: number;
  readonly syncEveryMs: number;
  /** how many others a machine that comes on looks for */
  readonly neighbours: number;
}

/** 2026-01-01 */
export const START_MS = 1_767_225_600_000;
export const DAYS_MIN = 60;
export const EVENTS_MIN = 200;
export const MEMBERS_MIN = 5;
export const FAULTS_MIN = 5;
/** People say a little more than they must. */
const EVENTS_MORE = 10;
const EVENTS_MORE_MAX = 30;
/** In one seed of so many the network cuts where it hurts, beside what was drawn; there rounds are short and for weeks nobody sleeps. */
const CUTTING_EVERY = 10;
const CUTTING_AT = 4;
const CUTTING_MEMBERS_MAX = 7;
const CUT_CHARTER = { sealEveryMs: 4 * HOUR_MS, roundMs: HOUR_MS };
const AWAKE = { fromDay: 12, toDay: 38 };
/**
 * In one seed of so many people go as fast as they may: seats expire early, and for weeks who is left does not sleep, since only
 * where seals come may the next one go. Far fewer seals come until a seat expires than the charter would let come.
 */
const EXODUS_EVERY = 10;
const EXODUS_AT = 6;
const EXODUS_MEMBERS_MIN = 7;
const EXODUS_CHARTER = {
  sealEveryMs: HOUR_MS,
  roundMs: 2 * HOUR_MS,
  seatAfterMs: 0,
  seatExpiryMs: 4 * DAY_MS,
};
const EXODUS_AWAKE = { fromDay: 6, toDay: 50 };
/** One seed in so many ends with treason. */
const TREASON_EVERY = 10;

/** Most villages have so many people: of 5 seats, or 10, hardly one may be missing beside as many liars as the seal bears. */
const NEIGHBOURS_MIN = 6;
const NEIGHBOURS_MAX = 9;
/** In one seed of so many there are fewer, in one more. */
const FEWER_EVERY = 8;
const MORE_EVERY = 4;

/** Of those in a large village some find nobody to strike. */
const FAULTS_MORE = 3;

/** Above this many people live a quieter life, and no more of them witness. */
const STREET_MAX = 12;

/** Above this many hardly anybody is there at the same time. */
const VILLAGE_MAX = 40;

/** The scenario of a seed; `families` are those to draw from. */
export function scenarioOf(seed: number, families: readonly FaultName[]): Scenario {
  const chance = prng(seed);
  const isLeft = seed % EXODUS_EVERY === EXODUS_AT;
  const isCut = seed % CUTTING_EVERY === CUTTING_AT;
  const drawnMembers = membersOf(seed, chance);
  const mostMembers = isCut ? Math.min(drawnMembers, CUTTING_MEMBERS_MAX) : drawnMembers;
  const members = isLeft ? Math.max(mostMembers, EXODUS_MEMBERS_MIN) : mostMembers;
  const isLarge = members > STREET_MAX;
  const charter = charterOf(chance, isLarge);
  return {
    seed,
    charter: { ...charter, ...(isCut ? CUT_CHARTER : {}), ...(isLeft ? EXODUS_CHARTER : {}) },
    people: peopleOf(chance, members),
    faults: [
      ...withCopies(
        seed,
        families,
        drawn(chance, families, FAULTS_MIN + chance.below(4) + (isLarge ? FAULTS_MORE : 0)),
      ),
      ...(isCut ? (["cutting"] as const) : []),
      ...(isLeft ? (["exodus"] as const) : []),
    ],
    treason: seed % TREASON_EVERY === TREASON_EVERY - 1,
    days: DAYS_MIN,
    awake: isCut ? AWAKE : isLeft ? EXODUS_AWAKE : null,
    events: EVENTS_MIN + EVENTS_MORE + chance.below(EVENTS_MORE_MAX),
    // a longer silence of the clock counts as a jump, see `ClockGuard`
    tickMs: 9 * MINUTE_MS,
    syncEveryMs: 6 * HOUR_MS,
    neighbours: 2 + chance.below(2),
  };
}

/** Only few machines may be copied at all, so copies are tried in every other seed where they were not drawn. */
function withCopies(
  seed: number,
  families: readonly FaultName[],
  faults: readonly FaultName[],
): readonly FaultName[] {
  const isAdded = seed % 2 === 1 && families.includes("copies") && !faults.includes("copies");
  return isAdded ? [...faults, "copies"] : faults;
}

/** Mostly a few neighbours, sometimes a street, now and then a village, seldom a small town. */
function membersOf(seed: number, chance: Prng): number {
  if (seed % 1_000 === 650) return chance.between(150, 200);
  if (seed % 200 === 150) return chance.between(70, 90);
  if (seed % 100 === 50) return chance.between(40, 80);
  if (seed % 25 === 7) return chance.between(16, 30);
  return chance.between(
    chance.oneIn(FEWER_EVERY) ? MEMBERS_MIN : NEIGHBOURS_MIN,
    chance.oneIn(MORE_EVERY) ? STREET_MAX : NEIGHBOURS_MAX,
  );
}

function charterOf(chance: Prng, isLarge: boolean): Charter {
  return {
    title: "Village",
    currency: "CNY",
    digits: 2,
    utcOffsetMinutes: 480,
    vouches: 1,
    objections: 1,
    objectionMs: 0,
    growth: { everyMs: 2_592_000_000, perMember: 1_000, atLeast: 1_000, permille: 1_000 },
    sealEveryMs: (isLarge ? 24 : chance.between(4, 24)) * HOUR_MS,
    rankMs: chance.between(1, 20) * MINUTE_MS,
    roundMs: chance.between(2, 12) * HOUR_MS,
    seatAfterMs: chance.below(3) * DAY_MS,
    seatExpiryMs: chance.between(4, 10) * DAY_MS,
    recoveryMs: 90 * DAY_MS,
  };
}

/** On so many days of a thousand. */
function presenceOf(chance: Prng, members: number): number {
  if (members > VILLAGE_MAX) return chance.between(20, 50);
  return members > STREET_MAX ? chance.between(80, 200) : chance.between(500, 1_000);
}

function peopleOf(chance: Prng, members: number): readonly PersonPlan[] {
  const always = chance.oneIn(4) ? 2 : 1;
  return Array.from({ length: members }, (_, i) => ({
    name: `p${i}`,
    habit: {
      always: i < always,
      daysPermille: presenceOf(chance, members),
      sessionMsMin: HOUR_MS,
      sessionMsMax: 2 * HOUR_MS,
    },
    witnesses: i < STREET_MAX,
    joinsOnDay: i < 5 ? Math.min(i, 1) : 2 + chance.below(members > VILLAGE_MAX ? 50 : 20),
  }));
}

/** So many of them, in their own order. */
function drawn<T>(chance: Prng, items: readonly T[], count: number): readonly T[] {
  const left = [...items];
  while (left.length > count) left.splice(chance.below(left.length), 1);
  return left;
}
