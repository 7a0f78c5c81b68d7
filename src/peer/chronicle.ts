import type { SealId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { Applied } from "../ledger/cut.ts";
import { type Base, originOf } from "../ledger/genesis.ts";
import { sealIdOf } from "../seal/header.ts";
import type { SignedSealMessage } from "../seal/message.ts";
import { encodeSealed, type Sealed } from "../seal/sealed.ts";
import { genesisBefore } from "./applied-before.ts";
import type { FetchedBase } from "./base-client.ts";
import type { SealFault } from "./check-seal.ts";
import { Journal } from "./journal.ts";
import type { Moment } from "./moment.ts";
import type { Outbox } from "./outbox.ts";
import type { OwnDevice } from "./own-device.ts";
import { Past } from "./past.ts";
import type { PeerSetup } from "./peer-setup.ts";
import type { RecoveryDecision } from "./recovering.ts";
import { SealDesk } from "./seal-desk.ts";
import type { SealedSnapshot } from "./sealed-snapshot.ts";
import type { SyncClient } from "./sync-client.ts";

/** What moving from height to height needs of the peer. */
export interface ChroniclePort {
  readonly setup: PeerSetup;
  readonly own: OwnDevice;
  readonly sync: SyncClient;
  readonly outbox: Outbox;
  readonly moment: Moment;
  isClockGood(): boolean;
  /** two seals for one height: nothing more is sealed here */
  isHalted(): boolean;
  /** the next height has rules that this software does not know: nothing more is signed or applied */
  isOutdated(): boolean;
  /** the state has moved: what does it say of our own device? */
  look(): void;
  /** of what a snapshot says of our own feed */
  hearHead(): void;
  /** who contradicted themselves is shown */
  showDoubles(): void;
}

/** The log as it grows: from the community's first event, or a snapshot, from height to height. */
export class Chronicle {
  readonly desk: SealDesk;
  readonly #port: ChroniclePort;
  #journal: Journal | null = null;
  /** open events from the store whose author nobody knows yet */
  #unfounded: AuthenticEvent[] = [];

  constructor(port: ChroniclePort) {
    this.#port = port;
    this.desk = this.#makeDesk();
  }

  /** null: the community's first event is not here yet */
  get journal(): Journal | null {
    return this.#journal;
  }

  /** The community's first event, where it names one with its base; false where it is not this community's. */
  found(event: AuthenticEvent, base: Base | null): boolean {
    const ledger = event.id === this.#port.setup.community ? genesisBefore(event, base) : null;
    if (!ledger?.ok) return false;
    const seal = (originOf(event)?.seal ?? null) as string | null;
    this.#journal = new Journal(ledger.value, seal as SealId | null, [], base);
    return true;
  }

  /** The same from another node. */
  takeFound(event: AuthenticEvent, fetched: FetchedBase | null): boolean {
    if (!this.found(event, fetched?.base ?? null)) return false;
    this.#port.outbox.persist({ sync: true, events: [event], base: fetched?.parts ?? null });
    for (const open of this.#unfounded.splice(0)) this.restoreOpen(open, this.#port.moment.nowMs);
    this.beginHeight();
    return true;
  }

  /** A start that its seal proves, in place of height 0. `missing`: the lowest height that is not in the store. */
  begin({ header, ledger, rolls }: SealedSnapshot, missing: number): void {
    this.#journal = new Journal(ledger, sealIdOf(header), rolls, this.#journal?.base);
    this.#port.sync.past = missing <= header.height ? new Past(missing, header.height) : null;
    this.#port.hearHead();
  }

  /** The same from other nodes; the store has been given its parts. Durable before anything is done that rests on it. */
  start(snapshot: SealedSnapshot): void {
    const before = this.#journal;
    if (before === null || before.height > before.begunAt) return;
    const { outbox, own, moment } = this.#port;
    const { height } = snapshot.header;
    outbox.flush(own.last);
    outbox.persist({ sync: true, messagesDoneThrough: height });
    this.begin(snapshot, before.begunAt + 1);
    for (const event of [...before.open.all(), ...this.#unfounded.splice(0)])
      this.restoreOpen(event, moment.nowMs);
    outbox.push({ type: "sealed", height });
    this.#port.look();
    this.beginHeight();
  }

  /** The next height from our own store: its certificate was checked before it was stored, its result is checked again. */
  restoreHeight(sealed: Sealed, events: readonly AuthenticEvent[]): SealFault | null {
    return this.#journal === null ? "seal-out-of-place" : this.#journal.restore(sealed, events);
  }

  restoreOpen(event: AuthenticEvent, nowMs: number): void {
    const held = this.#journal?.add(event, null, nowMs).what === "held";
    // where a community begins hardly anybody is known: a snapshot may know the author
    const isBegun = this.#journal !== null && this.#journal.height > this.#journal.begunAt;
    if (!held && !isBegun) this.#unfounded.push(event);
  }

  beginHeight(): void {
    if (this.#journal === null) return;
    this.#port.outbox.underWay = this.#journal.height + 1;
    this.desk.begin(this.#journal);
  }

  /** Reports, proposes, votes and seals as far as the moment allows. */
  advance(): void {
    const { nowMs, steadyMs } = this.#port.moment;
    while (!this.#port.isOutdated()) {
      const recovered = this.desk.recovery.advance(nowMs, steadyMs);
      if (recovered !== undefined && this.#recover(recovered)) continue;
      const decided = this.#port.isHalted() ? undefined : this.desk.advance(nowMs, steadyMs);
      this.#port.showDoubles();
      if (decided === undefined) return;
      this.adopt(decided.sealed, decided.applied, [], true);
    }
  }

  /** From here on the seats of a recovery seal, above a base that it certifies where nothing else does. */
  #recover({ recovery, base }: RecoveryDecision): boolean {
    const journal = this.#journal;
    const { outbox, setup, sync } = this.#port;
    if (journal === null) return false;
    if (base !== null) this.adopt({ ...base.sealed, stands: recovery }, base.applied, [], true);
    else if (journal.recover(recovery, setup.verify)) this.beginHeight();
    else return false;
    outbox.persist({ sync: true, messages: outbox.stored(this.desk.recovery.messages()) });
    sync.offerAgain();
    return true;
  }

  /** The next height is decided, here (`live`) or elsewhere. */
  adopt(sealed: Sealed, applied: Applied, events: readonly AuthenticEvent[], live: boolean): void {
    const journal = this.#journal;
    const { outbox, own, moment } = this.#port;
    if (journal === null) return;
    outbox.flush(own.last);
    const { height } = sealed.header;
    const unstored = events.filter((event) => journal.open.get(event.id) === undefined);
    const seals = [{ height, record: encodeSealed(sealed) }];
    outbox.underWay = height + 1;
    const messages = outbox.stored(this.desk.recovery.after(sealed.header.epoch));
    outbox.persist({ sync: live, events: unstored, seals, messages, messagesDoneThrough: height });
    const held = journal.adopt(sealIdOf(sealed.header), applied, moment.nowMs, sealed.stands);
    if (held.length > 0) outbox.persist({ events: held });
    outbox.push({ type: "sealed", height });
    this.#port.look();
    this.beginHeight();
  }

  #makeDesk(): SealDesk {
    const { setup, own, sync, outbox, moment } = this.#port;
    return new SealDesk({
      ...setup,
      lastSign: () => own.last,
      maySign: () => own.stopped === null && !this.#port.isOutdated(),
      isHalted: () => this.#port.isHalted(),
      isClockGood: () => this.#port.isClockGood(),
      given: (signed: SignedSealMessage, last, because) => {
        own.signedMessage(last);
        outbox.give(signed, because);
      },
      hurry: () => sync.hurryAll(moment.steadyMs),
      alarm: (alarm) => outbox.alarm(alarm),
    });
  }
}
