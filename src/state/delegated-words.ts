import { fromHex, toHex } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { EventId, MemberId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { Ballot } from "./claim-records.ts";
import { electorsOf } from "./electors.ts";
import type { State } from "./state.ts";

/** What a member's delegation comes to on one ballot: somebody's word, an abstention, or nothing. */
export type Delegated = MemberId | "abstain" | null;

/** The electors who gave no word and delegated: whose word counts for each, or whose delegations lead in a circle or to an excluded person. */
export interface DelegatedWords {
  /** by whose word it is, each by member id */
  readonly carried: ReadonlyMap<MemberId, readonly MemberId[]>;
  /** by member id */
  readonly abstaining: readonly MemberId[];
}

/** Nobody carries more than this part of the electors, and at least one. */
const CARRY_DIVISOR = 10;

/** Protocol §6.3, delegation: delegations as they stand now, to the first who has a word on this ballot. */
export function delegatedWords(
  state: State,
  id: EventId,
  ballot: Ballot,
  spoke: ReadonlySet<MemberId>,
): DelegatedWords {
  const known = new Map<MemberId, Delegated>();
  const by = new Map<MemberId, MemberId[]>();
  const abstaining: MemberId[] = [];
  if (ballot.byJury || state.delegations.size === 0) return { carried: by, abstaining };
  for (const member of electorsOf(state, ballot)) {
    if (spoke.has(member)) continue;
    const end = follow(state, ballot, spoke, member, known);
    if (end === "abstain") abstaining.push(member);
    else if (end !== null) {
      const carried = by.get(end);
      if (carried === undefined) by.set(end, [member]);
      else carried.push(member);
    }
  }
  const most = Math.max(1, Math.floor(ballot.electors / CARRY_DIVISOR));
  const carried = [...by].map(([member, all]) => [member, firstByLot(id, all, most)] as const);
  return { carried: new Map(carried), abstaining };
}

/** Walks on until somebody who spoke, somebody excluded, a circle or an end; all on the way come to the same. */
function follow(
  state: State,
  ballot: Ballot,
  spoke: ReadonlySet<MemberId>,
  from: MemberId,
  known: Map<MemberId, Delegated>,
): Delegated {
  const way = new Set<MemberId>();
  let at: MemberId | undefined = from;
  let end: Delegated | undefined;
  while (end === undefined) {
    if (at === undefined) end = null;
    else if (ballot.excluded.includes(at) || way.has(at)) end = "abstain";
    else if (spoke.has(at)) end = at;
    else if (known.has(at)) end = known.get(at);
    else {
      way.add(at);
      at = state.delegations.get(at)?.to;
    }
  }
  for (const member of way) known.set(member, end);
  return end;
}

/** Those whom H(carry, ballot ‖ delegator) puts first, again by member id. */
function firstByLot(ballot: EventId, members: readonly MemberId[], most: number): readonly MemberId[] {
  if (members.length <= most) return members;
  const prefix = fromHex(ballot);
  return members
    .map((member) => ({ member, lot: toHex(taggedHash("carry", prefix, fromHex(member))) }))
    .sort((a, b) => compareText(a.lot, b.lot))
    .slice(0, most)
    .map(({ member }) => member)
    .sort(compareText);
}
