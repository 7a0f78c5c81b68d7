import { assert, present } from "../src/base/assert.ts";
import { uint64 } from "../src/base/bytes.ts";
import { sha256 } from "../src/base/hash.ts";
import type { CommunityId, MemberId } from "../src/base/id.ts";
import { utf8Encode } from "../src/base/utf8.ts";
import type { AuthenticEvent } from "../src/events/event.ts";
import { signInvite } from "../src/events/invite.ts";
import type { KindName } from "../src/events/kind.ts";
import { beacon } from "../src/events/kinds/beacon.ts";
import { witness } from "../src/events/kinds/witness.ts";
import type { Schema } from "../src/events/schema.ts";
import type { Verify } from "../src/events/signature.ts";
import type { Signer } from "../src/events/signer.ts";
import { writeEvent } from "../src/peer/authoring.ts";
import { EMPTY_BATCH, type StoreBatch } from "../src/peer/batch.ts";
import { joinEvent } from "../src/peer/first-events.ts";
import type { Journal } from "../src/peer/journal.ts";
import type { FeedTip } from "../src/peer/open-feeds.ts";
import type { Output } from "../src/peer/output.ts";
import { Peer } from "../src/peer/peer.ts";
import type { LastSign } from "../src/seal/last-sign.ts";
import type { Charter } from "../src/state/records.ts";
import type { State } from "../src/state/state.ts";
import { nativeSigner } from "./native-signer.ts";

export const CHARTER: Charter = {
  title: "Bench",
  currency: "CNY",
  digits: 2,
  utcOffsetMinutes: 480,
  vouches: 1,
  objections: 1,
  objectionMs: 0,
  growth: { everyMs: 2_592_000_000, perMember: 1_000, atLeast: 1_000, permille: 1_000 },
  sealEveryMs: 1_000,
  rankMs: 300,
  roundMs: 3_000,
  seatAfterMs: 0,
  seatExpiryMs: 300 * 86_400_000,
  recoveryMs: 14 * 86_400_000,
};

export interface Member {
  readonly signer: Signer;
  readonly id: MemberId;
  tip: FeedTip;
}

export interface Founding {
  readonly event: AuthenticEvent;
  readonly signer: Signer;
  readonly lastSign: LastSign;
  readonly verify: Verify;
  readonly nowMs: number;
}

/** A community whose founder holds the only seat: the shipping peer seals what its members say, on a clock of its own. */
export class Community {
  readonly peer: Peer;
  readonly first: AuthenticEvent;
  readonly members: Member[] = [];
  nowMs: number;
  seals = 0;
  /** events taken in, our own among them */
  events = 1;
  sealRecordBytes = 0;
  #stored: StoreBatch[] = [];

  constructor({ event, signer, lastSign, verify, nowMs }: Founding) {
    this.first = event;
    this.nowMs = nowMs;
    this.peer = new Peer({
      community: event.id,
      signer,
      verify,
      syncEveryMs: 60_000,
      lastSign: { ok: true, value: lastSign },
    });
    assert(this.peer.found(event), "a first event");
    this.#take(this.peer.ready([], []));
  }

  get community(): CommunityId {
    return this.peer.setup.community;
  }

  get state(): State {
    return this.#journal.at.ledger.state;
  }

  /** How many events wait for a seal. */
  get open(): number {
    return this.#journal.open.size;
  }

  get founderTip(): FeedTip | null {
    return this.#journal.open.tip(this.peer.setup.signer.publicKey);
  }

  get #journal(): Journal {
    return present(this.peer.journal, "a founded community");
  }

  /** The newcomers' joins; they are on the roll after the next seal. */
  join(count: number): void {
    const founder = this.peer.setup.signer;
    const joins = Array.from({ length: count }, (_, i) => {
      const named = (what: string) => nativeSigner(sha256(utf8Encode(`${what} ${this.members.length + i}`)));
      const key = named("invite");
      const invite = {
        key: key.publicKey,
        inviter: this.community as MemberId,
        expiresMs: this.nowMs + 86_400_000,
      };
      const statement = signInvite(founder, this.community, invite);
      const signer = named("device");
      const salt = sha256(uint64(i)).slice(0, 16);
      const keys = { root: named("root"), device: signer, boxKey: named("box").publicKey, salt };
      const event = joinEvent(keys, { community: this.community, statement, key }, this.nowMs);
      this.members.push({ signer, id: event.id as MemberId, tip: event });
      return event;
    });
    this.hear(joins);
  }

  /** The member's next event; not yet heard by anybody. */
  write<Body>(
    member: Member,
    kind: { readonly name: string; readonly body: Schema<Body> },
    body: Body,
  ): AuthenticEvent {
    const anchor = this.#journal.at.sealId;
    const event = writeEvent(member.signer, {
      community: this.community,
      tip: member.tip,
      anchor,
      nowMs: this.nowMs,
      kind: kind.name,
      body: kind.body.write(body),
    });
    member.tip = event;
    return event;
  }

  /** As from gossip, in one piece. */
  hear(events: readonly AuthenticEvent[]): void {
    if (events.length === 0) return;
    this.#take(this.peer.handle({ type: "events", from: "gossip", events }, this.nowMs));
  }

  /** The founder's own word. */
  say<Body>(kind: { readonly name: string; readonly body: Schema<Body> }, body: Body): void {
    const { name } = kind;
    const outputs = this.peer.handle(
      { type: "author", token: 1, kind: name as KindName, body: kind.body.write(body) },
      this.nowMs,
    );
    const answer = outputs.find((output) => output.type === "answer");
    assert(answer?.result.ok === true, `the founder may say ${name}`);
    this.#take(outputs);
  }

  /** What makes a seal by itself; words of a seat and beacons go along with the next one. */
  get #waits(): boolean {
    const events = this.#journal.open.all();
    return events.some(({ kind }) => kind !== witness.name && kind !== beacon.name);
  }

  /** Lets time pass once, and until all that was heard is sealed. */
  seal(byMs = 1_000): void {
    for (let steps = 0; steps === 0 || this.#waits; steps++) {
      assert(steps < 100, "all is sealed within a hundred steps of time");
      this.nowMs += byMs;
      // nobody else is there to compare the clock with
      this.#take(this.peer.handle({ type: "confirm-date" }, this.nowMs));
      this.#take(this.peer.handle({ type: "tick" }, this.nowMs));
    }
  }

  /** What was persisted since it was last asked, as one batch; seal messages of sealed heights left out. */
  toStore(): StoreBatch {
    const stored = this.#stored;
    const { height } = this.#journal;
    this.#stored = [];
    return {
      ...EMPTY_BATCH,
      events: stored.flatMap(({ events }) => events),
      seals: stored.flatMap(({ seals }) => seals),
      // without its own words about the height under way its node could never say others
      messages: stored.flatMap(({ messages }) => messages).filter((message) => message.height > height),
      messagesDoneThrough: height,
      profiles: stored.flatMap(({ profiles }) => profiles),
      lastSign: null,
    };
  }

  #take(outputs: readonly Output[]): void {
    for (const output of outputs) {
      if (output.type === "sealed") this.seals++;
      if (output.type !== "persist") continue;
      this.events += output.batch.events.length;
      for (const { record } of output.batch.seals) this.sealRecordBytes += record.length;
      this.#stored.push(output.batch);
    }
  }
}
