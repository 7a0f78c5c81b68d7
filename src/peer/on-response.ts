import type { DeviceKey } from "../base/id.ts";
import { authenticateNamed } from "../events/authentic.ts";
import type { AuthenticEvent, DecodedEvent } from "../events/event.ts";
import type { Applied } from "../ledger/cut.ts";
import type { SignedProfile } from "../profiles/profile.ts";
import { idsOf } from "../seal/cut.ts";
import type { Sealed } from "../seal/sealed.ts";
import { messagesDigest } from "./answers.ts";
import type { FetchedBase } from "./base-client.ts";
import { checkSealed } from "./check-seal.ts";
import type { HistoryStep } from "./history-reader.ts";
import type { PeerId, VerifiedResponse } from "./input.ts";
import type { Journal } from "./journal.ts";
import type { Outbox } from "./outbox.ts";
import type { Peer } from "./peer.ts";
import type { FetchedSnapshot } from "./sealed-snapshot.ts";
import { FUTURE_MS_MAX } from "./sealing.ts";
import { stopTurn } from "./stop-turn.ts";
import { storedProfile } from "./stored-profile.ts";
import { type HistoryEntry, MESSAGES_KNOWN_MAX, type SyncRequest } from "./sync-frames.ts";
import type { SyncView } from "./sync-view.ts";
import { takeBase } from "./take-base.ts";
import { takeFound } from "./take-found.ts";
import { takeStart } from "./take-start.ts";
import { isOutdated } from "./unknown-rules.ts";

/** What answers may do to the peer that asked. */
export interface Pulled {
  readonly peer: Peer;
  readonly outbox: Outbox;
  /** `base`: what it goes on from, if it names one */
  found(event: AuthenticEvent, base: FetchedBase | null): boolean;
  adopt(sealed: Sealed, applied: Applied, events: readonly AuthenticEvent[]): void;
  /** goes on from a snapshot that its seal proves */
  start(snapshot: FetchedSnapshot): void;
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
      return plain(seals.onStatus(from, response) ?? sync.onStatus(from, response, view(), nowMs));
    case "history": {
      if (sync.past?.isAskedOf(from)) return takePast(pulled, from, response.entries);
      const height = view().height();
      const progress = takeHistory(pulled, from, response, nowMs);
      if (typeof progress === "object") return plain(progress);
      const next = progress === "stop" ? null : sync.onHistory(from, progress === "more", view());
      return { gain: view().height() > height, next };
    }
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

function syncView({ peer }: Pulled): SyncView {
  const journal = peer.journal;
  return {
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
  };
}

/** A question: it has another seal below. "more": heights came in, or parts of one; "nothing": none fitted; "stop": the peer is not to be asked again now. */
function takeHistory(
  pulled: Pulled,
  from: PeerId,
  response: { readonly found: Uint8Array | null; readonly entries: readonly HistoryEntry[] },
  nowMs: number,
): "more" | "nothing" | "stop" | SyncRequest {
  const { peer } = pulled;
  const founded = peer.journal === null ? takeFound(pulled, from, response.found) : "founded";
  if (founded === "alien")
    return stop(pulled, from, response.found === null ? null : "another community's first event");
  if (founded !== "founded") return founded === "wait" ? "nothing" : founded;
  const reader = peer.sync.reader(from);
  if (reader === null) return "nothing";
  const before = reader.request();
  for (const step of reader.read(response.entries)) {
    if (isHeldBack(pulled, step)) return "nothing";
    const walk = step.what === "record" ? otherBelow(pulled, from, step.sealed) : null;
    if (walk !== null) return walk;
    const fault = takeStep(pulled, step, nowMs);
    if (fault !== null) return stop(pulled, from, fault === "wait" ? null : fault);
  }
  const { height, offset, skip } = reader.request();
  // who lacks a piece sends entries without it: asking again at once would go on for ever
  const moved = height > before.height || offset > before.offset || skip > before.skip;
  return moved ? "more" : "nothing";
}

/** A node that has halted goes on with a recovery only, and with what those who recover hold already; one whose software is too old with nothing. */
function isHeldBack({ peer }: Pulled, step: HistoryStep): boolean {
  if (peer.journal !== null && isOutdated(peer.journal.at.ledger.state)) return true;
  if (peer.seals.found === null || step.what === "unfit") return false;
  const isRecovering = (peer.recovery()?.given.length ?? 0) > 0;
  return !isRecovering && step.sealed.began === null && step.sealed.stands === null;
}

/** Its next seal follows another one than ours: what to ask, to find where the two chains part. */
function otherBelow({ peer }: Pulled, from: PeerId, { header }: Sealed): SyncRequest | null {
  const { journal } = peer;
  if (journal === null || header.height !== journal.height + 1) return null;
  return peer.seals.follow(from, journal.height, header.prev);
}

/** null: go on. "wait": our clock or our computation is at odds; no fault of the sender. */
function takeStep(pulled: Pulled, step: HistoryStep, nowMs: number): string | null {
  if (step.what === "unfit") return "history does not fit";
  const journal = pulled.peer.journal;
  if (journal === null) return "wait";
  // another peer has brought that height meanwhile
  if (step.sealed.header.height <= journal.height) return null;
  if (step.what === "record") return checkRecord(pulled, journal, step.sealed, nowMs);
  return takeHeight(pulled, journal, step.sealed, step.events);
}

/** Before any event of its cut is asked for. */
function checkRecord(
  { peer, outbox }: Pulled,
  journal: Journal,
  sealed: Sealed,
  nowMs: number,
): string | null {
  const { height, throughMs } = sealed.header;
  const fault = checkSealed(journal.at, sealed, peer.setup.verify);
  if (fault !== null || throughMs <= nowMs + FUTURE_MS_MAX) return fault;
  outbox.alarm({ code: "seal-from-the-future", height, throughMs });
  return "wait";
}

function stop(pulled: Pulled, from: PeerId, why: string | null): "stop" {
  stopTurn(pulled, from, why);
  return "stop";
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

function takeHeight(
  pulled: Pulled,
  journal: Journal,
  sealed: Sealed,
  events: readonly DecodedEvent[],
): string | null {
  const { header, cut } = sealed;
  const ids = new Set(idsOf(cut));
  const named = events.flatMap((event) => {
    const authentic = authenticateNamed(event, ids);
    return authentic.ok ? [authentic.value] : [];
  });
  const applied = journal.applied(sealed, named, pulled.peer.setup.verify);
  if (applied === "seal-inconsistent" || applied === "seal-certificate-wrong") return applied;
  if (typeof applied === "string") {
    pulled.outbox.alarm({ code: "computes-differently", height: header.height });
    return "wait";
  }
  pulled.adopt(sealed, applied, named);
  return null;
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
