import { expect } from "vitest";
import { toHex } from "../../src/base/bytes.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { ClaimId, EventId, HashId, MemberId, PlanId } from "../../src/base/id.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { commitmentTo } from "../../src/events/kinds/beacon.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import type { Juror } from "../../src/state/claim-records.ts";
import { jurorsOf } from "../../src/state/jurors-of.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { AidCommunity, type Said, START_MS, TERMS } from "./aid-fixture.ts";

/** 32 bytes that nobody else thinks of. */
export function secretOf(words: string): HashId {
  return toHex(sha256(utf8Encode(`secret ${words}`))) as HashId;
}

export function say(member: MemberId, kind: Said["kind"], body: Said["body"], device = 0): Said {
  return { member, kind, body, device };
}

/** One plan of many members on paper; the first of them asks for aid, and what is said must be accepted. */
export class JuryVillage {
  readonly community: AidCommunity;
  readonly plan: PlanId;
  readonly members: readonly MemberId[];
  readonly #told = new Map<MemberId, number>();

  constructor(size: number, terms: Partial<Terms> = {}, outside = 0) {
    this.community = new AidCommunity(Array.from({ length: size + outside }, (_, index) => `m${index}`));
    const { members } = this.community;
    const enrolled = members.slice(0, size);
    this.plan = this.community.openPlan(
      START_MS,
      { ...TERMS, waitingMs: 0, ...terms },
      new Map(enrolled.map((member) => [member, 1])),
    );
    this.members = members;
  }

  /** Of the roll, by place. */
  m(index: number): MemberId {
    return this.members[index] as MemberId;
  }

  get state() {
    return this.community.state;
  }

  /** Seals these a moment on; every one must be accepted. */
  seal(...said: readonly Said[]): readonly EventId[] {
    return this.sealAt(this.community.nowMs + 1, ...said);
  }

  sealAt(throughMs: number, ...said: readonly Said[]): readonly EventId[] {
    const ids = this.community.seal(throughMs, ...said);
    for (const each of ids) expect(this.community.outcomes.get(each)).toBeNull();
    return ids;
  }

  /** Time passes, with nothing said. */
  pass(ms: number): void {
    this.community.seal(this.community.nowMs + ms);
  }

  /** Why it is refused, or null. */
  try(said: Said): RefusalCode | null {
    return this.community.try(said);
  }

  /** Commits to a first secret. */
  commits(...members: readonly MemberId[]): readonly Said[] {
    return members.map((member) => {
      this.#told.set(member, 0);
      return say(member, "beacon", { reveal: null, commit: commitmentTo(member, this.#secret(member, 0)) });
    });
  }

  /** Tells the last and commits to the next. */
  tells(...members: readonly MemberId[]): readonly Said[] {
    return members.map((member) => {
      const count = this.#told.get(member) ?? 0;
      this.#told.set(member, count + 1);
      const reveal = this.#secret(member, count);
      return say(member, "beacon", { reveal, commit: commitmentTo(member, this.#secret(member, count + 1)) });
    });
  }

  #secret(member: MemberId, count: number): HashId {
    return secretOf(`${member} ${count}`);
  }

  claimOf(member: MemberId, body: object = {}): Said {
    const incidentDay = dayOf(this.community.nowMs, 480);
    return say(member, "claim", { plan: this.plan, incidentDay, amount: 10_000, ...body });
  }

  /** The first member's claim, sealed. */
  filed(body: object = {}): ClaimId {
    return this.seal(this.claimOf(this.m(0), body))[0] as ClaimId;
  }

  /** The same, after ten have committed and, once it is sealed, told. */
  drawn(body: object = {}): ClaimId {
    const tellers = this.members.slice(-10);
    this.seal(...this.commits(...tellers));
    const claim = this.filed(body);
    this.seal(...this.tells(...tellers));
    expect(this.community.claim(claim).status).toBe("drawn");
    return claim;
  }

  /** The same, with its evidence put before the jury. */
  heard(body: object = {}): ClaimId {
    const claim = this.drawn(body);
    this.seal(this.evidence(claim));
    expect(this.community.claim(claim).status).toBe("voting");
    return claim;
  }

  evidence(claim: ClaimId, member = this.m(0)): Said {
    return say(member, "evidence", { claim, commitments: [secretOf("letter")] });
  }

  votes(
    ballot: EventId,
    choice: "yes" | "no" | "abstain",
    members: readonly MemberId[],
    amount: number | null = null,
  ) {
    return members.map((member) => say(member, "vote", { ballot, choice, amount }));
  }

  /** Who has which place now, in the order of the lot. */
  jurors(ballot: EventId, status: Juror["status"]): readonly MemberId[] {
    return jurorsOf(this.state, ballot)
      .filter(([, juror]) => juror.status === status)
      .map(([member]) => member);
  }
}
