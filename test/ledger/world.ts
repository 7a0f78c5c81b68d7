import { createPrivateKey, sign } from "node:crypto";
import { concatBytes, fromHex, toHex, uint64 } from "../../src/base/bytes.ts";
import type { Cbor } from "../../src/base/cbor.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { CommunityId, DeviceKey, EventId, HashId, MemberId, SealId } from "../../src/base/id.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { signEvent } from "../../src/events/authentic.ts";
import { signCertificate } from "../../src/events/certificate.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { signInvite, signInviteProof } from "../../src/events/invite.ts";
import { adopt } from "../../src/events/kinds/adopt.ts";
import { device as deviceKind } from "../../src/events/kinds/device.ts";
import { found } from "../../src/events/kinds/found.ts";
import { join } from "../../src/events/kinds/join.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { witness } from "../../src/events/kinds/witness.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import type { Schema } from "../../src/events/schema.ts";
import { type Signer, signerOf } from "../../src/events/signer.ts";
import { termsHash } from "../../src/events/terms.ts";
import { applyCut } from "../../src/ledger/apply.ts";
import type { Cut } from "../../src/ledger/cut.ts";
import { genesis } from "../../src/ledger/genesis.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import type { Charter } from "../../src/state/records.ts";
import { communityOf } from "../../src/state/state.ts";
import { CHARTER, TERMS } from "./samples.ts";

/** PKCS #8 of an Ed25519 secret, up to the secret (RFC 8410). */
const PKCS8 = fromHex("302e020100300506032b657004220420");
const KEYS = new Map<string, Signer>();

/** The same key for the same words, in every run; signed with natively, which gives the same bytes sooner. */
export function keyOf(words: string): Signer {
  const known = KEYS.get(words);
  if (known !== undefined) return known;
  const secret = sha256(utf8Encode(`test key ${words}`));
  const der = Buffer.from(concatBytes(PKCS8, secret));
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const signer = {
    ...signerOf(secret),
    sign: (message: Uint8Array) => new Uint8Array(sign(null, message, key)),
  };
  KEYS.set(words, signer);
  return signer;
}

export function boxKeyOf(words: string): string {
  return toHex(sha256(utf8Encode(`test box ${words}`)));
}

export function sealIdAt(height: number): SealId {
  return toHex(sha256(uint64(height))) as SealId;
}

/** One feed: signs each event after the one before it. */
export class Feed {
  readonly key: Signer;
  #seq = 0;
  #prev: EventId | null = null;

  constructor(key: Signer) {
    this.key = key;
  }

  get device(): DeviceKey {
    return this.key.publicKey;
  }

  write(
    kind: string,
    body: Cbor,
    at: { community: CommunityId | null; anchor?: SealId | null },
  ): AuthenticEvent {
    const event = this.peek(kind, body, at);
    this.#seq++;
    this.#prev = event.id;
    return event;
  }

  /** Signs without going on: written twice, it forks the feed. */
  peek(
    kind: string,
    body: Cbor,
    at: { community: CommunityId | null; anchor?: SealId | null },
  ): AuthenticEvent {
    const draft = {
      community: at.community,
      device: this.device,
      seq: this.#seq,
      prev: this.#prev,
      anchor: at.anchor ?? null,
      claimedMs: 0,
      kind,
      body,
    };
    const salt = sha256(utf8Encode(`${this.device} ${this.#seq} ${kind}`)).slice(0, 16);
    return signEvent(draft, salt, this.key.sign);
  }
}

export class Person {
  readonly name: string;
  readonly root: Signer;
  readonly feed: Feed;
  id: MemberId = "" as MemberId;

  constructor(name: string) {
    this.name = name;
    this.root = keyOf(`root of ${name}`);
    this.feed = new Feed(keyOf(`device of ${name}`));
  }
}

/** A community whose seals are made here and now, by nobody. */
export class World {
  ledger: Ledger;
  readonly founder: Person;
  readonly community: CommunityId;
  readonly foundEvent: AuthenticEvent;
  nowMs = 1_000_000;
  /** of every event sealed so far */
  readonly codes = new Map<EventId, RefusalCode | null>();
  #invites = 0;

  constructor(charter: Partial<Charter> = {}) {
    this.founder = new Person("founder");
    const { root, feed, name } = this.founder;
    const boxKey = boxKeyOf(name);
    const certificate = signCertificate(root, { community: null, device: feed.device, boxKey });
    const body = { rules: 1, charter: { ...CHARTER, ...charter }, root: root.publicKey, certificate, boxKey };
    this.foundEvent = feed.write("found", found.body.write(body), { community: null });
    const ledger = genesis(this.foundEvent);
    if (!ledger.ok) throw new Error(`genesis: ${ledger.error}`);
    this.ledger = ledger.value;
    this.community = this.foundEvent.id;
    this.founder.id = this.community;
  }

  get height(): number {
    return communityOf(this.ledger.state).height;
  }

  get lastSeal(): SealId | null {
    return this.height === 0 ? null : sealIdAt(this.height);
  }

  /** The cut that `seal` applies; time moves on by a second unless told. */
  cut(events: readonly AuthenticEvent[], parts: Partial<Cut> = {}): Cut {
    return {
      height: this.height + 1,
      prevSeal: this.lastSeal,
      throughMs: this.nowMs + 1_000,
      reporters: [this.founder.id],
      events,
      endedFeeds: [],
      ...parts,
    };
  }

  /** Seals the events and says what became of the first. */
  seal(events: readonly AuthenticEvent[] = [], parts: Partial<Cut> = {}): RefusalCode | null | undefined {
    const cut = this.cut(events, parts);
    const { ledger, outcomes } = applyCut(this.ledger, cut);
    this.ledger = ledger;
    this.nowMs = cut.throughMs;
    for (const { id, code } of outcomes) this.codes.set(id, code);
    const first = events[0];
    return first === undefined ? undefined : this.codes.get(first.id);
  }

  /** An event of the person, anchored at the last seal. */
  say<Body>(
    by: Person | Feed,
    kind: { readonly name: string; readonly body: Schema<Body> },
    body: Body,
  ): AuthenticEvent {
    return this.sayRaw(by, kind.name, kind.body.write(body));
  }

  sayRaw(by: Person | Feed, kind: string, body: Cbor): AuthenticEvent {
    const feed = by instanceof Person ? by.feed : by;
    return feed.write(kind, body, { community: this.community, anchor: this.lastSeal });
  }

  /** The body of a `join`, by an invite of the founder unless told. */
  joinBody(person: Person, inviter: Person = this.founder, inviteKey = keyOf(`invite ${this.#invites++}`)) {
    const { root, feed, name } = person;
    const { community } = this;
    const boxKey = boxKeyOf(name);
    return {
      root: root.publicKey,
      certificate: signCertificate(root, { community, device: feed.device, boxKey }),
      boxKey,
      invite: signInvite(inviter.feed.key, community, {
        key: inviteKey.publicKey,
        inviter: inviter.id,
        expiresMs: this.nowMs + 1_000_000,
      }),
      proof: signInviteProof(inviteKey, community, root.publicKey, feed.device),
      consents: ["gift", "public-log"] as const,
    };
  }

  joinOf(person: Person, inviter: Person = this.founder): AuthenticEvent {
    const event = this.say(person, join, this.joinBody(person, inviter));
    person.id = event.id;
    return event;
  }

  deviceOf(member: Person, feed: Feed): AuthenticEvent {
    const boxKey = boxKeyOf(feed.device);
    const certified = { community: this.community, device: feed.device, boxKey };
    const certificate = signCertificate(member.root, certified);
    return this.say(feed, deviceKind, { member: member.id, certificate, boxKey });
  }

  /** New members with these names, on the roll after one seal. */
  admit(...names: readonly string[]): Person[] {
    const people = names.map((name) => new Person(name));
    const joins = people.map((person) => this.joinOf(person));
    this.seal(joins);
    for (const { id } of joins) {
      if (this.codes.get(id) !== null) throw new Error(`join: ${this.codes.get(id)}`);
    }
    return people;
  }

  witnessOf(by: Person | Feed, on = true): AuthenticEvent {
    return this.say(by, witness, { on });
  }

  proposeOf(by: Person, terms: Partial<Terms> = {}, tier: number | null = null): AuthenticEvent {
    return this.say(by, propose, { terms: { ...TERMS, ...terms }, tier });
  }

  adoptOf(by: Person | Feed, plan: EventId, tier = 0, hash: HashId = termsHash(TERMS)): AuthenticEvent {
    return this.say(by, adopt, { plan, tier, termsHash: hash });
  }
}
