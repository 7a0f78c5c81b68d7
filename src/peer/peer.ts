import type { CommunityId, EventId, SealId } from "../base/id.ts";
import type { Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { Verify } from "../events/signature.ts";
import type { Signer } from "../events/signer.ts";
import type { Applied } from "../ledger/cut.ts";
import { genesis } from "../ledger/genesis.ts";
import type { SignedProfile } from "../profiles/profile.ts";
import { sealIdOf } from "../seal/header.ts";
import type { LastSign } from "../seal/last-sign.ts";
import { encodeSealMessage, type SignedSealMessage } from "../seal/message.ts";
import { encodeSealed, type Sealed } from "../seal/sealed.ts";
import { answerOf } from "./answers.ts";
import { Author } from "./author.ts";
import { EMPTY_BATCH, type StoreBatch } from "./batch.ts";
import type { SealFault } from "./check-seal.ts";
import type { Input, PeerId } from "./input.ts";
import { Journal } from "./journal.ts";
import { onResponse, type Pulled } from "./on-response.ts";
import type { Alarm, AuthorFault, Output } from "./output.ts";
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
  #early: SignedSealMessage[] = [];
  #given: SignedSealMessage[] = [];
  #outputs: Output[] = [];
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
      persist: (part) => this.#persist(part),
      gossip: (bytes) => this.#outputs.push({ type: "gossip", topic: "events", bytes }),
      alarm: (alarm) => this.#alarm(alarm),
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
    const { publicKey } = this.setup.signer;
    this.own.reconcile(this.#journal?.open.tip(publicKey) ?? null, kept);
    this.#beginHeight(kept);
    if (this.own.stopped !== null) this.#alarm({ code: "device-stopped", reason: this.own.stopped });
    return this.#drain();
  }

  // ── running ──

  handle(input: Input, nowMs: number): readonly Output[] {
    this.#nowMs = nowMs;
    this.#take(input);
    this.#advance();
    return this.#drain();
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
      if (from !== null && this.own.heard(event)) this.#alarm({ code: "device-stopped", reason: "outdated" });
      const added = journal.add(event, from, this.#nowMs);
      if (added.what === "held") held.push(...added.events);
      else if (added.what === "orphan" && from !== null) this.sync.hurry(from, this.#nowMs);
      else if (added.what === "sealed-place") this.#outputs.push({ type: "compare", event });
      else if (added.what === "fork") {
        held.push(added.other);
        this.#author.showFork([added.held, added.other]);
      }
    }
    if (held.length === 0) return;
    this.#persist({ events: held });
    if (gossiped) this.#outputs.push({ type: "forward" });
  }

  takeMessage(signed: SignedSealMessage, from: PeerId | null, gossiped: boolean): void {
    const sealing = this.#sealing;
    if (sealing === null || signed.message.community !== this.setup.community) return;
    const { height } = signed.message;
    if (height > sealing.height) {
      if (from !== null && height > sealing.height + 1) this.sync.hurry(from, this.#nowMs);
      if (height === sealing.height + 1 && this.#early.length < EARLY_MESSAGES_MAX) this.#early.push(signed);
      return;
    }
    if (sealing.add(signed) && gossiped) this.#outputs.push({ type: "forward" });
  }

  #onTick(): void {
    for (const { peer, request } of this.sync.due(this.#nowMs))
      this.#outputs.push({ type: "request", to: peer, request });
    this.#author.offerWitness();
  }

  #answer(token: number, result: Result<EventId, AuthorFault>): void {
    this.#outputs.push({ type: "answer", token, result });
  }

  #onRequest({ from, token, request }: Extract<Input, { type: "request" }>): void {
    const known = {
      at: this.#journal?.at ?? null,
      heads: this.#journal?.heads ?? null,
      messages: this.messages(),
      profiles: this.profiles,
    };
    const response = answerOf(known, request, this.#isMember(from));
    if (response === "store") this.#outputs.push({ type: "serve", token, request });
    else this.#outputs.push({ type: "respond", token, response });
  }

  /** By what is sealed now: a newcomer becomes a member while connected. */
  #isMember(peer: PeerId): boolean {
    const device = this.sync.deviceOf(peer);
    return device !== undefined && this.#journal?.ownerOf(device) !== undefined;
  }

  #pulled(): Pulled {
    return {
      peer: this,
      outputs: this.#outputs,
      messages: this.messages(),
      found: (event) => {
        if (!this.found(event)) return false;
        this.#persist({ events: [event] });
        this.#beginHeight([]);
        return true;
      },
      adopt: (sealed, applied, events) => this.#adopt(sealed, applied, events, false),
      persist: (part) => this.#persist(part),
      alarm: (alarm) => this.#alarm(alarm),
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
    this.#flush();
    const { height } = sealed.header;
    const unstored = events.filter((event) => journal.open.get(event.id) === undefined);
    this.#persist({
      sync: live,
      events: unstored,
      seals: [{ height, record: encodeSealed(sealed) }],
      messagesDoneThrough: height,
    });
    journal.adopt(sealIdOf(sealed.header) as SealId, applied, this.#nowMs);
    this.#outputs.push({ type: "sealed", height });
    const early = this.#early;
    this.#early = [];
    this.#beginHeight(early);
  }

  #beginHeight(messages: readonly SignedSealMessage[]): void {
    const journal = this.#journal;
    if (journal === null) return;
    this.#sealing = new Sealing(journal.at, {
      signer: this.setup.signer,
      open: journal.open,
      lastSign: () => this.own.last,
      maySign: () => this.own.stopped === null,
      given: (signed, last) => {
        this.own.signedMessage(last);
        this.#given.push(signed);
      },
      missing: () => this.sync.hurryAll(this.#nowMs),
      computesDifferently: (height) => this.#alarm({ code: "computes-differently", height }),
    });
    for (const signed of messages) this.#sealing.add(signed);
  }

  #persist(part: Partial<StoreBatch>): void {
    this.#outputs.push({ type: "persist", batch: { ...EMPTY_BATCH, ...part } });
  }

  #alarm(alarm: Alarm): void {
    this.#outputs.push({ type: "alarm", alarm });
  }

  /** What was signed is durable as given before it leaves. */
  #flush(): void {
    if (this.#given.length === 0) return;
    const given = this.#given;
    this.#given = [];
    const messages = given.map((signed) => ({
      height: signed.message.height,
      key: signed.hash,
      bytes: encodeSealMessage(signed),
    }));
    this.#persist({ sync: true, messages, lastSign: this.own.last });
    for (const { bytes } of messages) this.#outputs.push({ type: "gossip", topic: "seal", bytes });
  }

  #drain(): readonly Output[] {
    this.#flush();
    const outputs = this.#outputs;
    this.#outputs = [];
    return outputs;
  }
}
