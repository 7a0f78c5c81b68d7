import type { DeviceKey, EventId, MemberId } from "../base/id.ts";
import { money } from "../money/money.ts";
import type { Vote } from "./claim-records.ts";
import type { State } from "./state.ts";

/** What one member answered, and with which events: more than one where two devices disagree. */
export interface Word {
  readonly member: MemberId;
  readonly choice: Vote["choice"];
  readonly amount: Vote["amount"];
  readonly events: readonly EventId[];
}

/** Votes are kept by device, each device's latest; a member's word follows from them. */
export function voteKey(ballot: EventId, member: MemberId, device: DeviceKey): string {
  return ballot + member + device;
}

/** Every answer to a ballot, by member. */
export function wordsOn(state: State, ballot: EventId): readonly Word[] {
  const byMember = new Map<MemberId, Vote[]>();
  for (const [key, vote] of state.votes.entries(ballot)) {
    const member = key.slice(ballot.length, ballot.length * 2) as MemberId;
    const votes = byMember.get(member);
    if (votes === undefined) byMember.set(member, [vote]);
    else votes.push(vote);
  }
  return [...byMember].map(([member, votes]) => wordOf(member, votes));
}

/** Protocol §3: the later seal's vote counts; where two devices differ in one cut, the member abstains. */
function wordOf(member: MemberId, votes: readonly Vote[]): Word {
  const last = Math.max(...votes.map(({ height }) => height));
  const latest = votes.filter(({ height }) => height === last);
  const events = latest.map(({ event }) => event);
  const [first, ...others] = latest;
  if (first === undefined || others.some((other) => differ(first, other))) {
    return { member, choice: "abstain", amount: null, events };
  }
  return { member, choice: first.choice, amount: first.amount, events };
}

function differ(a: Vote, b: Vote): boolean {
  return a.choice !== b.choice || money(a.amount ?? 0) !== money(b.amount ?? 0);
}
