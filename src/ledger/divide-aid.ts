import { present } from "../base/assert.ts";
import type { ClaimId, HashId, MemberId } from "../base/id.ts";
import { compareNumber } from "../base/order.ts";
import { type Apportionment, apportion, type Start } from "../money/apportion.ts";
import { largestRemainder } from "../money/largest-remainder.ts";
import { type Money, money, moneyFromBigint } from "../money/money.ts";
import { callArrears, type Owing } from "./call-arrears.ts";

/** A claim's aid, or what is made good of a void transfer, as a period finds it: one of the two ids is there. */
export interface OpenCase {
  readonly claim: ClaimId | null;
  readonly transfer: HashId | null;
  readonly member: MemberId;
  /** what was decided, or not received */
  readonly aid: Money;
  /** posted to them in earlier periods */
  readonly got: Money;
  /** it came in after this moment; who had left by then does not share it */
  readonly beganMs: number;
}

/** What becomes of it here: `open` ≥ `capped` (perCase) ≥ `scaled` (all ceilings) ≥ `paid`. */
export interface DividedCase extends OpenCase {
  readonly open: Money;
  readonly capped: Money;
  readonly scaled: Money;
  readonly paid: Money;
  /** of those who share it */
  readonly weights: number;
}

interface AidSharer {
  readonly weight: number;
  readonly ceiling: Money;
  readonly leftMs: number | null;
}

export interface DividedAid {
  /** in the order given */
  readonly cases: readonly DividedCase[];
  /** one per debt, in the order given: what is called of it, which comes before all shares */
  readonly called: readonly Money[];
  /** one per sharer, in the order given; with what is called they sum to what is paid */
  readonly shares: readonly Money[];
  readonly ceilings: bigint;
  readonly rounds: readonly Round[];
}

/** Cases with the same sharers, divided together; both by their places in what was given. */
export interface Round {
  readonly cases: readonly number[];
  readonly places: readonly number[];
  /** one per place */
  readonly shares: readonly Money[];
  /** who is below the ceiling owes weight × amount ÷ weights, up or down to a whole unit; null: nobody is */
  readonly level: Apportionment["level"];
}

/**
 * Protocol §6.4 steps 1 to 6, on numbers alone. Cases are given by id, debts and sharers by member. Where some have
 * left, a case is shared by those liable for it: cases with the same sharers are divided together, those with
 * the fewest first, so that the ceilings of who has left are not needed before their time.
 */
export function divideAid(args: {
  readonly cases: readonly OpenCase[];
  readonly owing: readonly Owing[];
  readonly sharers: readonly AidSharer[];
  readonly perCase: Money | null;
  readonly start: Start;
}): DividedAid {
  const { sharers, start } = args;
  const groups = groupsOf(args.cases, sharers);
  const weights = weightsByCase(groups, sharers);
  const capped = args.cases.map((each, index) => cutToPerCase(each, args.perCase, weights.get(index) ?? 0));
  const called = callArrears(args.cases, capped, args.owing);
  const liable = new Set(groups.flatMap(({ places }) => places));
  const ceilings = sumBigint([...liable].map((place) => at(sharers, place).ceiling));
  const scaled = scaleDown(capped, ceilings + sumBigint(called));
  const { paid, shares, rounds } = divideGroups({
    groups,
    sharers,
    scaled,
    called: sumBigint(called),
    start,
  });
  return {
    cases: args.cases.map((each, index) => ({
      ...each,
      open: money(each.aid - each.got),
      capped: at(capped, index),
      scaled: at(scaled, index),
      paid: at(paid, index),
      weights: weights.get(index) ?? 0,
    })),
    called,
    shares,
    ceilings,
    rounds,
  };
}

/** Group by group, those with the fewest sharers first: what is called goes in, the rest is shared, and paid out. */
function divideGroups(args: {
  readonly groups: readonly Group[];
  readonly sharers: readonly AidSharer[];
  readonly scaled: readonly Money[];
  readonly called: bigint;
  readonly start: Start;
}): Pick<DividedAid, "shares" | "rounds"> & { readonly paid: readonly Money[] } {
  const { groups, sharers, scaled, start } = args;
  const paid = scaled.slice();
  const shares = sharers.map(() => 0);
  const rounds: Round[] = [];
  let calledLeft = args.called;
  for (const { places, cases } of groups) {
    const total = sumBigint(cases.map((index) => at(scaled, index)));
    const fromCalled = calledLeft < total ? calledLeft : total;
    calledLeft -= fromCalled;
    const {
      shares: exact,
      unfilled,
      level,
    } = apportion({
      total: total - fromCalled,
      sharers: places.map((place) => {
        const { weight, ceiling } = at(sharers, place);
        return { weight: BigInt(weight), ceiling: BigInt(ceiling - at(shares, place)) };
      }),
      start,
    });
    const more = exact.map(moneyFromBigint);
    for (const [turn, place] of places.entries()) shares[place] = at(shares, place) + at(more, turn);
    rounds.push({ cases, places, shares: more, level });
    const kept = scaleDown(
      cases.map((index) => at(scaled, index)),
      total - unfilled,
    );
    for (const [turn, index] of cases.entries()) paid[index] = at(kept, turn);
  }
  return { paid, shares: shares.map(money), rounds };
}

interface Group {
  readonly cases: number[];
  readonly places: readonly number[];
}

/** Who left later owes for every case that who left earlier owes for: so groups are nested, and sort by size. */
function groupsOf(cases: readonly OpenCase[], sharers: readonly AidSharer[]): readonly Group[] {
  const gone = sharers.filter(({ leftMs }) => leftMs !== null);
  const bySize = new Map<number, Group>();
  for (const [index, { beganMs }] of cases.entries()) {
    const size = gone.filter((sharer) => isLiable(sharer, beganMs)).length;
    const group = bySize.get(size) ?? { cases: [], places: placesSince(sharers, beganMs) };
    bySize.set(size, group);
    group.cases.push(index);
  }
  return [...bySize].sort(([a], [b]) => compareNumber(a, b)).map(([, group]) => group);
}

function isLiable({ leftMs }: AidSharer, beganMs: number): boolean {
  return leftMs === null || leftMs > beganMs;
}

function placesSince(sharers: readonly AidSharer[], beganMs: number): readonly number[] {
  return sharers.flatMap((sharer, place) => (isLiable(sharer, beganMs) ? [place] : []));
}

function weightsByCase(groups: readonly Group[], sharers: readonly AidSharer[]): ReadonlyMap<number, number> {
  const weights = new Map<number, number>();
  for (const { cases, places } of groups) {
    let sum = 0;
    for (const place of places) sum += at(sharers, place).weight;
    for (const index of cases) weights.set(index, sum);
  }
  return weights;
}

/** Step 1: perCase × weights of those who share it − what it already got; what is made good is no case of that kind. */
function cutToPerCase({ claim, aid, got }: OpenCase, perCase: Money | null, weights: number): Money {
  const open = money(aid - got);
  if (perCase === null || claim === null) return open;
  const room = BigInt(perCase) * BigInt(weights) - BigInt(got);
  return room < BigInt(open) ? moneyFromBigint(room > 0n ? room : 0n) : open;
}

/** Step 5: all alike, where they sum to more than the limit; ties go by the order given, which is that of ids. */
function scaleDown(amounts: readonly Money[], limit: bigint): readonly Money[] {
  if (sumBigint(amounts) <= limit) return amounts;
  return largestRemainder(limit, amounts.map(BigInt)).map(moneyFromBigint);
}

function sumBigint(amounts: readonly number[]): bigint {
  let sum = 0n;
  for (const amount of amounts) sum += BigInt(amount);
  return sum;
}

function at<T>(items: readonly T[], place: number): T {
  return present(items[place], "a place in the list");
}
