import { fromHex, toHex } from "../../src/base/bytes.ts";
import { encodeCbor } from "../../src/base/cbor.ts";
import { taggedHash } from "../../src/base/hash.ts";
import type { DeviceKey, EventId, HashId, MemberId, PlanId, PublicKey, SealId } from "../../src/base/id.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import type { KindName } from "../../src/events/kind.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { termsHash } from "../../src/events/terms.ts";
import { applyCut } from "../../src/ledger/apply.ts";
import { KINDS } from "../../src/ledger/kinds-table.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { money } from "../../src/money/money.ts";
import { addDevice } from "../../src/state/add-device.ts";
import type { Claim } from "../../src/state/claim-records.ts";
import type { Posting, Transfer } from "../../src/state/money-records.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import type { Charter } from "../../src/state/records.ts";
import { communityOf, emptyState, ONLY, type State } from "../../src/state/state.ts";
import { EMPTY_TRIE, trieGet } from "../../src/state/trie.ts";

/** A community on paper: no keys, no seals, only what a ledger makes of words that people say at moments. */

export const DAY = 86_400_000;
/** 2026-01-01T00:00 in UTC+8, the time of the fixture's charter. */
export const START_MS = 1_767_196_800_000;

export const CHARTER: Charter = {
  title: "Lane 7",
  currency: "CNY",
  digits: 2,
  utcOffsetMinutes: 480,
  vouches: 1,
  objections: 3,
  objectionMs: 0,
  growth: { everyMs: 2_592_000_000, perMember: 1_000, atLeast: 1_000, permille: 1_000 },
  sealEveryMs: 3_600_000,
  rankMs: 60_000,
  roundMs: 43_200_000,
  seatAfterMs: 0,
  seatExpiryMs: 259_200_000,
  recoveryMs: 1_209_600_000,
};

export const TERMS: Terms = {
  title: "Serious illness",
  category: "illness",
  tiers: [
    { name: "full", benefit: money(300_000), weight: 3 },
    { name: "half", benefit: money(100_000), weight: 1 },
  ],
  waitingMs: 0,
  creditsWaiting: null,
  vesting: [],
  period: { kind: "month" },
  noticeMs: 3 * DAY,
  voteMs: 7 * DAY,
  jury: 40,
  quorumPermille: 500,
  thresholdPermille: 500,
  caps: { perCase: null, perPeriod: money(1_000_000), perYear: money(10_000_000) },
  claimWindowMs: 180 * DAY,
  graceMs: 15 * DAY,
  lapseMs: 15 * DAY,
  minMembers: 3,
  maxMembers: 10_000,
  waitingShares: false,
  shortfall: "spread",
  excess: "drop",
  runOffMs: 90 * DAY,
  admission: "open",
  incidentPrecision: "day",
};

/** Something a person says: a kind and its body, by one of their devices (the first, unless told). */
export interface Said {
  readonly member: MemberId;
  readonly kind: KindName;
  readonly body: Readonly<Record<string, unknown>>;
  readonly device?: number;
  /** height of the seal that it is anchored at */
  readonly anchored?: number;
}

export function id(label: string): EventId {
  return toHex(taggedHash("log", encodeCbor(label))) as EventId;
}

export function deviceOf(member: MemberId, index = 0): DeviceKey {
  return id(`device/${member}/${index}`) as string as DeviceKey;
}

/** One community, moving on seal by seal; every ledger it passed stays as it was. */
export class AidCommunity {
  readonly ledgers: Ledger[];
  readonly outcomes = new Map<EventId, RefusalCode | null>();
  readonly members: readonly MemberId[];
  /** what is said knows of the last seal; else of none, unless it says so itself */
  isAnchored = false;

  constructor(names: readonly string[], charter: Charter = CHARTER) {
    this.members = names.map(id);
    this.ledgers = [{ state: founded(this.members, charter), heads: EMPTY_TRIE }];
  }

  get ledger(): Ledger {
    return this.ledgers[this.ledgers.length - 1] as Ledger;
  }

  get state(): State {
    return this.ledger.state;
  }

  get nowMs(): number {
    return communityOf(this.state).throughMs;
  }

  /** Seals what was said, at a moment; gives the events' ids, in the order said. */
  seal(throughMs: number, ...said: readonly Said[]): readonly EventId[] {
    const { height } = communityOf(this.state);
    const heads = new Map<DeviceKey, { seq: number; id: EventId | null }>();
    const events = said.map((each) => this.#event(each, heads));
    const prevSeal = height === 0 ? null : (id(`seal/${height}`) as string as SealId);
    const cut = {
      height: height + 1,
      prevSeal,
      throughMs,
      reporters: [],
      events,
      endedFeeds: [],
    };
    const { ledger, outcomes } = applyCut(this.ledger, cut);
    this.ledgers.push(ledger);
    for (const outcome of outcomes) this.outcomes.set(outcome.id, outcome.code);
    return events.map((event) => event.id);
  }

  /** Seals one thing said, a millisecond on; gives the code it was refused with, or null. */
  try(said: Said, throughMs = this.nowMs + 1): RefusalCode | null {
    const [event] = this.seal(throughMs, said);
    return this.outcomes.get(event as EventId) ?? null;
  }

  /** The state right after the seal of that height. */
  stateAt(height: number): State | undefined {
    return this.ledgers[height]?.state;
  }

  /** Proposes a plan and has these members adopt it, each in a tier, so that it opens at this seal. */
  openPlan(throughMs: number, terms: Terms, tiers: ReadonlyMap<MemberId, number>): PlanId {
    const [proposer] = this.members as readonly [MemberId];
    const [plan] = this.seal(throughMs - 1, {
      member: proposer,
      kind: "propose",
      body: { terms, tier: null },
    });
    const adoptions = [...tiers].map(([member, tier]): Said => {
      return { member, kind: "adopt", body: { plan, tier, termsHash: termsHash(terms) } };
    });
    this.seal(throughMs, ...adoptions);
    return plan as PlanId;
  }

  claim(claim: EventId): Claim {
    return this.state.claims.must(claim);
  }

  postings(): readonly Posting[] {
    return [...this.state.postings.entries()].map(([, posting]) => posting);
  }

  transfers(): readonly (readonly [HashId, Transfer])[] {
    return [...this.state.transfers.entries()].map(([key, transfer]) => [key as HashId, transfer]);
  }

  #event(
    { member, kind, body, device = 0, anchored }: Said,
    heads: Map<DeviceKey, { seq: number; id: EventId | null }>,
  ) {
    const key = deviceOf(member, device);
    const head = heads.get(key) ?? trieGet(this.ledger.heads, key) ?? { seq: -1, id: null };
    const seq = head.seq + 1;
    const schema = KINDS.find(({ name }) => name === kind)?.body;
    const event = {
      id: id(`event/${key}/${seq}`),
      device: key,
      seq,
      prev: head.id,
      anchor: this.#anchor(anchored),
      kind,
      // whoever says for whom a claim is says so
      body: schema?.write(kind === "claim" ? { for: null, ...body } : body),
    };
    heads.set(key, event);
    return event as unknown as AuthenticEvent;
  }

  #anchor(anchored: number | undefined): SealId | null {
    const height = anchored ?? (this.isAnchored ? communityOf(this.state).height : 0);
    return height === 0 ? null : (id(`seal/${height}`) as string as SealId);
  }
}

const DEVICES = 2;

function founded(members: readonly MemberId[], charter: Charter): State {
  const state = emptyState();
  const seed = id("seed") as string as HashId;
  state.community.set(ONLY, {
    id: id("community"),
    rules: 1,
    nextRules: null,
    epoch: 0,
    height: 0,
    throughMs: 0,
    seed,
  });
  state.charter.set(ONLY, charter);
  for (const member of members) {
    const root = id(`root/${member}`) as string as PublicKey;
    state.members.set(member, {
      root,
      sinceMs: 0,
      sinceHeight: 0,
      invitedBy: null,
      leaving: null,
      leftMs: null,
    });
    for (let index = 0; index < DEVICES; index++) {
      const device = deviceOf(member, index);
      addDevice(state, { device, member, boxKey: toHex(fromHex(device)), atMs: 0, height: 0 });
    }
  }
  return state;
}
