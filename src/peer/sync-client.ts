import { equalBytes } from "../base/bytes.ts";
import type { DeviceKey, HashId } from "../base/id.ts";
import type { BaseClient } from "./base-client.ts";
import { feedsBehind } from "./feeds-behind.ts";
import { HeightsTold } from "./heights-told.ts";
import { HistoryDeal } from "./history-deal.ts";
import type { PeerId } from "./input.ts";
import type { Past } from "./past.ts";
import { type NextStep, type Sender, SnapshotClient } from "./snapshot-client.ts";
import { FEEDS_PER_REQUEST_MAX, type HeldHead, MESSAGES_KNOWN_MAX, type SyncRequest } from "./sync-frames.ts";
import { atRest, type Session, type Status } from "./sync-session.ts";
import type { SyncView } from "./sync-view.ts";

/** Buckets asked about at once: the heads of 40,000 feeds fit into the answers, see HEADS_PER_ANSWER_MAX. */
const BUCKETS_PER_REQUEST = 8;
/** Profiles that fit into one answer. */
const PROFILES_PER_REQUEST = 40;
/** Twice what the largest height may take in parts; a turn that goes on longer without a gain is over. */
const FRUITLESS_MAX = 400;
const FIRST_EVENT: SyncRequest = { type: "history", height: 1, offset: 0, skip: 0, last: 0 };
/** Who waits for what another peer is asked for looks again after so many milliseconds. */
const WAIT_MS = 1_000;

/**
 * Pulls from one peer at a time what it holds and we do not: sealed history, open feeds, seal messages,
 * profiles, in this order. One request is out per peer; a status that is equal ends it after one round trip.
 */
export class SyncClient {
  readonly start = new SnapshotClient();
  readonly deal = new HistoryDeal();
  readonly told = new HeightsTold();
  /** what a re-founded community's first event names, while it is being fetched */
  base: BaseClient | null = null;
  /** what is still missing of the history before a snapshot */
  past: Past | null = null;
  readonly #sessions = new Map<PeerId, Session>();
  readonly #everyMs: number;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  peers(): Iterable<PeerId> {
    return this.#sessions.keys();
  }

  deviceOf(peer: PeerId): DeviceKey | undefined {
    return this.#sessions.get(peer)?.device;
  }

  peerUp(peer: PeerId, device: DeviceKey, nowMs: number, isTeller = false): void {
    const refused = { height: 0, hashes: new Set<HashId>() };
    this.#sessions.set(peer, { dueMs: nowMs, peer, device, refused, ...atRest() });
    if (isTeller) this.deal.tellers.add(peer);
    else this.deal.tellers.delete(peer);
  }

  isTeller(peer: PeerId): boolean {
    return this.deal.tellers.has(peer);
  }

  /** A peer with who else is there. */
  senderOf(peer: PeerId): Sender | undefined {
    const device = this.deviceOf(peer);
    const connected = [...this.#sessions.values()].map((session) => session.device);
    return device === undefined ? undefined : { peer, device, connected };
  }

  peerDown(peer: PeerId): void {
    this.deal.leave(peer);
    this.deal.tellers.delete(peer);
    this.told.forget(peer);
    this.#release(peer);
    this.#sessions.delete(peer);
  }

  /** Asks this peer soon: it seems to hold something we lack. */
  hurry(peer: PeerId, nowMs: number): void {
    const session = this.#sessions.get(peer);
    if (session !== undefined) session.dueMs = Math.min(session.dueMs, nowMs);
  }

  /** Seal messages that were of no use may be now. */
  offerAgain(): void {
    for (const { refused } of this.#sessions.values()) refused.hashes.clear();
  }

  hurryAll(nowMs: number): void {
    for (const peer of this.#sessions.keys()) this.hurry(peer, nowMs);
  }

  /** Requests that are due now. */
  due(nowMs: number): readonly { readonly peer: PeerId; readonly request: SyncRequest }[] {
    const requests: { peer: PeerId; request: SyncRequest }[] = [];
    for (const [peer, session] of this.#sessions) {
      if (session.busy || session.dueMs > nowMs) continue;
      session.busy = true;
      session.dueMs = nowMs + this.#everyMs;
      requests.push({ peer, request: { type: "status" } });
    }
    return requests;
  }

  /** The peer did not answer, or sent what cannot be used: try again at the next turn. */
  giveUp(peer: PeerId): void {
    const session = this.#sessions.get(peer);
    if (session?.busy && session.status === null) {
      this.start.silent(session.device);
      this.deal.leave(peer);
    }
    if (this.deal.lane(peer)?.isAsked) this.told.brought(peer, false);
    this.#release(peer);
    if (session !== undefined) Object.assign(session, atRest());
  }

  #release(peer: PeerId): void {
    this.start.release(peer);
    this.deal.release(peer);
    this.past?.release(peer);
    this.base?.release(peer);
  }

  /** An answer came; false: this turn has brought nothing for too long. */
  answered(peer: PeerId, gain: boolean): boolean {
    const session = this.#sessions.get(peer);
    if (session === undefined) return false;
    session.fruitless = gain ? 0 : session.fruitless + 1;
    return session.fruitless <= FRUITLESS_MAX;
  }

  onStatus(peer: PeerId, status: Status, view: SyncView, nowMs: number): SyncRequest | null {
    const session = this.#sessions.get(peer);
    const sender = this.senderOf(peer);
    if (session === undefined || sender === undefined) return null;
    session.status = status;
    if (!this.isTeller(peer)) this.told.tell(peer, status.height);
    if (status.height <= view.height() && view.founded()) return this.#afterHistory(session, view);
    const step = this.#stepBeforeHistory(sender, status, view, nowMs);
    if (step === "history") return this.plainHistory(peer, view);
    if (step !== "wait") return step;
    return this.#wait(session, view);
  }

  /** Others are at it. */
  #wait(session: Session, view: SyncView): null {
    session.dueMs = Math.min(session.dueMs, view.steadyMs() + WAIT_MS);
    return this.#rest(session);
  }

  #stepBeforeHistory(sender: Sender, { height }: Status, view: SyncView, nowMs: number): NextStep {
    if (!view.founded() && this.base !== null) return this.base.begin(sender.peer);
    return this.start.begin(sender, height, view.height(), nowMs, view.begunAt());
  }

  /** Every seal with its events, to be applied one by one; before all else the community's first event. */
  plainHistory(peer: PeerId, view: SyncView): SyncRequest | null {
    const session = this.#sessions.get(peer);
    if (session === undefined || session.status === null) return null;
    if (!view.founded()) return FIRST_EVENT;
    const next = this.deal.next(peer, session.status.height, view.height(), view.steadyMs());
    return next === "wait" ? this.#wait(session, view) : next;
  }

  /** An answer of the past came; `gain`: it brought something. */
  onPast(peer: PeerId, gain: boolean): SyncRequest | null {
    const session = this.#sessions.get(peer);
    if (session === undefined) return null;
    const next = gain ? (this.past?.next() ?? null) : null;
    // more of it at the next tick, after what is new
    if (gain && next === null) session.dueMs -= this.#everyMs;
    return next ?? this.#rest(session);
  }

  /** `progress`: the answer brought something, so there may be more. */
  onHistory(peer: PeerId, progress: boolean, view: SyncView): SyncRequest | null {
    const session = this.#sessions.get(peer);
    if (session === undefined || session.status === null) return null;
    this.told.brought(peer, progress);
    if (progress && session.status.height > view.height()) return this.plainHistory(peer, view);
    this.deal.release(peer);
    return view.founded() ? this.#afterHistory(session, view) : this.#rest(session);
  }

  onBuckets(peer: PeerId, hashes: readonly Uint8Array[], view: SyncView): SyncRequest | null {
    const session = this.#sessions.get(peer);
    if (session === undefined || view.heads === null) return null;
    const own = view.heads.hashes();
    session.buckets = hashes.flatMap((hash, i) => (equalBytes(hash, own[i] as Uint8Array) ? [] : [i]));
    return this.#nextBuckets(session, view);
  }

  onHeads(peer: PeerId, heads: readonly HeldHead[], view: SyncView): SyncRequest | null {
    const session = this.#sessions.get(peer);
    if (session === undefined || view.open === null) return null;
    session.feeds = [...feedsBehind(heads, view)];
    return this.#nextFeeds(session, view);
  }

  /** `more`: the answer stopped before the end of what was asked for. */
  onFeeds(peer: PeerId, more: boolean, view: SyncView): SyncRequest | null {
    const session = this.#sessions.get(peer);
    const open = view.open;
    if (session === undefined || open === null) return null;
    if (more) {
      const asked = session.feeds.slice(0, FEEDS_PER_REQUEST_MAX);
      const moved = asked.map(({ device, seq }) => {
        return { device, seq: Math.max(seq, (open.tip(device)?.seq ?? -1) + 1) };
      });
      const progressed = moved.some((position, i) => position.seq > (asked[i]?.seq ?? 0));
      session.feeds = [...moved, ...session.feeds.slice(FEEDS_PER_REQUEST_MAX)];
      // the first of them is of no use here; those behind it may be
      if (!progressed) session.feeds = session.feeds.slice(1);
    } else session.feeds = session.feeds.slice(FEEDS_PER_REQUEST_MAX);
    return this.#nextFeeds(session, view);
  }

  /** `refused`: what came and is of no use here; `gain`: something else was new, so there may be more. */
  onMessages(peer: PeerId, gain: boolean, refused: readonly HashId[], view: SyncView): SyncRequest | null {
    const session = this.#sessions.get(peer);
    if (session === undefined) return null;
    const height = view.height() + 1;
    if (gain || session.refused.height !== height) session.refused = { height, hashes: new Set() };
    const { hashes } = session.refused;
    for (const hash of refused) if (hashes.size < MESSAGES_KNOWN_MAX) hashes.add(hash);
    return gain ? this.#askMessages(session, view) : this.#afterMessages(session, view);
  }

  onProfileList(
    peer: PeerId,
    wanted: readonly DeviceKey[],
    last: DeviceKey | null,
    more: boolean,
  ): SyncRequest | null {
    const session = this.#sessions.get(peer);
    if (session === undefined) return null;
    session.profiles = [...new Set([...session.profiles, ...wanted])];
    if (!more || last === null || last <= (session.listed ?? "")) return this.#nextProfiles(session);
    session.listed = last;
    return { type: "profile-list", after: last };
  }

  onProfiles(peer: PeerId): SyncRequest | null {
    const session = this.#sessions.get(peer);
    return session === undefined ? null : this.#nextProfiles(session);
  }

  #afterHistory(session: Session, view: SyncView): SyncRequest | null {
    if (session.status?.heads !== view.heads?.root()) return { type: "buckets" };
    return this.#afterFeeds(session, view);
  }

  #nextBuckets(session: Session, view: SyncView): SyncRequest | null {
    const buckets = session.buckets.splice(0, BUCKETS_PER_REQUEST);
    return buckets.length > 0 ? { type: "heads", buckets } : this.#afterFeeds(session, view);
  }

  #nextFeeds(session: Session, view: SyncView): SyncRequest | null {
    const from = session.feeds.slice(0, FEEDS_PER_REQUEST_MAX);
    return from.length > 0 ? { type: "feeds", from } : this.#nextBuckets(session, view);
  }

  #afterFeeds(session: Session, view: SyncView): SyncRequest | null {
    if (!session.askedWanted) {
      session.askedWanted = true;
      session.feeds = [...view.wanted()];
      if (session.feeds.length > 0) return this.#nextFeeds(session, view);
    }
    return this.#askMessages(session, view);
  }

  #askMessages(session: Session, view: SyncView): SyncRequest | null {
    const { status, refused } = session;
    if (status === null || status.height !== view.height() || status.messages === view.messagesDigest())
      return this.#afterMessages(session, view);
    const height = view.height() + 1;
    const useless = refused.height === height ? refused.hashes : [];
    const known = [...view.messagesKnown(), ...useless].slice(-MESSAGES_KNOWN_MAX);
    return { type: "messages", height, known };
  }

  #afterMessages(session: Session, view: SyncView): SyncRequest | null {
    const isEqual = session.status === null || session.status.profiles === view.profilesDigest();
    return isEqual || !view.isMember() ? this.#afterLive(session) : { type: "profile-list", after: null };
  }

  #nextProfiles(session: Session): SyncRequest | null {
    const devices = session.profiles.splice(0, PROFILES_PER_REQUEST);
    return devices.length > 0 ? { type: "profiles", devices } : this.#afterLive(session);
  }

  #afterLive(session: Session): SyncRequest | null {
    return this.past?.begin(session.peer, session.status?.height ?? 0) ?? this.#rest(session);
  }

  #rest(session: Session): null {
    Object.assign(session, atRest());
    return null;
  }
}
