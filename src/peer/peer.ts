import { type Cbor, encodeCbor } from "../base/cbor.ts";
import type { CommunityId, EventId, SealId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { KindName } from "../events/kind.ts";
import { witness } from "../events/kinds/witness.ts";
import { EVENT_BYTES_MAX } from "../events/limits.ts";
import type { Verify } from "../events/signature.ts";
import type { Signer } from "../events/signer.ts";
import type { Applied } from "../ledger/cut.ts";
import { genesis } from "../ledger/genesis.ts";
import { type ProfileContent, type SignedProfile, signProfile } from "../profiles/profile.ts";
import { sealIdOf } from "../seal/header.ts";
import type { LastSign } from "../seal/last-sign.ts";
import { encodeSealMessage, type SignedSealMessage } from "../seal/message.ts";
import { encodeSealed, type Sealed } from "../seal/sealed.ts";
import { charterOf } from "../state/state.ts";
import { answerOf } from "./answers.ts";
import { forkBody, shownDevice, writeEvent } from "./authoring.ts";
import { EMPTY_BATCH, type StoreBatch } from "./batch.ts";
import { applySealed, checkPlace, reportersOf, type SealFault } from "./check-seal.ts";
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
/** A running node shows itself again after this long without a report in a seal. */
const RENEW_AFTER_MS = 2 * 24 * 3_600_000;

/**
 * The node as a pure machine: inputs and the time go in, outputs come out, to be carried out in order.
 * No clock, chance, disk or network; the simulator and the shell drive the same code.
 */
export class Peer {
  readonly setup: PeerSetup;
  readonly profiles = new ProfileBook();
  readonly own: OwnDevice;
  readonly sync: SyncClient;
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
    const journal = this.#journal;
    if (journal === null || checkPlace(journal.at, sealed.header) !== null) return "seal-out-of-place";
    const devices = sealed.reports.map(({ device }) => device);
    const reporters = reportersOf(journal.at, devices);
    if (reporters === undefined) return "seal-inconsistent";
    const applied = applySealed(journal.at, sealed.header, sealed.cut, reporters, events);
    if (typeof applied === "string") return applied;
    journal.adopt(sealIdOf(sealed.header), applied, sealed.header.throughMs);
    return null;
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
        this.#answer(input.token, this.#author(input.kind, input.body, input.token));
        break;
      case "set-profile":
        this.#setProfile(input.token, input.content);
        break;
      case "peer-up":
        this.sync.peerUp(input.peer, input.member, this.#nowMs);
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
      case "piece-lost":
        this.#alarm({ code: "piece-lost", piece: input.piece });
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
        this.#showFork([added.held, added.other]);
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
    this.#offerWitness();
  }

  /** Every member's running node is a witness unless its person said no; it says so again before that expires. */
  #offerWitness(): void {
    const journal = this.#journal;
    const { publicKey } = this.setup.signer;
    const member = journal?.ownerOf(publicKey);
    if (!journal || member === undefined || this.own.stopped !== null) return;
    if (journal.open.of(publicKey).some((event) => event.kind === witness.name)) return;
    const { state } = journal.at.ledger;
    const known = state.witnesses.get(member);
    if (known !== undefined && !known.on) return;
    const renewMs = Math.min(RENEW_AFTER_MS, Math.floor((charterOf(state).seatExpiryMs * 2) / 3));
    if (known !== undefined && (known.seenMs === 0 || this.#nowMs - known.seenMs < renewMs)) return;
    this.#author("witness", witness.body.write({ on: true }), null);
  }

  #author(kind: KindName, body: Cbor, token: number | null): Result<EventId, AuthorFault> {
    const journal = this.#journal;
    const { signer, community } = this.setup;
    if (journal === null) return fail("not-synced");
    if (this.own.stopped !== null) return fail("device-stopped");
    const tip = journal.open.tip(signer.publicKey);
    if ((tip?.seq ?? -1) < (this.own.last?.feedSeq ?? -1)) return fail("own-feed-behind");
    if (encodeCbor(body).length > EVENT_BYTES_MAX - 512) return fail("event-too-large");
    const anchor = journal.at.sealId;
    const event = writeEvent(signer, { community, tip, anchor, nowMs: this.#nowMs, kind, body });
    const outcome = journal.whatIf(this.#nowMs, [event]).outcomes.find(({ id }) => id === event.id);
    if (token !== null && outcome?.code != null) return fail(outcome.code);
    if (outcome === undefined || outcome.code !== null) return fail("device-unknown");
    journal.add(event, null, this.#nowMs);
    this.#persist({ sync: true, events: [event], lastSign: this.own.signedEvent(event) });
    this.#outputs.push({ type: "gossip", topic: "events", bytes: event.wire });
    return ok(event.id);
  }

  #answer(token: number, result: Result<EventId, AuthorFault>): void {
    this.#outputs.push({ type: "answer", token, result });
  }

  #setProfile(token: number, content: ProfileContent): void {
    const { community, signer } = this.setup;
    const before = this.profiles.get(signer.publicKey);
    const version = Math.max(this.#nowMs, (before?.version ?? 0) + 1);
    const profile = signProfile(community, signer.publicKey, version, content, (bytes) => signer.sign(bytes));
    this.profiles.add(profile);
    this.#persist({ sync: true, profiles: [{ device: profile.device, bytes: profile.wire }] });
    this.#answer(token, ok(profile.hash as string as EventId));
  }

  #showFork(pair: readonly [AuthenticEvent, AuthenticEvent]): void {
    const journal = this.#journal;
    if (journal === null) return;
    const { device } = pair[0];
    this.#alarm({ code: "device-forked", device });
    if (device === this.setup.signer.publicKey) return;
    const shown = journal.open.all().some((event) => shownDevice(event) === device);
    if (!shown) this.#author("fork", forkBody(pair), null);
  }

  #onRequest({ from, token, request }: Extract<Input, { type: "request" }>): void {
    const known = {
      at: this.#journal?.at ?? null,
      heads: this.#journal?.heads ?? null,
      messages: this.messages(),
      profiles: this.profiles,
    };
    const response = answerOf(known, request, this.sync.isMember(from));
    if (response === "store") this.#outputs.push({ type: "serve", token, request });
    else this.#outputs.push({ type: "respond", token, response });
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
