import type { DeviceKey } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { Applied } from "../ledger/cut.ts";
import type { SignedProfile } from "../profiles/profile.ts";
import type { Sealed } from "../seal/sealed.ts";
import { messagesDigest } from "./answers.ts";
import type { FetchedBase } from "./base-client.ts";
import type { PeerId, VerifiedResponse } from "./input.ts";
import type { Outbox } from "./outbox.ts";
import type { Peer } from "./peer.ts";
import type { SealedSnapshot } from "./sealed-snapshot.ts";
import { stopTurn } from "./stop-turn.ts";
import { storedProfile } from "./stored-profile.ts";
import { type HistoryEntry, MESSAGES_KNOWN_MAX, type SyncRequest } from "./sync-frames.ts";
import type { SyncView } from "./sync-view.ts";
import { takeBase } from "./take-base.ts";
import { takeHistory, wakeHistory } from "./take-history.ts";
import { takeStart } from "./take-start.ts";

/** What answers may do to the peer that asked. */
export interface Pulled {
  readonly peer: Peer;
  readonly outbox: Outbox;
  /** the clock for waiting */
  readonly steadyMs: number;
  /** `base`: what it goes on from, if it names one */
  found(event: AuthenticEvent, base: FetchedBase | null): boolean;
  adopt(sealed: Sealed, applied: Applied, events: readonly AuthenticEvent[]): void;
  /** goes on from a snapshot that its seal proves, and that the store has been given */
  start(snapshot: SealedSnapshot): void;
}

/** Takes in one answer and asks the next question, if there is one. */
export function onResponse(pulled: Pulled, from: PeerId, response: VerifiedResponse, nowMs: number): void {
  const { sync } = pulled.peer;
  const { gain, next } = digest(pulled, from, response, nowMs);
  const goesOn = sync.answered(from, gain);
  pulled.peer.watch.answered(from, response, next);
  // whatever was answered, a turn that asks nothing more is over
  if (next === null || !goesOn) sync.giveUp(from);
  else pulled.outbox.push({ type: "request", to: from, request: next });
}

/** `gain`: the answer brought something that was not here. */
interface Digested {
  readonly gain: boolean;
  readonly next: SyncRequest | null;
}

function digest(pulled: Pulled, from: PeerId, response: VerifiedResponse, nowMs: number): Digested {
  const { sync, seals } = pulled.peer;
  const view = () => syncView(pulled);
  const plain = (next: SyncRequest | null): Digested => ({ gain: false, next });
  switch (response.type) {
    case "status":
      pulled.peer.clock.heard(from, response.nowMs);
      wakeHistory(pulled, nowMs);
      return plain(seals.onStatus(from, response) ?? sync.onStatus(from, response, view(), nowMs));
    case "history":
      if (sync.past?.isAskedOf(from)) return takePast(pulled, from, response.entries);
      return takeHistory(pulled, from, response, view, nowMs);
    case "buckets":
      return plain(sync.onBuckets(from, response.hashes, view()));
    case "heads":
      return plain(sync.onHeads(from, response.heads, view()));
    case "feeds": {
      const gain = pulled.peer.takeEvents(response.events, from, false);
      return { gain, next: sync.onFeeds(from, response.more, view()) };
    }
    case "messages": {
      const useless = response.messages.filter((signed) => !pulled.peer.takeMessage(signed, from, false));
      const gain = useless.length < response.messages.length;
      const hashes = useless.map(({ hash }) => hash);
      return { gain, next: sync.onMessages(from, gain, hashes, view()) };
    }
    case "profile-list":
      return plain(takeProfileList(pulled, from, response));
    case "profiles":
      return { gain: takeProfiles(pulled, response.profiles), next: sync.onProfiles(from) };
    case "two-seals":
      return plain(seals.onShown(from, response.record));
    case "roll":
      return takeBase(pulled, from, response);
    case "snapshots":
    case "chain":
    case "snapshot":
      if (response.type === "snapshot" && sync.base?.isAskedOf(from)) return takeBase(pulled, from, response);
      if (response.type === "chain" && seals.isAskedOf(from))
        return plain(seals.onLinks(from, response.links));
      return takeStart(pulled, from, response, view, nowMs);
    case "event":
    case "refused":
      return plain(null);
    default:
      return response satisfies never;
  }
}

function syncView({ peer, steadyMs }: Pulled): SyncView {
  const journal = peer.journal;
  return {
    steadyMs: () => steadyMs,
    height: () => journal?.height ?? 0,
    begunAt: () => journal?.begunAt ?? 0,
    founded: () => journal !== null,
    open: journal?.open ?? null,
    heads: journal?.heads ?? null,
    sealedSeq: (device) => journal?.sealedSeq(device) ?? -1,
    wanted: () => journal?.open.wantedFrom() ?? [],
    messagesDigest: () => messagesDigest(peer.messages()),
    messagesKnown: () => {
      const hashes = peer.messages().map((signed) => signed.hash);
      return hashes.slice(-MESSAGES_KNOWN_MAX);
    },
    profilesDigest: () => peer.profiles.digest(),
    isMember: () => journal?.ownerOf(peer.setup.signer.publicKey) !== undefined,
  };
}

/** History before the snapshot that was started from: into the store, and nothing is applied. */
function takePast(pulled: Pulled, from: PeerId, entries: readonly HistoryEntry[]): Digested {
  const { sync, journal, setup } = pulled.peer;
  if (sync.past === null || journal === null) return { gain: false, next: null };
  const before = sync.past.position;
  const { batches, fits } = sync.past.take(entries, journal, setup.verify);
  const gain = sync.past.position !== before;
  for (const batch of batches) pulled.outbox.persist(batch);
  if (!fits) stopTurn(pulled, from, "history does not fit");
  const next = fits ? sync.onPast(from, gain) : null;
  if (sync.past.isComplete) sync.past = null;
  return { gain, next };
}

/** Only of devices on the roll: nobody can make this node remember more than those. */
function takeProfileList(
  { peer }: Pulled,
  from: PeerId,
  { profiles, more }: Extract<VerifiedResponse, { type: "profile-list" }>,
): SyncRequest | null {
  const wanted = profiles.filter(({ device, hash }) => {
    return peer.journal?.ownerOf(device) !== undefined && peer.profiles.get(device)?.hash !== hash;
  });
  const last: DeviceKey | null = profiles.at(-1)?.device ?? null;
  const devices = wanted.map(({ device }) => device);
  return peer.sync.onProfileList(from, devices, last, more);
}

function takeProfiles({ peer, outbox }: Pulled, profiles: readonly SignedProfile[]): boolean {
  const journal = peer.journal;
  const news = profiles.filter((profile) => {
    const known = journal?.ownerOf(profile.device) !== undefined;
    return known && profile.community === peer.setup.community && peer.profiles.add(profile);
  });
  if (news.length > 0) outbox.persist({ profiles: news.map(storedProfile) });
  return news.length > 0;
}
