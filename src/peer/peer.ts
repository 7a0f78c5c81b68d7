import type { AuthenticEvent } from "../events/event.ts";
import type { Applied } from "../ledger/cut.ts";
import { genesis } from "../ledger/genesis.ts";
import type { SignedProfile } from "../profiles/profile.ts";
import { sealIdOf } from "../seal/header.ts";
import type { SignedSealMessage } from "../seal/message.ts";
import { encodeSealed, type Sealed } from "../seal/sealed.ts";
import { communityOf } from "../state/state.ts";
import { answerOf } from "./answers.ts";
import { Author } from "./author.ts";
import type { SealFault } from "./check-seal.ts";
import { type ClockDoubt, ClockGuard } from "./clock-guard.ts";
import type { Input, PeerId } from "./input.ts";
import { Journal } from "./journal.ts";
import { onResponse, type Pulled } from "./on-response.ts";
import type { Fork } from "./open-feeds.ts";
import { Outbox } from "./outbox.ts";
import type { Alarm, Output } from "./output.ts";
import { OwnDevice } from "./own-device.ts";
import { OwnWatch } from "./own-watch.ts";
import { Past } from "./past.ts";
import type { PeerSetup } from "./peer-setup.ts";
import { ProfileBook } from "./profile-book.ts";
import type { RecoveryDecision, RecoveryStatus } from "./recovering.ts";
import { SealDesk } from "./seal-desk.ts";
import { SealWatch } from "./seal-watch.ts";
import { encodeSnapshot, type FetchedSnapshot, type SealedSnapshot } from "./sealed-snapshot.ts";
import type { Sealing } from "./sealing.ts";
import { BAD_ANSWER_POINTS } from "./stop-turn.ts";
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
  readonly watch: OwnWatch;
  readonly clock = new ClockGuard();
  readonly seals: SealWatch;
  readonly #author: Author;
  #journal: Journal | null = null;
  readonly #desk: SealDesk;
  /** open events from the store, while the community's first event is missing */
  #unfounded: AuthenticEvent[] = [];
  readonly #outbox = new Outbox();
  readonly #steady = new SteadyClock();
  #nowMs = 0;
  #steadyMs = 0;

  constructor(setup: PeerSetup) {
    this.setup = setup;
    const { signer, lastSign, stopped } = setup;
    this.own = new OwnDevice(signer.publicKey, lastSign, stopped);
    this.sync = new SyncClient(setup.syncEveryMs);
    this.#desk = this.#makeDesk();
    const alarm = (what: Alarm): void => this.#outbox.alarm(what);
    const port = { own: this.own, journal: () => this.#journal, alarm };
    this.watch = new OwnWatch({ ...port, device: signer.publicKey, sync: this.sync });
    this.seals = new SealWatch({
      ...port,
      verify: setup.verify,
      persist: (part) => this.#outbox.persist(part),
      blame: (peer, why) => this.#outbox.push({ type: "penalize", peer, points: BAD_ANSWER_POINTS, why }),
      recall: (height) => this.#outbox.push({ type: "recall", height }),
    });
    this.#author = new Author({
      ...setup,
      ...port,
      profiles: this.profiles,
      nowMs: () => this.#nowMs,
      persist: (part) => this.#outbox.persist(part),
      gossip: (bytes) => this.#outbox.push({ type: "gossip", topic: "events", bytes }),
    });
  }

  get journal(): Journal | null {
    return this.#journal;
  }

  get sealing(): Sealing | null {
    return this.#desk.sealing;
  }

  /** How far a recovery is, whether or not anybody wants one; null: the community's first event is not here. */
  recovery(): RecoveryStatus | null {
    return this.#desk.recovery.status();
  }

  /** Reports, proposals and votes held for the next height. */
  messages(): readonly SignedSealMessage[] {
    return this.#desk.messages();
  }

  // ── cold start: what the store holds, in this order, then `ready` ──

  /** The community's first event; false where it is not this community's. */
  found(event: AuthenticEvent): boolean {
    const ledger = event.id === this.setup.community ? genesis(event) : null;
    if (!ledger?.ok) return false;
    this.#journal = new Journal(ledger.value);
    return true;
  }

  /** A start that its seal proves, in place of height 0. `missing`: the lowest height that is not in the store. */
  begin({ header, ledger, rolls }: SealedSnapshot, missing: number): void {
    this.#journal = new Journal(ledger, sealIdOf(header), rolls);
    this.sync.past = missing <= header.height ? new Past(missing, header.height) : null;
  }

  /** The next sealed height; its certificate was checked before it was stored, its result is checked again. */
  restoreHeight(sealed: Sealed, events: readonly AuthenticEvent[]): SealFault | null {
    return this.#journal === null ? "seal-out-of-place" : this.#journal.restore(sealed, events);
  }

  restoreOpen(event: AuthenticEvent, nowMs: number): void {
    const held = this.#journal?.add(event, null, nowMs).what === "held";
    // at height 0 nobody but the founder is known: a snapshot may know the author
    if (!held && (this.#journal === null || this.#journal.height === 0)) this.#unfounded.push(event);
  }

  /** After everything was restored: goes on from what was signed last. */
  ready(kept: readonly SignedSealMessage[], profiles: readonly SignedProfile[]): readonly Output[] {
    for (const profile of profiles) this.profiles.add(profile);
    if (this.own.reconcile(this.#journal?.open.tip(this.setup.signer.publicKey) ?? null, kept))
      this.#outbox.persist({ sync: true, lastSign: this.own.last });
    this.#desk.restore(kept);
    this.#beginHeight();
    this.watch.look();
    this.watch.tell();
    return this.#outbox.drain(this.own.last);
  }

  handle(input: Input, nowMs: number): readonly Output[] {
    this.#nowMs = nowMs;
    this.#steadyMs = this.#steady.at(nowMs);
    this.clock.look(nowMs);
    this.#take(input);
    this.watch.settle();
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
        this.clock.peerUp(input.peer);
        this.sync.peerUp(input.peer, input.device, this.#steadyMs);
        this.watch.met(input.device);
        break;
      case "peer-down":
        this.clock.peerDown(input.peer);
        this.#journal?.open.forgetPeer(input.peer);
        this.sync.peerDown(input.peer);
        this.seals.forget(input.peer);
        this.watch.forget(input.peer);
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
      case "only-copy":
        this.watch.sayOnlyCopy();
        this.sync.hurryAll(this.#steadyMs);
        break;
      case "recover":
        this.#outbox.answer(input.token, this.#desk.recovery.give(input.wish));
        break;
      case "confirm-date":
        this.clock.confirm();
        break;
      case "recalled":
        this.seals.recalled(input.height, input.record);
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
      if (from !== null) this.watch.hear(event);
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

  #showFork(pair: Fork): void {
    this.watch.forked(pair[0].device);
    this.#author.showFork(pair);
  }

  /** False: of no use here, now or ever. */
  takeMessage(signed: SignedSealMessage, from: PeerId | null, gossiped: boolean): boolean {
    const { community, height, device } = signed.message;
    const under = this.sealing?.height;
    if (under === undefined || community !== this.setup.community) return false;
    if (from !== null) this.watch.hearMessage(signed, this.#desk.said(signed));
    const kept = this.#desk.take(signed, this.#journal?.ownerOf(device) !== undefined);
    if (kept === "early" && from !== null && height > under + 1) this.sync.hurry(from, this.#steadyMs);
    if (kept !== "kept") return false;
    // what was of no use before may be named by this one
    this.sync.offerAgain();
    if (gossiped) this.#outbox.push({ type: "forward" });
    return true;
  }

  #onTick(): void {
    for (const { peer, request } of this.sync.due(this.#steadyMs)) {
      this.watch.begin(peer);
      this.#outbox.push({ type: "request", to: peer, request });
    }
    this.#author.offerWitness();
    this.#author.offerBeacon();
    this.#author.showForks();
  }

  #onRequest({ from, token, request }: Extract<Input, { type: "request" }>): void {
    const { at = null, heads = null, snapshots = null } = this.#journal ?? {};
    const here = { messages: this.messages(), profiles: this.profiles, nowMs: this.#nowMs };
    const known = { at, heads, snapshots, twoSeals: this.seals.shown, ...here };
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
        for (const event of events) this.watch.hear(event);
        this.#adopt(sealed, applied, events, false);
      },
      start: (snapshot) => this.#start(snapshot),
    };
  }

  /** Durable before anything is done that rests on it. */
  #start(snapshot: FetchedSnapshot): void {
    const before = this.#journal;
    if (before === null || before.height > 0) return;
    const { height } = snapshot.header;
    this.#outbox.flush(this.own.last);
    this.#outbox.persist({ sync: true, snapshot: encodeSnapshot(snapshot), messagesDoneThrough: height });
    this.begin(snapshot, 1);
    this.watch.hearHead();
    for (const event of [...before.open.all(), ...this.#unfounded.splice(0)])
      this.restoreOpen(event, this.#nowMs);
    this.#outbox.push({ type: "sealed", height });
    this.watch.look();
    this.#beginHeight();
  }

  /** Reports, proposes, votes and seals as far as the moment allows. */
  #advance(): void {
    for (;;) {
      const recovered = this.#desk.recovery.advance(this.#nowMs, this.#steadyMs);
      if (recovered !== undefined && this.#recover(recovered)) continue;
      const isHalted = this.seals.found !== null;
      const decided = isHalted ? undefined : this.#desk.advance(this.#nowMs, this.#steadyMs);
      for (const double of [...this.#desk.newDoubles(), ...this.seals.newDoubles()])
        this.#author.showDouble(double);
      if (decided === undefined) return;
      this.#adopt(decided.sealed, decided.applied, [], true);
    }
  }

  /** From here on the seats of a recovery seal, above a base that it certifies where nothing else does. */
  #recover({ recovery, base }: RecoveryDecision): boolean {
    const journal = this.#journal;
    if (journal === null) return false;
    if (base !== null) this.#adopt({ ...base.sealed, stands: recovery }, base.applied, [], true);
    else if (journal.recover(recovery, this.setup.verify)) this.#beginHeight();
    else return false;
    this.#outbox.persist({ sync: true, messages: this.#outbox.stored(this.#desk.recovery.messages()) });
    this.sync.offerAgain();
    return true;
  }

  #adopt(sealed: Sealed, applied: Applied, events: readonly AuthenticEvent[], live: boolean): void {
    const journal = this.#journal;
    if (journal === null) return;
    this.#outbox.flush(this.own.last);
    const { height } = sealed.header;
    const unstored = events.filter((event) => journal.open.get(event.id) === undefined);
    const seals = [{ height, record: encodeSealed(sealed) }];
    this.#outbox.underWay = height + 1;
    const messages = this.#outbox.stored(this.#desk.recovery.after(sealed.header.epoch));
    this.#outbox.persist({ sync: live, events: unstored, seals, messages, messagesDoneThrough: height });
    const held = journal.adopt(sealIdOf(sealed.header), applied, this.#nowMs, sealed.stands);
    if (held.length > 0) this.#outbox.persist({ events: held });
    this.#outbox.push({ type: "sealed", height });
    this.watch.look();
    this.#beginHeight();
  }

  #beginHeight(): void {
    if (this.#journal === null) return;
    this.#outbox.underWay = this.#journal.height + 1;
    this.#desk.begin(this.#journal);
  }

  #makeDesk(): SealDesk {
    return new SealDesk({
      ...this.setup,
      lastSign: () => this.own.last,
      maySign: () => this.own.stopped === null,
      isHalted: () => this.seals.found !== null,
      isClockGood: () => this.clockDoubt() === null,
      given: (signed, last, because) => {
        this.own.signedMessage(last);
        this.#outbox.give(signed, because);
      },
      hurry: () => this.sync.hurryAll(this.#steadyMs),
      alarm: (alarm) => this.#outbox.alarm(alarm),
    });
  }

  /** Why this device signs no report now although its turn may have come; null: its clock is believed. */
  clockDoubt(): ClockDoubt | null {
    const state = this.#journal?.at.ledger.state;
    const sealedMs = state === undefined ? 0 : communityOf(state).throughMs;
    return this.clock.doubt(Math.max(sealedMs, this.own.last?.nowMs ?? 0));
  }
}
