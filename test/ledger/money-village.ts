import { present } from "../../src/base/assert.ts";
import type { EventId, HashId, MemberId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import type { Posting, Transfer } from "../../src/state/money-records.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { AidCommunity, DAY, type Said, START_MS, TERMS } from "./aid-fixture.ts";

/** Days until a payment is late, and until it lapses after that. */
export const GRACE = 5;
export const LAPSE = 5;

const WEEKLY: Terms = {
  ...TERMS,
  tiers: TERMS.tiers.map((tier) => ({ ...tier, weight: 1 })),
  period: { kind: "week" },
  voteMs: 2,
  noticeMs: 0,
  graceMs: GRACE * DAY,
  lapseMs: LAPSE * DAY,
  runOffMs: 60 * DAY,
};

/** A Thursday; weeks begin on Monday. */
export const FIRST_MONDAY_MS = START_MS + 4 * DAY;

/** Ann, Ben, Cai and Dee, equal in a plan of weeks; Eve and Fay beside it. Everybody knows of every seal. */
export class MoneyVillage extends AidCommunity {
  readonly plan: PlanId;
  readonly names: readonly [MemberId, MemberId, MemberId, MemberId, MemberId, MemberId];

  constructor(terms: Partial<Terms> = {}, enrolled = 4) {
    super(["ann", "ben", "cai", "dee", "eve", "fay"]);
    this.names = this.members as typeof this.names;
    this.isAnchored = true;
    this.plan = this.open({ ...WEEKLY, ...terms }, this.members.slice(0, enrolled), START_MS);
  }

  /** Another plan; the terms of weeks unless told. */
  open(terms: Partial<Terms>, members: readonly MemberId[], atMs: number): PlanId {
    return this.openPlan(atMs, { ...WEEKLY, ...terms }, new Map(members.map((member) => [member, 0])));
  }

  say(member: MemberId, kind: Said["kind"], body: Said["body"]): Said {
    return { member, kind, body };
  }

  /** A claim that everybody else in the plan agrees to; payable three milliseconds later. */
  agreed(member: MemberId, amount: number, plan = this.plan): EventId {
    const incidentDay = dayOf(this.nowMs, 480);
    const body = { plan, incidentDay, amount, for: null };
    const [ballot] = this.seal(this.nowMs + 1, this.say(member, "claim", body));
    const yes = { ballot, choice: "yes", amount: null };
    const voters = this.members.filter((each) => each !== member && this.state.enrolments.has(plan + each));
    this.seal(this.nowMs + 1, ...voters.map((each) => this.say(each, "vote", yes)));
    this.seal(this.nowMs + 2);
    return ballot as EventId;
  }

  /** Seals at the end of that week, the first of which ends on the first Monday. */
  monday(week: number): void {
    this.seal(FIRST_MONDAY_MS + (week - 1) * 7 * DAY);
  }

  /** The payer's latest transfer. */
  from(member: MemberId): readonly [HashId, Transfer] {
    const own = this.transfers().filter(([, { from }]) => from === member);
    const latest = own.toSorted(([, a], [, b]) => b.height - a.height)[0];
    return present(latest, "a transfer of theirs");
  }

  transfer(key: HashId): Transfer {
    return this.state.transfers.must(key);
  }

  owed(member: MemberId, plan = this.plan): number {
    return this.state.arrears.get(plan + member)?.amount ?? 0;
  }

  /** Everybody but these pays what is open, and has it confirmed. */
  settle(...but: readonly MemberId[]): void {
    const open = this.transfers().filter(
      ([, { from, settledMs, voidMs }]) => settledMs === null && voidMs === null && !but.includes(from),
    );
    const received = open.map(([transfer, { to, amount }]) => this.say(to, "receipt", { transfer, amount }));
    this.seal(this.nowMs + 1, ...received);
  }

  /** What was posted for a period's end, by member: what it is for and the amount. */
  lines(week: number, plan = this.plan): readonly (readonly [MemberId, Posting["what"], number])[] {
    const endMs = FIRST_MONDAY_MS + (week - 1) * 7 * DAY;
    return this.postings()
      .filter((posting) => posting.plan === plan && posting.periodEndMs === endMs)
      .map(({ member, what, amount }) => [member, what, amount]);
  }

  nameOf(member: MemberId): string {
    return ["ann", "ben", "cai", "dee", "eve", "fay"][this.members.indexOf(member)] ?? "?";
  }

  /** The same by name, sorted: as a reader of the test has them in mind. */
  told(week: number, plan = this.plan): readonly string[] {
    return this.lines(week, plan)
      .map(([member, what, amount]) => `${this.nameOf(member)} ${what} ${amount}`)
      .toSorted();
  }
}
