import { assert, present } from "../base/assert.ts";
import { divideDown } from "../money/divide.ts";
import { uniformShare } from "../money/uniform-share.ts";
import { type ClassShare, waterFill } from "../money/water-fill.ts";
import type { Terms } from "../state/plan-records.ts";

/** Whole figures, for any number of members. Amounts in minor units. */
export interface WhatIfInput {
  readonly terms: Pick<Terms, "tiers" | "caps">;
  /** how many are in each tier; one figure stands for the first tier */
  readonly members: readonly number[];
  /** all aid of the period, and over how many cases it is spread evenly */
  readonly aid: bigint;
  readonly cases: number;
  /** other costs shared with it, such as somebody's fee; none in our own plans */
  readonly other: bigint;
  /** everybody pays the even share rounded up, whatever the tier, as others have done; no ceilings */
  readonly uniform: boolean;
}

export interface WhatIfTier {
  readonly tier: string;
  readonly members: number;
  readonly weight: number;
  /** what each pays at least; `oddUnit`: some pay one more */
  readonly share: bigint;
  readonly oddUnit: boolean;
  readonly ceiling: bigint;
  readonly isCapped: boolean;
}

export interface WhatIf {
  readonly tiers: readonly WhatIfTier[];
  readonly members: number;
  /** aid after the cap per case */
  readonly cappedAid: bigint;
  /** aid that can be paid under all ceilings */
  readonly paidAid: bigint;
  readonly collected: bigint;
  /** collected beyond aid and other costs: never with our own division */
  readonly surplus: bigint;
}

/** What a period would cost each member: the functions that divide real aid, on figures that somebody assumes. */
export function whatIf(input: WhatIfInput): WhatIf {
  const { terms, aid, cases, other, uniform } = input;
  assert(
    input.members.length > 0 && input.members.length <= terms.tiers.length,
    "a figure per tier, at most",
  );
  assert(cases > 0, "at least one case");
  const classes = input.members.flatMap((count, index) => {
    const { name, weight } = present(terms.tiers[index], "a tier");
    const ceiling = BigInt(Math.min(terms.caps.perPeriod, terms.caps.perYear)) * BigInt(weight);
    return count === 0 ? [] : [{ name, weight: BigInt(weight), count, ceiling }];
  });
  assert(classes.length > 0, "at least one member");
  const members = classes.reduce((sum, { count }) => sum + count, 0);
  const weights = classes.reduce((sum, { count, weight }) => sum + BigInt(count) * weight, 0n);
  const room = terms.caps.perCase === null ? aid : BigInt(terms.caps.perCase) * weights * BigInt(cases);
  const cappedAid = aid < room ? aid : room;
  const total = cappedAid + other;
  const division = uniform ? undefined : waterFill(total, classes);
  const even = uniformShare(total, members);
  const tiers = classes.map((each, index): WhatIfTier => {
    const { name, weight, count, ceiling } = each;
    const paid: ClassShare = division?.classes[index] ?? {
      share: even.share,
      isTied: false,
      isCapped: false,
    };
    const { share, isTied, isCapped } = paid;
    return { tier: name, members: count, weight: Number(weight), share, oddUnit: isTied, ceiling, isCapped };
  });
  const unfilled = division?.unfilled ?? 0n;
  const collected = division === undefined ? even.collected : total - unfilled;
  const surplus = division === undefined ? even.surplus : 0n;
  // Aid and other costs are scaled alike where the ceilings do not reach.
  const paidAid = unfilled === 0n ? cappedAid : divideDown(cappedAid * (total - unfilled), total);
  return { tiers, members, cappedAid, paidAid, collected, surplus };
}
