import { assert } from "../base/assert.ts";
import { compareBigint, compareNumber } from "../base/order.ts";
import { divideDown } from "./divide.ts";

/** Sharers of equal weight and equal ceiling (null: none), however many. */
export type ShareClass = { readonly weight: bigint; readonly ceiling: bigint | null; readonly count: number };

/** What each member of a class owes: `share`, and one unit more for those of the tied whom chance picks. */
export type ClassShare = { readonly share: bigint; readonly isTied: boolean; readonly isCapped: boolean };

export type Division = {
  /** In the order of the classes given. */
  readonly classes: readonly ClassShare[];
  /** How many sharers have one and the same remainder at the last odd unit; 0 where all are settled. */
  readonly tied: number;
  /** How many of the tied owe a unit more: fewer than `tied`. */
  readonly oddUnits: number;
  /** What the ceilings leave over. */
  readonly unfilled: bigint;
  /** The exact quota of an uncapped sharer is weight × amount ÷ weights; null where all are capped. */
  readonly level: { readonly amount: bigint; readonly weights: bigint } | null;
};

/**
 * Divides a total exactly by weight under ceilings (protocol §6.4, steps 4 and 6): shares rise together
 * like water until each ceiling stops its class; odd units go to the largest remainders.
 */
export function waterFill(total: bigint, classes: readonly ShareClass[]): Division {
  assert(total >= 0n, "a non-negative total");
  for (const shareClass of classes) assertClass(shareClass);
  let amount = total;
  let weights = 0n;
  for (const { weight, count } of classes) weights += weight * BigInt(count);
  const shares = classes.map((): ClassShare => ({ share: 0n, isTied: false, isCapped: false }));
  const rising = classes.map((_, index) => index).sort((a, b) => compareFullness(classes, a, b));
  let capped = 0;
  for (const index of rising) {
    const { weight, ceiling, count } = classes[index] as ShareClass;
    if (ceiling === null || ceiling * weights > amount * weight) break;
    shares[index] = { share: ceiling, isTied: false, isCapped: true };
    amount -= ceiling * BigInt(count);
    weights -= weight * BigInt(count);
    capped++;
  }
  const open = rising.slice(capped);
  if (open.length === 0) return { classes: shares, tied: 0, oddUnits: 0, unfilled: amount, level: null };
  const level = { amount, weights };
  return { classes: shares, ...fillOpen(classes, open, level, shares), unfilled: 0n, level };
}

/** The class that is full first comes first: by ceiling ÷ weight, those without a ceiling last. */
function compareFullness(classes: readonly ShareClass[], a: number, b: number): number {
  const [left, right] = [classes[a] as ShareClass, classes[b] as ShareClass];
  if (left.ceiling === null || right.ceiling === null) {
    return compareNumber(left.ceiling === null ? 1 : 0, right.ceiling === null ? 1 : 0) || a - b;
  }
  return compareBigint(left.ceiling * right.weight, right.ceiling * left.weight) || a - b;
}

/**
 * Floors and odd units of the classes below their ceilings. A quota below a whole ceiling has its floor
 * at least one below it, so the odd unit always fits.
 */
function fillOpen(
  classes: readonly ShareClass[],
  open: readonly number[],
  { amount, weights }: { readonly amount: bigint; readonly weights: bigint },
  shares: ClassShare[],
): { readonly tied: number; readonly oddUnits: number } {
  const groups = new Map<bigint, number[]>();
  let odd = amount;
  for (const index of open) {
    const { weight, count } = classes[index] as ShareClass;
    const share = divideDown(amount * weight, weights);
    const remainder = amount * weight - share * weights;
    odd -= share * BigInt(count);
    shares[index] = { share, isTied: false, isCapped: false };
    const group = groups.get(remainder);
    if (group === undefined) groups.set(remainder, [index]);
    else group.push(index);
  }
  let oddUnits = Number(odd);
  for (const [, group] of [...groups].sort(([a], [b]) => compareBigint(b, a))) {
    if (oddUnits === 0) break;
    let members = 0;
    for (const index of group) members += (classes[index] as ShareClass).count;
    const isTied = oddUnits < members;
    for (const index of group) {
      const { share } = shares[index] as ClassShare;
      shares[index] = { share: isTied ? share : share + 1n, isTied, isCapped: false };
    }
    if (isTied) return { tied: members, oddUnits };
    oddUnits -= members;
  }
  assert(oddUnits === 0, "remainders below one each cover every odd unit");
  return { tied: 0, oddUnits: 0 };
}

function assertClass({ weight, ceiling, count }: ShareClass): void {
  assert(weight > 0n, "a positive weight");
  assert(ceiling === null || ceiling >= 0n, "a non-negative ceiling");
  assert(Number.isSafeInteger(count) && count > 0, "a class of at least one");
}
