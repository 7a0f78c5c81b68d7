import type { ClaimId, EventId, HashId, MemberId, PlanId } from "../../src/base/id.ts";
import { dayFromCivil, dayOf, dayText, startOfDayMs } from "../../src/calendar/calendar.ts";
import { commitmentTo } from "../../src/events/kinds/beacon.ts";
import { statement } from "../../src/ledger/statement.ts";
import { formatMoney } from "../../src/money/format.ts";
import { money } from "../../src/money/money.ts";
import type { Claim } from "../../src/state/claim-records.ts";
import { isElector } from "../../src/state/electors.ts";
import type { Transfer } from "../../src/state/money-records.ts";
import { AidCommunity, CHARTER, DAY, id, type Said } from "./aid-fixture.ts";

const OFFSET = CHARTER.utcOffsetMinutes;
/** They keep a secret ready for the lots. */
const BEACONS = 7;

/** Noon of a day of 2026, in the community's time. */
export function on(month: number, day: number): number {
  return startOfDayMs(dayFromCivil({ year: 2026, month, day }), OFFSET) + DAY / 2;
}

export function dayOf2026(month: number, day: number): number {
  return dayFromCivil({ year: 2026, month, day });
}

/** Two hundred people who mostly do what they should: they vote, pay and confirm, week by week. */
export class YearVillage {
  readonly community: AidCommunity;
  /** by member: from when on they pay no more */
  readonly defaulters = new Map<MemberId, number>();
  /** claims that those who decide do not believe */
  readonly doubted = new Set<EventId>();
  readonly moved = new Set<EventId>();
  /** claims that the story comes back to */
  readonly remembered = { appealed: "" as ClaimId, death: "" as ClaimId };
  #said: Said[] = [];
  #secrets = 0;

  constructor(size: number) {
    const names = Array.from({ length: size }, (_, index) => `member ${index}`);
    this.community = new AidCommunity(names);
    for (const member of this.members.slice(-BEACONS)) this.#commit(member, null);
  }

  get members(): readonly MemberId[] {
    return this.community.members;
  }

  member(index: number): MemberId {
    return this.members[index] as MemberId;
  }

  nameOf(member: MemberId): string {
    return `member ${this.members.indexOf(member)}`;
  }

  /** To be in the next seal. */
  say(member: MemberId, kind: Said["kind"], body: Said["body"]): void {
    this.#said.push({ member, kind, body });
  }

  /** Seals what was said, and what people do of themselves; gives the ids of what was said, in order. */
  seal(atMs: number): readonly EventId[] {
    const said = this.#said;
    this.#said = [];
    return this.community.seal(atMs, ...said, ...this.#habits(atMs)).slice(0, said.length);
  }

  /** One thing said, and the seal with it; a refusal fails the story. */
  tell(atMs: number, member: MemberId, kind: Said["kind"], body: Said["body"]): EventId {
    this.say(member, kind, body);
    const told = this.seal(atMs).at(-1) as EventId;
    const code = this.community.outcomes.get(told);
    if (code !== null) throw new Error(`${this.nameOf(member)}'s ${kind} was refused: ${code}`);
    return told;
  }

  remember(claims: Partial<YearVillage["remembered"]>): void {
    Object.assign(this.remembered, claims);
  }

  /** Makes a motion, for which everybody who is asked votes. */
  move(atMs: number, member: MemberId, about: object): EventId {
    const motion = this.tell(atMs, member, "motion", { about });
    this.moved.add(motion);
    return motion;
  }

  /** Whoever was not believed asks the others, who will believe them. */
  appealWhereDoubted(atMs: number): void {
    for (const claim of this.doubted) {
      const { status, member } = this.claim(claim);
      if (status !== "notice-no") continue;
      this.tell(atMs, member, "appeal", { claim });
    }
  }

  claim(claim: ClaimId): Claim {
    return this.community.claim(claim);
  }

  transfersOf(member: MemberId): readonly Transfer[] {
    return this.community.transfers().flatMap(([, each]) => (each.from === member ? [each] : []));
  }

  /** A member's statement as lines that people could read. */
  lines(member: MemberId): readonly string[] {
    const { plans, toPay, toReceive } = statement(this.community.state, member);
    const yuan = (amount: number) => formatMoney(money(amount), CHARTER);
    const day = (ms: number) => dayText(dayOf(ms, OFFSET));
    return [
      ...plans.flatMap(({ title, place, periods }) => [
        `  ${title}: ${place?.state ?? "-"}`,
        ...periods.flatMap(({ endMs, share, aid }) => [
          ...(share === null ? [] : [`    until ${day(endMs)}: share ${yuan(share.amount)}`]),
          ...aid.map(({ amount }) => `    until ${day(endMs)}: aid ${yuan(amount)}`),
        ]),
      ]),
      ...toPay.map(
        (each) => `  pay ${this.nameOf(each.with)} ${yuan(each.amount)} by ${day(each.dueMs)}: ${each.state}`,
      ),
      `  gets from ${toReceive.length} people: ${yuan(toReceive.reduce((sum, { amount }) => sum + amount, 0))}`,
    ];
  }

  #habits(atMs: number): readonly Said[] {
    return [...this.#votes(), ...this.#evidence(), ...this.#secretsTold(), ...this.#payments(atMs)];
  }

  /** Every fourth elector says nothing; the others believe what is not doubted, every tenth of them for less. */
  #votes(): readonly Said[] {
    const { state } = this.community;
    const said: Said[] = [];
    for (const [ballot, record] of state.ballots.entries()) {
      if (record.outcome !== null) continue;
      const isDoubted = this.doubted.has(ballot);
      const isMotion = this.moved.has(ballot);
      for (const [index, member] of this.members.entries()) {
        if (index % 4 === 3 && !record.byJury && !isMotion) continue;
        if (state.members.must(member).leftMs !== null || !isElector(state, ballot, record, member)) continue;
        const choice = isDoubted || (index % 23 === 0 && !isMotion) ? "no" : "yes";
        const amount = choice === "yes" && index % 10 === 0 ? this.#less(record.subject as ClaimId) : null;
        said.push({ member, kind: "vote", body: { ballot, choice, amount } });
      }
    }
    return said;
  }

  #less(claim: ClaimId) {
    const asked = this.community.state.claims.get(claim)?.asked;
    return asked === undefined ? null : money(Math.ceil(asked / 2));
  }

  /** Whoever claimed puts the evidence before the jury that was drawn. */
  #evidence(): readonly Said[] {
    const said: Said[] = [];
    for (const [claim, { status, filer }] of this.community.state.claims.entries()) {
      if (status !== "drawn") continue;
      const commitments = [id(`evidence of ${claim}`)];
      said.push({ member: filer, kind: "evidence", body: { claim, commitments } });
    }
    return said;
  }

  /** Secrets are told when a lot waits for them, and only then. */
  #secretsTold(): readonly Said[] {
    const { state } = this.community;
    if (state.lots.size === 0) return [];
    const known = this.members.slice(-BEACONS).filter((member) => state.beacons.has(member));
    return known.map((member) => {
      const secret = this.#told.get(member) ?? null;
      return { member, kind: "beacon", body: { reveal: secret, commit: this.#next(member) } };
    });
  }

  readonly #told = new Map<MemberId, HashId>();

  #commit(member: MemberId, reveal: HashId | null): void {
    this.say(member, "beacon", { reveal, commit: this.#next(member) });
  }

  #next(member: MemberId): HashId {
    const secret = id(`secret ${this.#secrets++}`) as string as HashId;
    this.#told.set(member, secret);
    return commitmentTo(member, secret);
  }

  #payments(atMs: number): readonly Said[] {
    const said: Said[] = [];
    for (const [
      transfer,
      { from, to, amount, received, paidBy, settledMs, voidMs },
    ] of this.community.transfers()) {
      if (settledMs !== null || voidMs !== null) continue;
      const stopsMs = this.defaulters.get(from) ?? Number.POSITIVE_INFINITY;
      if (paidBy !== null)
        said.push({ member: to, kind: "receipt", body: { transfer, amount: amount - received } });
      else if (atMs < stopsMs) said.push({ member: from, kind: "pay", body: { transfer } });
    }
    return said;
  }
}

/** Those of a list of claims that are at this. */
export function countAt(village: YearVillage, plan: PlanId, status: Claim["status"]): number {
  const claims = [...village.community.state.claims.entries()];
  return claims.filter(([, claim]) => claim.plan === plan && claim.status === status).length;
}
