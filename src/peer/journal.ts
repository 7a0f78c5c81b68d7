import type { DeviceKey, EventId, HashId, MemberId, SealId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { RefusalCode } from "../events/refusals.ts";
import type { Verify } from "../events/signature.ts";
import type { Applied } from "../ledger/cut.ts";
import type { Base } from "../ledger/genesis.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { provisional } from "../ledger/provisional.ts";
import { seatsHash } from "../seal/certificate.ts";
import { sealIdOf } from "../seal/header.ts";
import type { Recovery } from "../seal/recovery.ts";
import type { Sealed } from "../seal/sealed.ts";
import { numberKey } from "../state/key.ts";
import type { Seat } from "../state/records.ts";
import { communityOf, type State } from "../state/state.ts";
import { trieGet } from "../state/trie.ts";
import { admission } from "./admission.ts";
import { appliedBefore } from "./applied-before.ts";
import {
  applySealed,
  beginningOf,
  checkPlace,
  recoveredLedger,
  reportersOf,
  type SealedLedger,
  type SealFault,
  sealedLedger,
} from "./check-seal.ts";
import { HeldHeads } from "./held-heads.ts";
import { type Added, OpenFeeds } from "./open-feeds.ts";
import { Snapshots } from "./snapshots.ts";

/** What was verified before it was stored, or decided here, is not verified again. */
const STORED: Verify = () => true;
/** Apportioning seals whose states are kept: twenty years of half-months. */
const APPORTIONED_STATES_MAX = 500;

/**
 * The log as one node holds it: what is sealed, what came in since, and both views of the ledger. Begun at a snapshot it
 * knows that state, all rolls of seats and the ids of all seals, but neither refusals nor states from before.
 */
export class Journal {
  readonly open: OpenFeeds;
  readonly heads: HeldHeads;
  /** sealed events that a rule refused, with the reason */
  readonly refusals = new Map<EventId, RefusalCode>();
  readonly snapshots = new Snapshots();
  /** what this community was re-founded from; null: it began with nothing */
  readonly base: Base | null;
  #at: SealedLedger;
  /** every roll of seats there was: few, as seats change seldom */
  readonly #rolls = new Map<HashId, readonly Seat[]>();
  /** states share what did not change between them, so keeping one costs only what did */
  readonly #apportioned = new Map<number, State>();
  #view: { readonly version: number; readonly nowMs: number; readonly applied: Applied } | null = null;

  /** `sealId`: of the ledger's own height; `rolls`: of seats before it */
  constructor(
    ledger: Ledger,
    sealId: SealId | null = null,
    rolls: readonly (readonly Seat[])[] = [],
    base: Base | null = null,
  ) {
    this.base = base;
    this.#at = sealedLedger(ledger, sealId);
    for (const seats of [...rolls, this.#at.seats]) this.#rolls.set(seatsHash(seats), seats);
    if (this.height > this.begunAt) this.snapshots.add(ledger);
    this.open = new OpenFeeds(ledger);
    this.heads = new HeldHeads(ledger, this.open);
  }

  get at(): SealedLedger {
    return this.#at;
  }

  get height(): number {
    return communityOf(this.#at.ledger.state).height;
  }

  /** Where this community begins: the height after which it has seals of its own. */
  get begunAt(): number {
    return this.base === null ? 0 : communityOf(this.base.ledger.state).height;
  }

  add(event: AuthenticEvent, from: string | null, nowMs: number): Added {
    const added = this.open.add(event, from, admission(this.#at, nowMs));
    if (added.what === "held" || added.what === "fork") this.heads.touch(event.device);
    return added;
  }

  /** The seats that a header names by their hash, if they ever had a seal to make here. */
  seatsNamed(hash: HashId): readonly Seat[] | undefined {
    return this.#rolls.get(hash);
  }

  /** The id of a seal that is applied here; null at height 0. */
  sealIdAt(height: number): SealId | null | undefined {
    const { state } = this.#at.ledger;
    if (height === communityOf(state).height) return this.#at.sealId;
    return height === 0 ? null : state.seals.get(numberKey(height))?.id;
  }

  /** The state right after an earlier seal that apportioned, for explaining its shares; a node keeps the latest ones. */
  stateAt(height: number): State | undefined {
    return height === this.height ? this.#at.ledger.state : this.#apportioned.get(height);
  }

  /** The next seal has been decided, or a recovery stands on it. Returns what had waited for an event of it and is held from now on. */
  adopt(
    sealId: SealId,
    { ledger, outcomes }: Applied,
    nowMs: number,
    stands: Recovery | null = null,
  ): readonly AuthenticEvent[] {
    for (const { id, code } of outcomes) if (code !== null) this.refusals.set(id, code);
    this.#keepIfApportioned(ledger.state);
    this.#at = sealedLedger(ledger, sealId);
    this.#rolls.set(seatsHash(this.#at.seats), this.#at.seats);
    if (stands !== null) this.recover(stands, STORED);
    this.snapshots.add(ledger);
    this.#view = null;
    const held = this.open.rebase(ledger, admission(this.#at, nowMs));
    this.heads.rebase(ledger);
    return held;
  }

  /** From here on the seats of a recovery seal; false: it does not begin here. */
  recover(recovery: Recovery, verify: Verify): boolean {
    const at = recoveredLedger(this.#at, recovery, verify);
    if (at === undefined) return false;
    this.#at = at;
    this.#rolls.set(seatsHash(at.seats), at.seats);
    return true;
  }

  #keepIfApportioned(state: State): void {
    if (state.postings.size === this.#at.ledger.state.postings.size) return;
    this.#apportioned.set(communityOf(state).height, state);
    const [oldest] = this.#apportioned.keys();
    if (oldest !== undefined && this.#apportioned.size > APPORTIONED_STATES_MAX)
      this.#apportioned.delete(oldest);
  }

  /** The next height as our own store holds it: its certificate was checked before it was stored. */
  restore(sealed: Sealed, events: readonly AuthenticEvent[]): SealFault | null {
    const applied = appliedBefore(this.#at, sealed, () => this.applied(sealed, events, STORED));
    if (typeof applied === "string") return applied;
    this.adopt(sealIdOf(sealed.header), applied, sealed.header.throughMs, sealed.stands);
    return null;
  }

  /** What the next height leads to, its certificate apart. */
  applied(sealed: Sealed, events: readonly AuthenticEvent[], verify: Verify): Applied | SealFault {
    const { header, cut, stands } = sealed;
    const at = beginningOf(this.#at, sealed, verify);
    if (at === undefined || checkPlace(at, header) !== null) return "seal-out-of-place";
    const devices = sealed.reports.map(({ device }) => device);
    const reporters = reportersOf(at, devices);
    if (reporters === undefined) return "seal-inconsistent";
    const applied = applySealed(at, header, cut, reporters, events);
    if (typeof applied === "string" || stands === null) return applied;
    const next = sealedLedger(applied.ledger, sealIdOf(header));
    return recoveredLedger(next, stands, verify) === undefined ? "seal-certificate-wrong" : applied;
  }

  /** How things would stand if all that is held were sealed now. Computed only when something changed or time passed. */
  view(nowMs: number): Applied {
    const version = this.open.version;
    if (this.#view?.version === version && this.#view.nowMs === nowMs) return this.#view.applied;
    const applied = this.whatIf(nowMs, []);
    this.#view = { version, nowMs, applied };
    return applied;
  }

  /** The same with events that nobody holds yet. */
  whatIf(nowMs: number, more: readonly AuthenticEvent[]): Applied {
    const events = [...this.open.all(), ...more];
    return provisional(this.#at.ledger, { lastSeal: this.#at.sealId, nowMs, events });
  }

  sealedSeq(device: string): number {
    return trieGet(this.#at.ledger.heads, device)?.seq ?? -1;
  }

  /** Whether the device is of somebody who may still be let in: their first event is held here, or is sealed and waits. */
  isNewcomer(device: DeviceKey): boolean {
    const isDecided = this.ownerOf(device) !== undefined || this.isTurnedAway(device);
    return !isDecided && this.open.tip(device) !== null;
  }

  /** Whether a device's first event came to nothing: it is on nobody's roll, and its feed has ended. */
  isTurnedAway(device: DeviceKey): boolean {
    const { heads, state } = this.#at.ledger;
    return !state.devices.has(device) && trieGet(heads, device)?.ended === true;
  }

  /** Whose device this is by what is sealed. */
  ownerOf(device: string): MemberId | undefined {
    return this.#at.ledger.state.devices.get(device)?.member;
  }
}
