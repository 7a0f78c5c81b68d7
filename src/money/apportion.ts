import { assert, present } from "../base/assert.ts";
import { type Division, waterFill } from "./water-fill.ts";

export type Sharer = { readonly weight: bigint; readonly ceiling: bigint | null };

/** Where the odd units begin among so many tied sharers; taken modulo their number, never negative. */
export type Start = (tied: number) => number;

export type Apportionment = {
  /** One per sharer, in the order given. */
  readonly shares: readonly bigint[];
  /** What the ceilings leave over. */
  readonly unfilled: bigint;
  readonly level: Division["level"];
};

/**
 * Divides a total among sharers in id order (protocol §6.4). Shares sum to the smaller of the total and
 * all ceilings. Among equal remainders odd units go round in id order from the place that `start` says.
 */
export function apportion(args: {
  readonly total: bigint;
  readonly sharers: readonly Sharer[];
  readonly start: Start;
}): Apportionment {
  const places = new Map<string, number>();
  const classes: (Sharer & { count: number })[] = [];
  const classOf = args.sharers.map(({ weight, ceiling }) => {
    const name = `${weight}/${ceiling}`;
    const place = places.get(name) ?? classes.length;
    if (place === classes.length) {
      places.set(name, place);
      classes.push({ weight, ceiling, count: 0 });
    }
    present(classes[place], "a class").count++;
    return place;
  });
  const division = waterFill(args.total, classes);
  const next = expand(division, args.start);
  return { shares: classOf.map(next), unfilled: division.unfilled, level: division.level };
}

/**
 * The shares of a division one by one, for more sharers than fit in memory: call the result once per
 * sharer, in id order, with the place of the sharer's class.
 */
export function expand(division: Division, start: Start): (place: number) => bigint {
  const { classes, tied, oddUnits } = division;
  const first = tied === 0 ? 0 : start(tied) % tied;
  assert(Number.isSafeInteger(first) && first >= 0, "a place among the tied");
  const withUnit = classes.map(({ share }) => share + 1n);
  let turn = 0;
  return (place) => {
    const { share, isTied } = present(classes[place], "a class of this division");
    if (!isTied) return share;
    assert(turn < tied, "no more tied sharers than were divided among");
    const distance = turn >= first ? turn - first : turn - first + tied;
    turn++;
    return distance < oddUnits ? present(withUnit[place], "a class of this division") : share;
  };
}
