import type { AuthorCode } from "../../src/api/api-fault.ts";
import type { Cbor } from "../../src/base/cbor.ts";
import { encodeCbor } from "../../src/base/cbor.ts";
import type { EventId, HashId, MemberId, PlanId, PublicKey, SealId } from "../../src/base/id.ts";
import { fail, ok } from "../../src/base/result.ts";
import type { KindName } from "../../src/events/kind.ts";
import type { EvidenceTold } from "../../src/node/evidence/evidence-told.ts";
import type { HealthTold, Healthy } from "../../src/node/health.ts";
import { newIdentity } from "../../src/node/identity.ts";
import type { Books, NetworkView, NodeService } from "../../src/node/node-service.ts";
import type { RecoveryTold, RootWord, WordFault } from "../../src/node/recovery-told.ts";
import type { ClockDoubt } from "../../src/peer/clock-guard.ts";
import type { Alarm } from "../../src/peer/output.ts";
import type { ProfileContent, SignedProfile } from "../../src/profiles/profile.ts";
import { communityOf } from "../../src/state/state.ts";
import { AidCommunity, CHARTER, DAY, deviceOf, id, START_MS, TERMS } from "../ledger/aid-fixture.ts";
import { NO_RELAY } from "./no-relay.ts";

export const NAMES = ["an", "bo", "chen", "bo2"] as const;
export const [AN, BO, CHEN, BO2] = NAMES.map(id) as unknown as readonly [
  MemberId,
  MemberId,
  MemberId,
  MemberId,
];

/** An's, whose words a test may type. */
export const AN_IDENTITY = newIdentity();
const ROOT = AN_IDENTITY.root.publicKey as PublicKey;

/** Incidents are on the day after the plan's first. */
const INCIDENT_DAY = Math.floor(START_MS / DAY) + 3;

/** A story in steps; the sealed ledger has lived through some, the provisional one through all. */
const STEPS: readonly ((community: AidCommunity) => void)[] = [
  (community) => {
    community.openPlan(
      START_MS + DAY,
      TERMS,
      new Map([
        [AN, 0],
        [BO, 1],
        [CHEN, 0],
      ]),
    );
  },
  (community) => {
    const plan = planOf(community);
    const body = { plan, incidentDay: INCIDENT_DAY, amount: 90_000 };
    community.seal(START_MS + 5 * DAY, { member: BO, kind: "claim", body });
  },
  (community) => {
    const [claim] = [...community.state.claims.entries()].map(([key]) => key);
    const body = { ballot: claim, choice: "yes", amount: null };
    community.seal(
      START_MS + 6 * DAY,
      { member: AN, kind: "vote", body },
      { member: CHEN, kind: "vote", body },
    );
  },
  (community) => {
    community.seal(START_MS + 40 * DAY);
  },
];

export function planOf(community: AidCommunity): PlanId {
  return [...community.state.plans.entries()].map(([key]) => key as PlanId)[0] as PlanId;
}

function after(steps: number): AidCommunity {
  const community = new AidCommunity(NAMES);
  for (const step of STEPS.slice(0, steps)) step(community);
  return community;
}

export interface FakeNode extends NodeService, Healthy {
  healthy: HealthTold;
  readonly sealed: AidCommunity;
  readonly ahead: AidCommunity;
  readonly authored: { readonly kind: KindName; readonly body: Cbor }[];
  /** keys that it drew for motions */
  keysDrawn: number;
  /** where the last change of the network key stands */
  key: NetworkView["key"];
  readonly said: Map<MemberId, ProfileContent>;
  refuseWith: AuthorCode | null;
  synced: boolean;
  two: ReturnType<NodeService["twoSeals"]>;
  /** what it tells of a recovery, and the words that it was given for one */
  told: RecoveryTold;
  readonly words: RootWord[];
  refuseWord: WordFault | null;
  alarms: readonly Alarm[];
  /** why it gives no report, until its person says that the date is right */
  doubt: ClockDoubt | null;
  nowMs: number;
  /** how the documents of any claim stand */
  documents: EvidenceTold | null;
  events: NodeService["events"];
}

export const AUTHORED = id("authored");

/** A node on paper: An's, whose ledger has sealed so many steps of the story and holds so many. */
export function fakeNode(sealedSteps: number, heldSteps = sealedSteps): FakeNode {
  const sealed = after(sealedSteps);
  const ahead = after(heldSteps);
  const said = new Map<MemberId, ProfileContent>(
    [
      [AN, "An"],
      [BO, "Bo"],
      [BO2, "Bo"],
    ].map(([member, nickname]) => [
      member as MemberId,
      { nickname: nickname as string, payTo: `to ${nickname}`, needs: [], addresses: [] },
    ]),
  );
  const profile = (member: MemberId): SignedProfile | undefined => {
    const content = said.get(member);
    return content === undefined
      ? undefined
      : ({ device: deviceOf(member), version: 1, content, hash: id("hash") } as unknown as SignedProfile);
  };
  const node: FakeNode = {
    sealed,
    ahead,
    authored: [],
    keysDrawn: 0,
    key: null,
    said,
    refuseWith: null,
    synced: true,
    doubt: null,
    documents: null,
    evidence: async () => node.documents,
    nowMs: START_MS,
    two: null,
    healthy: { version: "0.1.0", ports: [], peers: [], relay: NO_RELAY },
    health: () => node.healthy,
    twoSeals: () => node.two,
    told: {
      ...{ epoch: 1, dueMs: sealed.nowMs + CHARTER.recoveryMs, isDue: false, needed: 3, given: [] },
      ...{ members: 4, seats: [AN], seatsNeeded: 1, height: communityOf(sealed.state).height },
      ...{ sealId: id("seal") as never, isAgreed: false, fault: null },
      voice: { member: AN, root: ROOT, device: deviceOf(AN), boxKey: id("box"), isGiven: false },
    },
    words: [],
    refuseWord: null,
    alarms: [{ code: "two-seals", height: 4, ids: [id("one"), id("other")] as never }],
    recovery: () => node.told,
    recover: async (word) => {
      if (node.refuseWord !== null) return fail(node.refuseWord);
      node.words.push(word);
      const { voice } = node.told;
      const given = [...node.told.given, AN];
      node.told = { ...node.told, given, voice: voice && { ...voice, isGiven: true } };
      return ok(AUTHORED);
    },
    clock: () => ({ nowMs: node.nowMs, doubt: node.doubt }),
    confirmDate: () => {
      const isDoubted = node.doubt !== null;
      node.doubt = null;
      return isDoubted;
    },
    community: id("community"),
    device: deviceOf(AN),
    member: () => AN,
    books: () => (node.synced ? booksOf(sealed, ahead) : null),
    network: () => ({
      peerId: "12D3",
      addresses: ["/ip4/127.0.0.1/tcp/1/p2p/12D3"],
      peers: [{ peer: "p", device: deviceOf(BO), member: true }],
      alarms: node.alarms,
      relayed: 0,
      key: node.key,
      storedEvents: 7,
      catchingUp: null,
    }),
    author: async (kind, body) => {
      node.authored.push({ kind, body });
      return node.refuseWith === null ? ok(AUTHORED) : fail(node.refuseWith);
    },
    drawNetworkKey: async () => {
      node.keysDrawn++;
      return id(`key ${node.keysDrawn}`) as string as HashId;
    },
    returnLine: () => ok("huzhuback1test"),
    onlyCopy: async () => false,
    setProfile: async (content) => {
      // as a real node: kept a moment later
      await new Promise((resolve) => setImmediate(resolve));
      if (content === null) said.delete(AN);
      else said.set(AN, content);
      return node.refuseWith === null ? ok(AUTHORED) : fail(node.refuseWith);
    },
    profiles: () => [...said.keys()].flatMap((member) => profile(member) ?? []),
    profileOf: profile,
    invite: async () => ok("huzhu1invite"),
    event: async (event) => (event === AUTHORED ? ({ id: event } as never) : undefined),
    events: async function* () {
      const body = { plan: new Uint8Array([1, 255]), on: true };
      const wire = encodeCbor(body);
      yield { id: AUTHORED, kind: "leave", body, seq: 0, signature: wire, wire } as never;
    },
    changed: (signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve(), { once: true });
      }),
  };
  return node;
}

function booksOf(sealed: AidCommunity, ahead: AidCommunity): Books {
  const { height } = communityOf(sealed.state);
  return {
    nowMs: ahead.nowMs,
    height,
    sealId: height === 0 ? null : (id(`seal/${height}`) as string as SealId),
    sealed: sealed.ledger,
    root: "ab".repeat(32),
    provisional: { ledger: ahead.ledger, outcomes: [{ id: id("refused") as EventId, code: "over-tier" }] },
    open: [],
    stateAt: (at) => sealed.stateAt(at),
    refusal: () => undefined,
    witnesses: [{ member: AN, reported: true }],
    seenBy: () => [AN],
    quorum: 1,
  };
}
