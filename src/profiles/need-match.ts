import type { MemberId } from "../base/id.ts";
import { compareNumber, compareText } from "../base/order.ts";
import type { NeedCategory } from "../state/plan-records.ts";
import type { Need } from "./profile.ts";

/** One member's need of the category asked about. */
export interface StatedNeed {
  readonly member: MemberId;
  readonly need: Need;
}

/** Those who could share a plan: "5 people share your need". */
export interface NeedGroup {
  readonly category: NeedCategory;
  /** how many members the plan should have */
  readonly size: number;
  /** whose bounds hold that size, by member id; one need each */
  readonly people: readonly StatedNeed[];
}

/**
 * Protocol §6.2: the size, lowest first, that lies within most members' bounds; those members are the group. Where
 * one member states two needs of a category, the first whose bounds hold the size counts. Undefined: nobody's do.
 */
export function matchNeeds(category: NeedCategory, stated: readonly StatedNeed[]): NeedGroup | undefined {
  const needs = stated.filter(({ need }) => need.category === category && need.groupMin <= need.groupMax);
  // Only where somebody's bounds begin can the number of bounds that hold a size rise.
  const sizes = [...new Set(needs.map(({ need }) => Math.max(1, need.groupMin)))].sort(compareNumber);
  let best: NeedGroup | undefined;
  for (const size of sizes) {
    const people = holding(needs, size);
    if (people.length > (best?.people.length ?? 0)) best = { category, size, people };
  }
  return best;
}

function holding(needs: readonly StatedNeed[], size: number): readonly StatedNeed[] {
  const byMember = new Map<MemberId, StatedNeed>();
  for (const stated of needs) {
    const { groupMin, groupMax } = stated.need;
    if (groupMin <= size && size <= groupMax && !byMember.has(stated.member))
      byMember.set(stated.member, stated);
  }
  return [...byMember.values()].sort((a, b) => compareText(a.member, b.member));
}
