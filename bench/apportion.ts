import { assert } from "../src/base/assert.ts";
import { toHex, uint64 } from "../src/base/bytes.ts";
import { sha256 } from "../src/base/hash.ts";
import type {
  ClaimId,
  CommunityId,
  EventId,
  HashId,
  MemberId,
  PlanId,
  PublicKey,
  SealId,
} from "../src/base/id.ts";
import { utf8Encode } from "../src/base/utf8.ts";
import { DAY_MS } from "../src/calendar/calendar.ts";
import { termsHash } from "../src/events/terms.ts";
import { applyCut } from "../src/ledger/apply.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { money } from "../src/money/money.ts";
import { addClaim } from "../src/state/claims-of.ts";
import { schedule } from "../src/state/deadlines.ts";
import { digestState } from "../src/state/digest.ts";
import { numberKey, smallKey } from "../src/state/key.ts";
import type { Terms } from "../src/state/plan-records.ts";
import { planPeriodAt } from "../src/state/plan-time.ts";
import { enrolmentKey } from "../src/state/spells.ts";
import { communityOf, copyState, emptyState, ONLY, type State } from "../src/state/state.ts";
import { EMPTY_TRIE } from "../src/state/trie.ts";
import { CHARTER } from "./community.ts";
import { type Figure, runBench, tell } from "./figure.ts";
import { processorSeconds } from "./processor-seconds.ts";
import { median, percent } from "./rounds.ts";
import { TERMS as VILLAGE_TERMS } from "./village-life.ts";

const PLANS = 20;
const CLAIMS_PER_PLAN = 100;
/** Plans in which nothing is due, beside them. */
const IDLE_PLANS = 980;
const ROUNDS = 5;
const WARMUPS = 1;
const LIMIT_SECONDS = 2;
const START_MS = 20_000 * DAY_MS;
const HEIGHT = 4;

const TERMS: Terms = {
  ...VILLAGE_TERMS,
  tiers: [
    { name: "full", benefit: money(30_000_000), weight: 3 },
    { name: "half", benefit: money(10_000_000), weight: 1 },
  ],
  period: { kind: "month" },
  voteMs: DAY_MS,
  caps: { perCase: null, perPeriod: money(50_000), perYear: money(500_000) },
};

const HASH = termsHash(TERMS);

/** One seal that ends a period of every plan: `size` members in each of them, a hundred claims payable in each. */
await runBench(10_000, async ({ size }) => {
  tell(`making ${PLANS} plans of ${size.toLocaleString("en")} members`);
  const ledger = village(size);
  // what a running node has: every digest of what stood before
  digestState(ledger.state);
  const before = communityOf(ledger.state);
  const throughMs = START_MS + 60 * DAY_MS;
  const cut = {
    height: before.height + 1,
    prevSeal: idOf("seal", HEIGHT) as string as SealId,
    throughMs,
    reporters: [],
    events: [],
    endedFeeds: [],
  };
  tell("ending a period of all of them, each time from the same ledger");
  const rounds = Array.from({ length: WARMUPS + ROUNDS }, () => {
    const seal = cpuOf(() => applyCut(ledger, cut).ledger);
    const after = seal.result;
    const digest = cpuOf(() => digestState(after.state));
    const next = { ...cut, height: cut.height + 1, throughMs: throughMs + 1 };
    const idle = cpuOf(() => applyCut(after, next));
    assert(after.state.transfers.size > 0, "transfers");
    return {
      seal: seal.seconds,
      digest: digest.seconds,
      idle: idle.seconds,
      postings: after.state.postings.size,
      transfers: after.state.transfers.size,
    };
  });
  return figuresOf(size, rounds.slice(WARMUPS));
});

/** Seconds of processor time of the whole process, its collector's threads too: what else the machine does is left out. */
function cpuOf<Result>(work: () => Result): { readonly result: Result; readonly seconds: number } {
  const before = process.cpuUsage();
  const result = work();
  return { result, seconds: processorSeconds(process.cpuUsage(before)) };
}

interface Round {
  readonly seal: number;
  readonly digest: number;
  readonly idle: number;
  readonly postings: number;
  readonly transfers: number;
}

function figuresOf(size: number, rounds: readonly Round[]): readonly Figure[] {
  const of = (what: "seal" | "digest" | "idle") => median(rounds.map((round) => round[what]));
  const { postings, transfers } = rounds[0] as Round;
  const claims = (PLANS * CLAIMS_PER_PLAN).toLocaleString("en");
  return [
    {
      name: `a period of ${PLANS} plans x ${size.toLocaleString("en")} members, ${claims} claims: divided, posted, netted`,
      value: `${of("seal").toFixed(2)} s of one core`,
      beside: `${LIMIT_SECONDS} s is the limit; ${postings.toLocaleString("en")} postings, ${transfers.toLocaleString("en")} transfers`,
      ratio: percent(of("seal"), LIMIT_SECONDS),
    },
    { name: "  its digest, beside that", value: `${of("digest").toFixed(2)} s`, beside: "", ratio: "" },
    {
      name: `  the next seal, in which none of ${(PLANS + IDLE_PLANS).toLocaleString("en")} plans has anything due`,
      value: `${(of("idle") * 1_000).toFixed(1)} ms`,
      beside: "",
      ratio: "",
    },
  ];
}

function village(size: number): Ledger {
  const state = emptyState();
  const seed = idOf("seed", 0) as string as HashId;
  const community = idOf("community", 0) as string as CommunityId;
  const place = { id: community, rules: 1, nextRules: null, epoch: 0, seed };
  state.community.set(ONLY, { ...place, height: HEIGHT, throughMs: START_MS + 30 * DAY_MS });
  state.charter.set(ONLY, CHARTER);
  for (let height = 1; height < HEIGHT; height++) {
    const id = idOf("seal", height) as string as SealId;
    state.seals.set(numberKey(height), { id, throughMs: START_MS + height });
  }
  const members = Array.from({ length: size }, (_, i) => idOf("member", i) as string as MemberId);
  for (const [index, member] of members.entries()) {
    const root = idOf("root", index) as string as PublicKey;
    state.members.set(member, {
      root,
      sinceMs: 0,
      sinceHeight: 0,
      invitedBy: null,
      leaving: null,
      leftMs: null,
    });
  }
  for (let plan = 0; plan < PLANS; plan++) addPlan(state, idOf("plan", plan) as string as PlanId, members);
  for (let plan = 0; plan < IDLE_PLANS; plan++)
    addPlan(state, idOf("idle", plan) as string as PlanId, members.slice(0, 3), 0);
  return { state: copyState(state), heads: EMPTY_TRIE };
}

function addPlan(state: State, plan: PlanId, members: readonly MemberId[], claims = CLAIMS_PER_PLAN): void {
  state.terms.set(plan + smallKey(0), { terms: TERMS, fromMs: START_MS });
  state.plans.set(plan, {
    proposer: members[0] as MemberId,
    status: "open",
    version: 0,
    termsHash: HASH,
    proposedMs: START_MS,
    openedMs: START_MS,
    adopted: members.length,
    enrolled: members.length,
    underMs: null,
    closedMs: null,
    closedBy: null,
  });
  for (const [index, member] of members.entries())
    state.enrolments.set(enrolmentKey(plan, member), {
      event: idOf(`enrol ${plan}`, index),
      tier: index % 2,
      sinceMs: START_MS,
      sinceHeight: 1,
      tenureMs: START_MS,
      coversFromMs: START_MS,
      formerTiers: [],
      leavesMs: null,
      leftMs: null,
      ending: null,
    });
  for (let turn = 0; turn < claims; turn++)
    addPayable(state, plan, members[turn % members.length] as MemberId, turn);
  schedule(state, planPeriodAt(state, plan, TERMS, START_MS + 30 * DAY_MS).endMs, "apportion", plan);
}

function addPayable(state: State, plan: PlanId, member: MemberId, turn: number): void {
  const id = idOf(`claim ${plan}`, turn) as ClaimId;
  const payableMs = START_MS + 30 * DAY_MS - 1;
  const aid = money(100_000 + turn);
  addClaim(state, id, {
    plan,
    member,
    filer: member,
    version: 0,
    tier: 0,
    incidentDay: 20_000,
    asked: aid,
    filedMs: START_MS + 3,
    filedHeight: 3,
    status: "payable",
    untilMs: null,
    appeal: null,
    aid,
    payableMs,
    apportioned: money(0),
    apportionedMs: null,
  });
  state.payables.set(plan + id, { payableMs });
}

function idOf(what: string, index: number): EventId {
  return toHex(sha256(new Uint8Array([...utf8Encode(what), ...uint64(index)]))) as EventId;
}
