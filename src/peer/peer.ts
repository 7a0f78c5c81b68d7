import type { CommunityId, EventId } from "../base/id.ts";
import type { Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { Verify } from "../events/signature.ts";
import type { Signer } from "../events/signer.ts";
import type { Applied } from "../ledger/cut.ts";
import { genesis } from "../ledger/genesis.ts";
import type { SignedProfile } from "../profiles/profile.ts";
import { sealIdOf } from "../seal/header.ts";
import type { LastSign } from "../seal/last-sign.ts";
import type { SignedSealMessage } from "../seal/message.ts";
import { encodeSealed, type Sealed } from "../seal/sealed.ts";
import { answerOf } from "./answers.ts";
import { Author } from "./author.ts";
import type { SealFault } from "./check-seal.ts";
import type { Input, PeerId } from "./input.ts";
import { Journal } from "./journal.ts";
import { onResponse, type Pulled } from "./on-response.ts";
import { Outbox } from "./outbox.ts";
import type { AuthorFault, Output } from "./output.ts";
import { OwnDevice } from "./own-device.ts";
import { ProfileBook } from "./profile-book.ts";
import { Sealing } from "./sealing.ts";
import { SyncClient } from "./sync-client.ts";

export interface PeerSetup {
  readonly community: CommunityId;
  readonly signer: Signer;
  readonly verify: Verify;
  /** how often each peer is asked for news */
  readonly syncEveryMs: number;
  /** what the store says was signed last */
  readonly lastSign: Result<LastSign, "missing" | "damaged">;
}

/** Seal messages of the next height that came early. */
const EARLY_MESSAGES_MAX = 400;

/**
 * The node as a pure machine: inputs and the time go in, outputs come out, to be carried out in order.
 * No clock, chance, disk or network; the simulator and the shell drive the same code.
 */
export class Peer {
  readonly setup: PeerSetup;
  readonly profiles = new ProfileBook();
  readonly own: OwnDevice;
  readonly sync: SyncClient;
  readonly #author: Author;
  #journal: Journal | null = null;
  #sealing: Sealing | null = null;
  /** of the next height, by hash */
  #early = new Map<string, SignedSealMessage>();
  readonly #outbox = new Outbox();
  #nowMs = 0;

  constructor(setup: PeerSetup) {
    this.setup = setup;
    this.own = new OwnDevice(setup.signer.publicKey, setup.lastSign);
    this.sync = new SyncClient(setup.syncEveryMs);
    this.#author = new Author({
      ...setup,
      own: this.own,
      profiles: this.profiles,
      journal: () => this.#journal,
      nowMs: () => this.#nowMs,
      persist: (part) => this.#outbox.persist(part),
      gossip: (bytes) => this.#outbox.push({ type: "gossip", topic: "events", bytes }),
      alarm: (alarm) => this.#outbox.alarm(alarm),
    });
  }

  get journal(): Journal | null {
    return this.#journal;
  }

  get sealing(): Sealing | null {
    return this.#sealing;
  }

  /** Reports, proposals and votes held for the next height. */
  messages(): readonly SignedSealMessage[] {
    return this.#sealing === null ? [] : [...this.#sealing.agreement.box.all()];
  }

  // ── cold start: what the store holds, in this order, then `ready` ──

  /** The community's first event; false where it is not this community's. */
  found(event: AuthenticEvent): boolean {
    const ledger = event.id === this.setup.community ? genesis(event) : null;
    if (!ledger?.ok) return false;
    this.#journal = new Journal(ledger.value);
    return true;
  }

  /** The next sealed height; its certificate was checked before it was stored, its result is checked again. */
  restoreHeight(sealed: Sealed, events: readonly AuthenticEvent[]): SealFault | null {
    return this.#journal === null ? "seal-out-of-place" : this.#journal.restore(sealed, events);
  }

  restoreOpen(event: AuthenticEvent, nowMs: number): void {
    this.#journal?.add(event, null, nowMs);
  }

  /** After everything was restored: goes on from what was signed last. */
  ready(kept: readonly SignedSealMessage[], profiles: readonly SignedProfile[]): readonly Output[] {
    for (const profile of profiles) this.profiles.add(profile);
    if (this.own.reconcile(this.#journal?.open.tip(this.setup.signer.publicKey) ?? null, kept))
      this.#outbox.persist({ sync: true, lastSign: this.own.last });
    this.#beginHeight(kept);
    this.#alarmStopped();
    return this.#outbox.drain(this.own.last);
  }

  // ── running ──

  handle(input: Input, nowMs: number): readonly Output[] {
    this.#nowMs = nowMs;
    this.#take(input);
    this.#advance();
    return this.#outbox.drain(this.own.last);
  }

  #take(input: Input): void {
    switch (input.type) {
      case "tick":
        this.#onTick();
        break;
      case "author":
        this.#answer(input.token, this.#author.say(input.kind, input.body));
        break;
      case "set-profile":
        this.#answer(input.token, this.#author.setProfile(input.content));
        break;
      case "peer-up":
        this.sync.peerUp(input.peer, input.device, this.#nowMs);
        break;
      case "peer-down":
        this.#journal?.open.forgetPeer(input.peer);
        this.sync.peerDown(input.peer);
        break;
      case "events":
        this.takeEvents(input.events, input.from, true);
        break;
      case "seal-message":
        this.takeMessage(input.signed, input.from, true);
        break;
      case "request":
        this.#onRequest(input);
        break;
      case "response":
        onResponse(this.#pulled(), input.from, input.response, this.#nowMs);
        break;
      case "no-response":
        this.sync.giveUp(input.from);
        break;
      case "fork-found":
        this.#author.showFork([input.held, input.other]);
        break;
      default:
        input satisfies never;
    }
  }

  /** Verified events from a peer, or from our own hand (`from` null). */
  takeEvents(events: readonly AuthenticEvent[], from: PeerId | null, gossiped: boolean): void {
    const journal = this.#journal;
    if (journal === null) return;
    const held: AuthenticEvent[] = [];
    for (const event of events) {
      if (from !== null && this.own.heard(event)) this.#alarmStopped();
      const added = journal.add(event, from, this.#nowMs);
      if (added.what === "held") held.push(...added.events);
      else if (added.what === "orphan" && from !== null && gossiped) this.sync.hurry(from, this.#nowMs);
      else if (added.what === "sealed-place") this.#outbox.push({ type: "compare", event });
      else if (added.what === "fork") {
        held.push(added.other);
        this.#author.showFork([added.held, added.other]);
      }
    }
    if (held.length === 0) return;
    this.#outbox.persist({ events: held });
    if (gossiped) this.#outbox.push({ type: "forward" });
  }

  #alarmStopped(): void {
    const reason = this.own.stopped;
    if (reason !== null) this.#outbox.alarm({ code: "device-stopped", reason });
  }

  takeMessage(signed: SignedSealMessage, from: PeerId | null, gossiped: boolean): void {
    const sealing = this.#sealing;
    if (sealing === null || signed.message.community !== this.setup.community) return;
    if (from !== null && this.own.heardMessage(signed)) this.#alarmStopped();
    const { height } = signed.message;
    if (height > sealing.height) {
      if (from !== null && height > sealing.height + 1) this.sync.hurry(from, this.#nowMs);
      if (height === sealing.height + 1 && this.#early.size < EARLY_MESSAGES_MAX)
        this.#early.set(signed.hash, signed);
      return;
    }
    if (sealing.add(signed) && gossiped) this.#outbox.push({ type: "forward" });
  }

  #onTick(): void {
    for (const { peer, request } of this.sync.due(this.#nowMs))
      this.#outbox.push({ type: "request", to: peer, request });
    this.#author.offerWitness();
    this.#author.showForks();
  }

  #answer(token: number, result: Result<EventId, AuthorFault>): void {
    this.#outbox.push({ type: "answer", token, result });
  }

  #onRequest({ from, token, request }: Extract<Input, { type: "request" }>): void {
    const known = {
      at: this.#journal?.at ?? null,
      heads: this.#journal?.heads ?? null,
      messages: this.messages(),
      profiles: this.profiles,
    };
    const response = answerOf(known, request, this.#isMember(from));
    if (response === "store") this.#outbox.push({ type: "serve", token, request });
    else this.#outbox.push({ type: "respond", token, response });
  }

  /** By what is sealed now: a newcomer becomes a member while connected. */
  #isMember(peer: PeerId): boolean {
    const device = this.sync.deviceOf(peer);
    return device !== undefined && this.#journal?.ownerOf(device) !== undefined;
  }

  #pulled(): Pulled {
    return {
      peer: this,
      outbox: this.#outbox,
      found: (event) => {
        if (!this.found(event)) return false;
        this.#outbox.persist({ events: [event] });
        this.#beginHeight([]);
        return true;
      },
      adopt: (sealed, applied, events) => {
        for (const event of events) if (this.own.heard(event)) this.#alarmStopped();
        this.#adopt(sealed, applied, events, false);
      },
    };
  }

  /** Reports, proposes, votes and seals as far as the moment allows. */
  #advance(): void {
    while (this.#sealing !== null) {
      const decided = this.#sealing.advance(this.#nowMs);
      if (decided === undefined) return;
      this.#adopt(decided.sealed, decided.applied, [], true);
    }
  }

  #adopt(sealed: Sealed, applied: Applied, events: readonly AuthenticEvent[], live: boolean): void {
    const journal = this.#journal;
    if (journal === null) return;
    this.#outbox.flush(this.own.last);
    const { height } = sealed.header;
    const unstored = events.filter((event) => journal.open.get(event.id) === undefined);
    this.#outbox.persist({
      sync: live,
      events: unstored,
      seals: [{ height, record: encodeSealed(sealed) }],
      messagesDoneThrough: height,
    });
    const held = journal.adopt(sealIdOf(sealed.header), applied, this.#nowMs);
    if (held.length > 0) this.#outbox.persist({ events: held });
    this.#outbox.push({ type: "sealed", height });
    const early = this.#early;
    this.#early = new Map();
    this.#beginHeight([...early.values()]);
  }

  #beginHeight(messages: readonly SignedSealMessage[]): void {
    const journal = this.#journal;
    if (journal === null) return;
    this.#sealing = new Sealing(journal.at, {
      signer: this.setup.signer,
      open: journal.open,
      lastSign: () => this.own.last,
      maySign: () => this.own.stopped === null,
      given: (signed, last, because) => {
        this.own.signedMessage(last);
        this.#outbox.give(signed, because);
      },
      missing: (feeds) => {
        journal.open.want(feeds);
        this.sync.hurryAll(this.#nowMs);
      },
      computesDifferently: (height) => this.#outbox.alarm({ code: "computes-differently", height }),
    });
    for (const signed of messages) this.#sealing.add(signed);
  }
}
