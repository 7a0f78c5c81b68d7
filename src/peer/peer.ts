import type { AuthenticEvent } from "../events/event.ts";
import type { Base } from "../ledger/genesis.ts";
import type { SignedProfile } from "../profiles/profile.ts";
import type { SignedSealMessage } from "../seal/message.ts";
import type { Sealed } from "../seal/sealed.ts";
import { communityOf } from "../state/state.ts";
import { answerOf } from "./answers.ts";
import { Author } from "./author.ts";
import type { SealFault } from "./check-seal.ts";
import { Chronicle } from "./chronicle.ts";
import { type ClockDoubt, ClockGuard } from "./clock-guard.ts";
import type { Input, PeerId } from "./input.ts";
import { Intake } from "./intake.ts";
import type { Journal } from "./journal.ts";
import { Moment } from "./moment.ts";
import { onResponse, type Pulled } from "./on-response.ts";
import { Outbox } from "./outbox.ts";
import type { Alarm, Output } from "./output.ts";
import { OwnDevice } from "./own-device.ts";
import { OwnWatch } from "./own-watch.ts";
import type { PeerSetup } from "./peer-setup.ts";
import { ProfileBook } from "./profile-book.ts";
import type { RecoveryStatus } from "./recovering.ts";
import { SealWatch } from "./seal-watch.ts";
import type { BegunSnapshot, SealedSnapshot } from "./sealed-snapshot.ts";
import type { Sealing } from "./sealing.ts";
import { BAD_ANSWER_POINTS } from "./stop-turn.ts";
import { SyncClient } from "./sync-client.ts";
import { isOutdated, unknownRules } from "./unknown-rules.ts";

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
  readonly #intake: Intake;
  readonly #chronicle: Chronicle;
  readonly #outbox = new Outbox();
  readonly #moment = new Moment();

  constructor(setup: PeerSetup) {
    this.setup = setup;
    const { signer, lastSign, stopped } = setup;
    this.own = new OwnDevice(signer.publicKey, lastSign, stopped);
    this.sync = new SyncClient(setup.syncEveryMs);
    this.#chronicle = this.#makeChronicle();
    const alarm = (what: Alarm): void => this.#outbox.alarm(what);
    const port = { own: this.own, journal: () => this.journal, alarm };
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
      nowMs: () => this.#moment.nowMs,
      persist: (part) => this.#outbox.persist(part),
      gossip: (bytes) => this.#outbox.push({ type: "gossip", topic: "events", bytes }),
    });
    const parts = { setup, sync: this.sync, watch: this.watch, author: this.#author };
    const times = { outbox: this.#outbox, moment: this.#moment };
    this.#intake = new Intake({ ...parts, ...times, chronicle: this.#chronicle });
  }

  get journal(): Journal | null {
    return this.#chronicle.journal;
  }

  get sealing(): Sealing | null {
    return this.#chronicle.desk.sealing;
  }

  /** How far a recovery is, whether or not anybody wants one; null: the community's first event is not here. */
  recovery(): RecoveryStatus | null {
    return this.#chronicle.desk.recovery.status();
  }

  /** Reports, proposals and votes held for the next height. */
  messages(): readonly SignedSealMessage[] {
    return this.#chronicle.desk.messages();
  }

  // ── cold start: what the store holds, in this order, then `ready` ──

  /** The community's first event, with its base if it was re-founded; false where it is not this community's. */
  found(event: AuthenticEvent, base: Base | null = null): boolean {
    return this.#chronicle.found(event, base);
  }

  /** A start that its seal proves, in place of height 0. `missing`: the lowest height that is not in the store. */
  begin(snapshot: SealedSnapshot, missing: number): void {
    this.#chronicle.begin(snapshot, missing);
  }

  /** Of a start that was not fetched whole: what the store has of it. */
  resume(snapshot: BegunSnapshot): void {
    this.sync.start.resume(snapshot);
  }

  /** The next sealed height; its certificate was checked before it was stored, its result is checked again. */
  restoreHeight(sealed: Sealed, events: readonly AuthenticEvent[]): SealFault | null {
    return this.#chronicle.restoreHeight(sealed, events);
  }

  restoreOpen(event: AuthenticEvent, nowMs: number): void {
    this.#chronicle.restoreOpen(event, nowMs);
  }

  /** After everything was restored: goes on from what was signed last. */
  ready(kept: readonly SignedSealMessage[], profiles: readonly SignedProfile[]): readonly Output[] {
    for (const profile of profiles) this.profiles.add(profile);
    if (this.own.reconcile(this.journal?.open.tip(this.setup.signer.publicKey) ?? null, kept))
      this.#outbox.persist({ sync: true, lastSign: this.own.last });
    this.#chronicle.desk.restore(kept);
    this.#chronicle.beginHeight();
    this.#look();
    this.watch.tell();
    return this.#outbox.drain(this.own.last);
  }

  /** What the state says of us, and of the rules to come. */
  #look(): void {
    this.watch.look();
    const unknown = this.journal && unknownRules(this.journal.at.ledger.state);
    if (unknown !== null) this.#outbox.alarm({ code: "update-needed", ...unknown });
  }

  handle(input: Input, nowMs: number): readonly Output[] {
    this.#moment.look(nowMs);
    this.clock.look(nowMs);
    this.#take(input);
    this.watch.settle();
    this.#chronicle.advance();
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
        if (!input.isTeller) this.clock.peerUp(input.peer);
        this.sync.peerUp(input.peer, input.device, this.#moment.steadyMs, input.isTeller);
        this.watch.met(input.device);
        break;
      case "peer-down":
        this.clock.peerDown(input.peer);
        this.journal?.open.forgetPeer(input.peer);
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
        onResponse(this.#pulled(), input.from, input.response, this.#moment.nowMs);
        break;
      case "no-response":
        this.sync.giveUp(input.from);
        break;
      case "only-copy":
        this.watch.sayOnlyCopy();
        this.sync.hurryAll(this.#moment.steadyMs);
        break;
      case "recover":
        this.#outbox.answer(input.token, this.#chronicle.desk.recovery.give(input.wish));
        break;
      case "confirm-date":
        this.clock.confirm();
        break;
      case "recalled":
        this.seals.recalled(input.height, input.record);
        break;
      case "fork-found":
        this.#intake.showFork([input.held, input.other]);
        break;
      default:
        input satisfies never;
    }
  }

  /** See `Intake`. */
  takeEvents(events: readonly AuthenticEvent[], from: PeerId | null, gossiped: boolean): boolean {
    return this.#intake.takeEvents(events, from, gossiped);
  }

  takeMessage(signed: SignedSealMessage, from: PeerId | null, gossiped: boolean): boolean {
    return this.#intake.takeMessage(signed, from, gossiped);
  }

  #onTick(): void {
    for (const { peer, request } of this.sync.due(this.#moment.steadyMs)) {
      this.watch.begin(peer);
      this.#outbox.push({ type: "request", to: peer, request });
    }
    this.#author.offerWitness();
    this.#author.offerBeacon();
    this.#author.showForks();
  }

  #onRequest({ from, token, request }: Extract<Input, { type: "request" }>): void {
    const { at = null, heads = null, snapshots = null, base = null } = this.journal ?? {};
    const here = { messages: this.messages(), profiles: this.profiles, nowMs: this.#moment.nowMs };
    if (this.#isTurnedAway(from)) {
      this.#outbox.push({ type: "respond", token, response: { type: "refused" } });
      return;
    }
    const known = { at, heads, snapshots, base, twoSeals: this.seals.shown, ...here };
    const response = answerOf(known, request, this.#isMember(from));
    if (response === "store") this.#outbox.push({ type: "serve", token, request });
    else this.#outbox.push({ type: "respond", token, response });
  }

  /** Another was quicker with the same invite, or the join was refused: such a newcomer fetches no more than before they came. */
  #isTurnedAway(peer: PeerId): boolean {
    const device = this.sync.deviceOf(peer);
    return device !== undefined && this.journal?.isTurnedAway(device) === true;
  }

  /** By what is sealed now: a newcomer becomes a member while connected. */
  #isMember(peer: PeerId): boolean {
    const device = this.sync.deviceOf(peer);
    return device !== undefined && this.journal?.ownerOf(device) !== undefined;
  }

  #pulled(): Pulled {
    return {
      peer: this,
      outbox: this.#outbox,
      steadyMs: this.#moment.steadyMs,
      found: (event, base) => this.#chronicle.takeFound(event, base),
      adopt: (sealed, applied, events) => {
        for (const event of events) this.watch.hear(event);
        this.#chronicle.adopt(sealed, applied, events, false);
      },
      start: (snapshot) => this.#chronicle.start(snapshot),
    };
  }

  #makeChronicle(): Chronicle {
    const { setup, own, sync } = this;
    return new Chronicle({
      ...{ setup, own, sync, outbox: this.#outbox, moment: this.#moment },
      isClockGood: () => this.clockDoubt() === null,
      isHalted: () => this.seals.found !== null,
      isOutdated: () => this.journal !== null && isOutdated(this.journal.at.ledger.state),
      look: () => this.#look(),
      hearHead: () => this.watch.hearHead(),
      showDoubles: () => {
        const doubles = [...this.#chronicle.desk.newDoubles(), ...this.seals.newDoubles()];
        for (const double of doubles) this.#author.showDouble(double);
      },
    });
  }

  /** Why this device signs no report now although its turn may have come; null: its clock is believed. */
  clockDoubt(): ClockDoubt | null {
    const state = this.journal?.at.ledger.state;
    const sealedMs = state === undefined ? 0 : communityOf(state).throughMs;
    return this.clock.doubt(Math.max(sealedMs, this.own.last?.nowMs ?? 0));
  }
}
