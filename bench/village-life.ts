import { present } from "../src/base/assert.ts";
import type { EventId, HashId, MemberId, PlanId } from "../src/base/id.ts";
import { DAY_MS } from "../src/calendar/calendar.ts";
import type { AuthenticEvent } from "../src/events/event.ts";
import { adopt } from "../src/events/kinds/adopt.ts";
import { claim } from "../src/events/kinds/claim.ts";
import { pay } from "../src/events/kinds/pay.ts";
import { propose } from "../src/events/kinds/propose.ts";
import { receipt } from "../src/events/kinds/receipt.ts";
import { vote } from "../src/events/kinds/vote.ts";
import { termsHash } from "../src/events/terms.ts";
import { money } from "../src/money/money.ts";
import type { Terms } from "../src/state/plan-records.ts";
import { localDay, planPeriodAt } from "../src/state/plan-time.ts";
import type { Community, Member } from "./community.ts";

const HOUR_MS = 3_600_000;
const CLAIMS_PER_PERIOD = 14;

export const TERMS: Terms = {
  title: "Illness aid",
  category: "illness",
  tiers: [{ name: "full", benefit: money(30_000_000), weight: 1 }],
  waitingMs: 0,
  creditsWaiting: null,
  vesting: [],
  period: { kind: "half-month" },
  noticeMs: 0,
  voteMs: 12 * HOUR_MS,
  jury: 10_000,
  quorumPermille: 500,
  thresholdPermille: 500,
  caps: { perCase: null, perPeriod: money(50_000_000), perYear: money(5_000_000_000) },
  claimWindowMs: 180 * DAY_MS,
  graceMs: 7 * DAY_MS,
  lapseMs: 30 * DAY_MS,
  minMembers: 3,
  maxMembers: 10_000,
  waitingShares: true,
  shortfall: "spread",
  excess: "drop",
  runOffMs: 90 * DAY_MS,
  admission: "open",
  incidentPrecision: "day",
};

/** What a community of mutual aid does all year: a claim, everybody's votes, everybody's share, payment and receipt. */
export class VillageLife {
  readonly #community: Community;
  readonly #plan: PlanId;
  #claims = 0;
  #seenTransfers = 0;

  /** Members join, and all of them adopt one plan, which opens. */
  constructor(community: Community, members: number) {
    this.#community = community;
    community.join(members);
    community.seal();
    const [first] = community.members;
    const proposal = community.write(present(first, "a member"), propose, { terms: TERMS, tier: 0 });
    this.#plan = proposal.id as PlanId;
    community.hear([proposal]);
    community.seal();
    const hash = termsHash(TERMS);
    const adoptions = community.members
      .slice(1)
      .map((member) => community.write(member, adopt, { plan: this.#plan, tier: 0, termsHash: hash }));
    community.hear(adoptions);
    community.seal();
  }

  /**
   * Half a month: a claim a day with everybody's vote on it, then everybody's share of all, paid and receipted.
   * With 100 members about 1,600 events in 50 seals. Stops at `room` events.
   */
  halfMonth(room: number): void {
    let left = room;
    const say = (events: readonly AuthenticEvent[]): void => {
      this.#community.hear(events);
      left -= events.length;
      if (events.length > 0) this.#community.seal();
    };
    const { members } = this.#community;
    for (let day = 0; day < CLAIMS_PER_PERIOD && left > 0; day++) {
      const claimant = present(members[this.#claims++ % members.length], "a member");
      const filed = this.#file(claimant);
      say([filed]);
      say(this.#votes(claimant, filed.id, left));
      this.#community.seal(20 * HOUR_MS);
    }
    if (left <= 0) return;
    this.#passPeriod();
    const transfers = this.#newTransfers();
    const write = this.#community.write.bind(this.#community);
    say(transfers.slice(0, left).map(({ key, from }) => write(from, pay, { transfer: key })));
    say(transfers.slice(0, left).map(({ key, to, amount }) => write(to, receipt, { transfer: key, amount })));
  }

  /** Votes of all but the claimant, or of `voters`, on a claim filed just now; not heard: what gossip brings on a lively day. */
  openVotes(perMember: number, voters?: readonly Member[]): readonly AuthenticEvent[] {
    const [claimant, ...rest] = this.#community.members;
    const others = voters ?? rest;
    const filed = this.#file(present(claimant, "a member"));
    this.#community.hear([filed]);
    this.#community.seal();
    const votes: AuthenticEvent[] = [];
    for (let turn = 0; turn < perMember; turn++)
      for (const member of others)
        votes.push(
          this.#community.write(member, vote, {
            ballot: filed.id,
            choice: turn % 2 ? "no" : "yes",
            amount: null,
          }),
        );
    return votes;
  }

  #file(claimant: Member): AuthenticEvent {
    const { state, nowMs } = this.#community;
    const incidentDay = localDay(state, nowMs);
    return this.#community.write(claimant, claim, {
      plan: this.#plan,
      incidentDay,
      amount: money(100_000),
      for: null,
    });
  }

  #votes(claimant: Member, ballot: EventId, limit: number): AuthenticEvent[] {
    return this.#community.members
      .filter((member) => member !== claimant)
      .slice(0, limit)
      .map((member) => this.#community.write(member, vote, { ballot, choice: "yes", amount: null }));
  }

  /** Until the period has ended and is apportioned. */
  #passPeriod(): void {
    const community = this.#community;
    const before = community.state.postings.size;
    const { endMs } = planPeriodAt(community.state, this.#plan, TERMS, community.nowMs);
    while (community.state.postings.size === before && community.nowMs <= endMs + DAY_MS)
      community.seal(12 * HOUR_MS);
  }

  #newTransfers() {
    const { state, members } = this.#community;
    if (state.transfers.size === this.#seenTransfers) return [];
    this.#seenTransfers = state.transfers.size;
    const byId = new Map<MemberId, Member>(members.map((member) => [member.id, member]));
    return [...state.transfers.entries()].flatMap(([key, { from, to, amount, settledMs, paidBy }]) => {
      const payer = byId.get(from);
      const payee = byId.get(to);
      if (settledMs !== null || paidBy !== null || payer === undefined || payee === undefined) return [];
      return [{ key: key as HashId, from: payer, to: payee, amount }];
    });
  }
}
