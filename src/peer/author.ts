import { type Cbor, encodeCbor } from "../base/cbor.ts";
import type { CommunityId, DeviceKey, EventId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { KindName } from "../events/kind.ts";
import { witness } from "../events/kinds/witness.ts";
import { ENVELOPE_BYTES_MAX, EVENT_BYTES_MAX } from "../events/limits.ts";
import type { Signer } from "../events/signer.ts";
import { decodeProfile, PROFILE_BYTES_MAX, type ProfileContent, signProfile } from "../profiles/profile.ts";
import type { DoubleWord } from "../seal/vote-box.ts";
import { isOnRoll } from "../state/on-roll.ts";
import { charterOf } from "../state/state.ts";
import { doubleBody, forkBody, shownDevice, writeEvent } from "./authoring.ts";
import type { StoreBatch } from "./batch.ts";
import { BeaconKeeper } from "./beacon-keeper.ts";
import type { Journal } from "./journal.ts";
import type { Fork } from "./open-feeds.ts";
import type { Alarm, AuthorFault } from "./output.ts";
import type { OwnDevice } from "./own-device.ts";
import type { ProfileBook } from "./profile-book.ts";
import { storedProfile } from "./stored-profile.ts";
import { isOutdated } from "./unknown-rules.ts";

/** What our own hand needs of the peer. */
export interface AuthorPort {
  readonly community: CommunityId;
  readonly signer: Signer;
  readonly own: OwnDevice;
  readonly profiles: ProfileBook;
  journal(): Journal | null;
  nowMs(): number;
  persist(part: Partial<StoreBatch>): void;
  gossip(bytes: Uint8Array): void;
  alarm(alarm: Alarm): void;
}

/** A running node shows itself again after this long without a report in a seal. */
const RENEW_AFTER_MS = 2 * 24 * 3_600_000;

/** Our own feed and profile: what the person asked for, and what every node says by itself. */
export class Author {
  readonly #port: AuthorPort;
  readonly #beacons: BeaconKeeper;
  /** seats that contradicted themselves, until a fork of theirs is sealed */
  readonly #doubles = new Map<DeviceKey, DoubleWord>();

  constructor(port: AuthorPort) {
    this.#port = port;
    this.#beacons = new BeaconKeeper(port.signer, (kind, body) => this.say(kind, body));
  }

  /** Signs the next event, unless a rule would refuse it now. Durable before it is acknowledged or sent. */
  say(kind: KindName, body: Cbor): Result<EventId, AuthorFault> {
    const { signer, community, own } = this.#port;
    const journal = this.#port.journal();
    const nowMs = this.#port.nowMs();
    if (journal === null) return fail("not-synced");
    if (own.fault !== null) return fail(own.fault);
    if (isOutdated(journal.at.ledger.state)) return fail("update-needed");
    const tip = journal.open.tip(signer.publicKey);
    if ((tip?.seq ?? -1) < (own.last?.feedSeq ?? -1)) return fail("own-feed-behind");
    if (encodeCbor(body).length > EVENT_BYTES_MAX - ENVELOPE_BYTES_MAX) return fail("event-too-large");
    const event = writeEvent(signer, { community, tip, anchor: journal.at.sealId, nowMs, kind, body });
    const outcome = journal.whatIf(nowMs, [event]).outcomes.find(({ id }) => id === event.id);
    const refusal = outcome === undefined ? "device-unknown" : outcome.code;
    if (refusal !== null) return fail(refusal);
    journal.add(event, null, nowMs);
    this.#port.persist({ sync: true, events: [event], lastSign: own.signedEvent(event) });
    this.#port.gossip(event.wire);
    return ok(event.id);
  }

  /** Every member's running node is a witness unless its person said no; it says so again before that expires. */
  offerWitness(): void {
    const journal = this.#port.journal();
    const { publicKey } = this.#port.signer;
    const member = journal?.ownerOf(publicKey);
    if (!journal || member === undefined || this.#port.own.stopped !== null) return;
    if (journal.open.of(publicKey).some((event) => event.kind === witness.name)) return;
    const { state } = journal.at.ledger;
    if (!isOnRoll(state, member)) return;
    const known = state.witnesses.get(member);
    // a fork bars who never said anything; only a person's own word switches off
    if (known !== undefined && !known.on && known.height > 0) return;
    const isGone = known !== undefined && state.devices.get(known.device)?.status !== "live";
    const renewMs = Math.min(RENEW_AFTER_MS, Math.floor((charterOf(state).seatExpiryMs * 2) / 3));
    const seenMs = known?.seenMs ?? 0;
    // a device takes its member's seat where the other one was not seen after the seal that brought this one
    const isNew = known?.device !== publicKey && seenMs <= state.devices.must(publicKey).sinceMs;
    if (known !== undefined && !isNew && !isGone && (seenMs === 0 || this.#port.nowMs() - seenMs < renewMs))
      return;
    this.say("witness", witness.body.write({ on: true }));
  }

  /** What lots need of every member; see `BeaconKeeper`. */
  offerBeacon(): void {
    if (this.#port.own.stopped === null) this.#beacons.offer(this.#port.journal());
  }

  /** Two histories of one device came to light: every node says so, the first such word counts. */
  showFork(pair: Fork): void {
    const journal = this.#port.journal();
    const { device } = pair[0];
    if (journal === null || journal.at.ledger.state.forks.has(device)) return;
    this.#port.alarm({ code: "device-forked", device });
    this.#sayFork(journal, device, forkBody(pair));
  }

  /** The same of a seat that said two things in one place of the agreement. */
  showDouble(double: DoubleWord): void {
    const journal = this.#port.journal();
    const { device } = double.first.message;
    if (journal === null || journal.at.ledger.state.forks.has(device)) return;
    this.#port.alarm({ code: "device-forked", device });
    if (!this.#doubles.has(device)) this.#doubles.set(device, double);
    this.#sayFork(journal, device, doubleBody(double));
  }

  /** The same for forks that came to light by a late event, before a restart, or while nothing could be signed. */
  showForks(): void {
    const journal = this.#port.journal();
    if (journal === null) return;
    for (const pair of journal.open.forks()) {
      const { device } = pair[0];
      if (this.#sayFork(journal, device, forkBody(pair))) this.#port.alarm({ code: "device-forked", device });
    }
    for (const [device, double] of this.#doubles) {
      if (journal.at.ledger.state.forks.has(device)) this.#doubles.delete(device);
      else this.#sayFork(journal, device, doubleBody(double));
    }
  }

  /** Whether it was said now. */
  #sayFork(journal: Journal, device: DeviceKey, body: Cbor): boolean {
    const { publicKey } = this.#port.signer;
    // only a member's word counts, about another device of the roll
    if (device === publicKey || [device, publicKey].some((of) => journal.ownerOf(of) === undefined))
      return false;
    if (journal.open.all().some((event) => shownDevice(event) === device)) return false;
    this.say("fork", body);
    return true;
  }

  setProfile(content: ProfileContent | null): Result<EventId, AuthorFault> {
    const { community, signer, profiles, own } = this.#port;
    if (own.fault !== null) return fail(own.fault);
    const before = profiles.get(signer.publicKey);
    const version = Math.max(this.#port.nowMs(), (before?.version ?? 0) + 1);
    const sign = (bytes: Uint8Array) => signer.sign(bytes);
    const profile = signProfile(community, signer.publicKey, version, content, sign);
    if (profile.wire.length > PROFILE_BYTES_MAX) return fail("event-too-large");
    // what others would refuse is not said: see `decodeProfile`
    if (typeof decodeProfile(profile.wire, () => true) === "string") return fail("body-invalid");
    profiles.add(profile);
    this.#port.persist({ sync: true, profiles: [storedProfile(profile)] });
    return ok(profile.hash as string as EventId);
  }
}
