import { type Cbor, encodeCbor } from "../base/cbor.ts";
import type { CommunityId, EventId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { KindName } from "../events/kind.ts";
import { witness } from "../events/kinds/witness.ts";
import { EVENT_BYTES_MAX } from "../events/limits.ts";
import type { Signer } from "../events/signer.ts";
import { decodeProfile, PROFILE_BYTES_MAX, type ProfileContent, signProfile } from "../profiles/profile.ts";
import { charterOf } from "../state/state.ts";
import { forkBody, shownDevice, writeEvent } from "./authoring.ts";
import type { StoreBatch } from "./batch.ts";
import type { Journal } from "./journal.ts";
import type { Fork } from "./open-feeds.ts";
import type { Alarm, AuthorFault } from "./output.ts";
import type { OwnDevice } from "./own-device.ts";
import type { ProfileBook } from "./profile-book.ts";

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
/** What the payload, the signature, the salt and their headers come to, at most. */
const ENVELOPE_BYTES_MAX = 512;

/** Our own feed and profile: what the person asked for, and what every node says by itself. */
export class Author {
  readonly #port: AuthorPort;

  constructor(port: AuthorPort) {
    this.#port = port;
  }

  /** Signs the next event, unless a rule would refuse it now. Durable before it is acknowledged or sent. */
  say(kind: KindName, body: Cbor): Result<EventId, AuthorFault> {
    const { signer, community, own } = this.#port;
    const journal = this.#port.journal();
    const nowMs = this.#port.nowMs();
    if (journal === null) return fail("not-synced");
    if (own.stopped !== null) return fail("device-stopped");
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
    const known = state.witnesses.get(member);
    if (known !== undefined && !known.on) return;
    const renewMs = Math.min(RENEW_AFTER_MS, Math.floor((charterOf(state).seatExpiryMs * 2) / 3));
    const seenMs = known?.seenMs ?? 0;
    if (known !== undefined && (seenMs === 0 || this.#port.nowMs() - seenMs < renewMs)) return;
    this.say("witness", witness.body.write({ on: true }));
  }

  /** Two histories of one device came to light: every node says so, the first such word counts. */
  showFork(pair: Fork): void {
    const journal = this.#port.journal();
    const { device } = pair[0];
    if (journal === null || journal.at.ledger.state.forks.has(device)) return;
    this.#port.alarm({ code: "device-forked", device });
    this.#sayFork(journal, pair);
  }

  /** The same for forks that came to light by a late event, or before a restart. */
  showForks(): void {
    const journal = this.#port.journal();
    for (const pair of journal?.open.forks() ?? []) if (journal !== null) this.#sayFork(journal, pair);
  }

  #sayFork(journal: Journal, pair: Fork): void {
    const { device } = pair[0];
    const { publicKey } = this.#port.signer;
    // only a member's word counts, about another device of the roll
    if (device === publicKey || [device, publicKey].some((of) => journal.ownerOf(of) === undefined)) return;
    if (!journal.open.all().some((event) => shownDevice(event) === device)) this.say("fork", forkBody(pair));
  }

  setProfile(content: ProfileContent): Result<EventId, AuthorFault> {
    const { community, signer, profiles } = this.#port;
    const before = profiles.get(signer.publicKey);
    const version = Math.max(this.#port.nowMs(), (before?.version ?? 0) + 1);
    const sign = (bytes: Uint8Array) => signer.sign(bytes);
    const profile = signProfile(community, signer.publicKey, version, content, sign);
    if (profile.wire.length > PROFILE_BYTES_MAX) return fail("event-too-large");
    // what others would refuse is not said: see `decodeProfile`
    if (typeof decodeProfile(profile.wire, () => true) === "string") return fail("body-invalid");
    profiles.add(profile);
    this.#port.persist({ sync: true, profiles: [{ device: profile.device, bytes: profile.wire }] });
    return ok(profile.hash as string as EventId);
  }
}
