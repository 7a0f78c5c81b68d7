import type { AuthenticEvent } from "../events/event.ts";
import type { Applied } from "../ledger/cut.ts";
import { genesis } from "../ledger/genesis.ts";
import type { SignedProfile } from "../profiles/profile.ts";
import { sealIdOf } from "../seal/header.ts";
import type { SignedSealMessage } from "../seal/message.ts";
import { encodeSealed, type Sealed } from "../seal/sealed.ts";
import { answerOf } from "./answers.ts";
import { Author } from "./author.ts";
import type { SealFault } from "./check-seal.ts";
import { EarlyMessages } from "./early-messages.ts";
import type { Input, PeerId } from "./input.ts";
import { Journal } from "./journal.ts";
import { onResponse, type Pulled } from "./on-response.ts";
import type { Fork } from "./open-feeds.ts";
import { Outbox } from "./outbox.ts";
import type { Output } from "./output.ts";
import { OwnDevice } from "./own-device.ts";
import type { PeerSetup } from "./peer-setup.ts";
import { ProfileBook } from "./profile-book.ts";
import { Sealing } from "./sealing.ts";
import { SteadyClock } from "./steady-clock.ts";
import { SyncClient } from "./sync-client.ts";

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
  readonly #early = new EarlyMessages();
  /** open events from the store, while the community's first event is missing */
  #unfounded: AuthenticEvent[] = [];
  readonly #outbox = new Outbox();
  readonly #steady = new SteadyClock();
  #nowMs = 0;
  #steadyMs = 0;

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
    if (this.#journal === null) this.#unfounded.push(event);
    else this.#journal.add(event, null, nowMs);
  }

  /** After everything was restored: goes on from what was signed last. */
  ready(kept: readonly SignedSealMessage[], profiles: readonly SignedProfile[]): readonly Output[] {
    for (const profile of profiles) this.profiles.add(profile);
    if (this.own.reconcile(this.#journal?.open.tip(this.setup.signer.publicKey) ?? null, kept))
      this.#outbox.persist({ sync: true, lastSign: this.own.last });
    this.#early.restore(kept);
    this.#beginHeight();
    this.#alarmStopped();
    return this.#outbox.drain(this.own.last);
  }

  handle(input: Input, nowMs: number): readonly Output[] {
    this.#nowMs = nowMs;
    this.#steadyMs = this.#steady.at(nowMs);
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
        this.#outbox.answer(input.token, this.#author.say(input.kind, input.body));
        break;
      case "set-profile":
        this.#outbox.answer(input.token, this.#author.setProfile(input.content));
        break;
      case "peer-up":
        this.sync.peerUp(input.peer, input.device, this.#steadyMs);
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
        this.#showFork([input.held, input.other]);
        break;
      default:
        input satisfies never;
    }
  }

  /** Verified events from a peer, or from our own hand (`from` null). True: something is held that was not. */
  takeEvents(events: readonly AuthenticEvent[], from: PeerId | null, gossiped: boolean): boolean {
    const journal = this.#journal;
    if (journal === null) return false;
    const held: AuthenticEvent[] = [];
    for (const event of events) {
      if (from !== null) this.#hear(event);
      const added = journal.add(event, from, this.#nowMs);
      if (added.what === "held") held.push(...added.events);
      else if (added.what === "orphan" && from !== null && gossiped) this.sync.hurry(from, this.#steadyMs);
      else if (added.what === "sealed-place") this.#outbox.push({ type: "compare", event });
      else if (added.what === "fork") {
        held.push(added.other);
        this.#showFork([added.held, added.other]);
      }
    }
    if (held.length === 0) return false;
    this.#outbox.persist({ events: held });
    if (gossiped) this.#outbox.push({ type: "forward" });
    return true;
  }

  /** Of our own device it tells whether a copy of it signs. */
  #hear(event: AuthenticEvent): void {
    const { publicKey } = this.setup.signer;
    const ours = event.device === publicKey ? this.#journal?.open.of(publicKey) : undefined;
    const here = ours?.find(({ seq }) => seq === event.seq);
    if (this.own.heard(event, here)) this.#alarmStopped();
  }

  #showFork(pair: Fork): void {
    if (this.own.forked(pair[0].device)) this.#alarmStopped();
    this.#author.showFork(pair);
  }

  #alarmStopped(): void {
    const reason = this.own.stopped;
    if (reason !== null) this.#outbox.alarm({ code: "device-stopped", reason });
  }

  /** False: of no use here, now or ever. */
  takeMessage(signed: SignedSealMessage, from: PeerId | null, gossiped: boolean): boolean {
    const sealing = this.#sealing;
    if (sealing === null || signed.message.community !== this.setup.community) return false;
    const { height, round, step, device } = signed.message;
    const said = height === sealing.height ? sealing.agreement.box.of(device, round, step) : undefined;
    if (from !== null && this.own.heardMessage(signed, said)) this.#alarmStopped();
    if (height > sealing.height) {
      if (from !== null && height > sealing.height + 1) this.sync.hurry(from, this.#steadyMs);
      const member = this.#journal?.ownerOf(device);
      if (height === sealing.height + 1 && member !== undefined) this.#early.keep(signed);
      return false;
    }
    const added = sealing.add(signed);
    if (added && gossiped) this.#outbox.push({ type: "forward" });
    return added;
  }

  #onTick(): void {
    for (const { peer, request } of this.sync.due(this.#steadyMs))
      this.#outbox.push({ type: "request", to: peer, request });
    this.#author.offerWitness();
    this.#author.showForks();
  }

  #onRequest({ from, token, request }: Extract<Input, { type: "request" }>): void {
    const { at = null, heads = null } = this.#journal ?? {};
    const known = { at, heads, messages: this.messages(), profiles: this.profiles };
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
        for (const open of this.#unfounded.splice(0)) this.restoreOpen(open, this.#nowMs);
        this.#beginHeight();
        return true;
      },
      adopt: (sealed, applied, events) => {
        for (const event of events) this.#hear(event);
        this.#adopt(sealed, applied, events, false);
      },
    };
  }

  /** Reports, proposes, votes and seals as far as the moment allows. */
  #advance(): void {
    while (this.#sealing !== null) {
      const decided = this.#sealing.advance(this.#nowMs, this.#steadyMs);
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
    const seals = [{ height, record: encodeSealed(sealed) }];
    this.#outbox.persist({ sync: live, events: unstored, seals, messagesDoneThrough: height });
    const held = journal.adopt(sealIdOf(sealed.header), applied, this.#nowMs);
    if (held.length > 0) this.#outbox.persist({ events: held });
    this.#outbox.push({ type: "sealed", height });
    const { publicKey } = this.setup.signer;
    if (applied.ledger.state.forks.has(publicKey) && this.own.forked(publicKey)) this.#alarmStopped();
    this.#beginHeight();
  }

  #beginHeight(): void {
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
        this.sync.hurryAll(this.#steadyMs);
      },
      computesDifferently: (height) => this.#outbox.alarm({ code: "computes-differently", height }),
    });
    for (const signed of this.#early.take(this.#sealing.height)) this.#sealing.add(signed);
  }
}
