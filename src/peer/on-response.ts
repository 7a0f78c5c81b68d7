import type { DeviceKey } from "../base/id.ts";
import { authenticate, authenticateNamed } from "../events/authentic.ts";
import { decodeEvent } from "../events/envelope.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { Applied } from "../ledger/cut.ts";
import type { SignedProfile } from "../profiles/profile.ts";
import { idsOf } from "../seal/cut.ts";
import type { Sealed } from "../seal/sealed.ts";
import { messagesDigest } from "./answers.ts";
import { applySealed, checkSealed, reportersOf } from "./check-seal.ts";
import type { ReadHeight } from "./history-reader.ts";
import type { PeerId, VerifiedResponse } from "./input.ts";
import type { Outbox } from "./outbox.ts";
import type { Peer } from "./peer.ts";
import type { SyncView } from "./sync-client.ts";
import { type HistoryEntry, MESSAGES_KNOWN_MAX, type SyncRequest } from "./sync-frames.ts";

/** What answers may do to the peer that asked. */
export interface Pulled {
  readonly peer: Peer;
  readonly outbox: Outbox;
  found(event: AuthenticEvent): boolean;
  adopt(sealed: Sealed, applied: Applied, events: readonly AuthenticEvent[]): void;
}

/** A sealed time further ahead of our clock than this is not applied: somebody's clock is off. */
const FUTURE_MS_MAX = 24 * 3_600_000;
/** Points for an answer that no honest node gives. */
const BAD_ANSWER_POINTS = 25;

/** Takes in one answer and asks the next question, if there is one. */
export function onResponse(pulled: Pulled, from: PeerId, response: VerifiedResponse, nowMs: number): void {
  const next = digest(pulled, from, response, nowMs);
  // whatever was answered, a turn that asks nothing more is over
  if (next === null) pulled.peer.sync.giveUp(from);
  else pulled.outbox.push({ type: "request", to: from, request: next });
}

function digest(pulled: Pulled, from: PeerId, response: VerifiedResponse, nowMs: number): SyncRequest | null {
  const { sync } = pulled.peer;
  const view = () => syncView(pulled);
  switch (response.type) {
    case "status":
      return sync.onStatus(from, response, view());
    case "history": {
      const progress = takeHistory(pulled, from, response, nowMs);
      return progress === "stop" ? null : sync.onHistory(from, progress === "more", view());
    }
    case "buckets":
      return sync.onBuckets(from, response.hashes, view());
    case "heads":
      return sync.onHeads(from, response.heads, view());
    case "feeds":
      pulled.peer.takeEvents(response.events, from, false);
      return sync.onFeeds(from, response.more, view());
    case "messages":
      for (const signed of response.messages) pulled.peer.takeMessage(signed, from, false);
      return sync.onMessages(from, view());
    case "profile-list": {
      const held = pulled.peer.profiles;
      const wanted = response.profiles.filter(({ device, hash }) => held.get(device)?.hash !== hash);
      const last: DeviceKey | null = response.profiles.at(-1)?.device ?? null;
      const devices = wanted.map(({ device }) => device);
      return sync.onProfileList(from, devices, last, response.more);
    }
    case "profiles":
      takeProfiles(pulled, response.profiles);
      return sync.onProfiles(from);
    case "event":
    case "refused":
      return null;
    default:
      return response satisfies never;
  }
}

function syncView({ peer }: Pulled): SyncView {
  const journal = peer.journal;
  return {
    height: () => journal?.height ?? 0,
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

/** "more": heights came in, or parts of one; "nothing": none fitted; "stop": the peer is not to be asked again now. */
function takeHistory(
  pulled: Pulled,
  from: PeerId,
  response: { readonly found: Uint8Array | null; readonly entries: readonly HistoryEntry[] },
  nowMs: number,
): "more" | "nothing" | "stop" {
  const { peer } = pulled;
  if (peer.journal === null && !takeFound(pulled, response.found)) return stop(pulled, from, null);
  const reader = peer.sync.reader(from);
  if (reader === null) return "nothing";
  const before = reader.request();
  const heights = reader.read(response.entries);
  if (heights === undefined) return stop(pulled, from, "history does not fit");
  for (const height of heights) {
    const fault = takeHeight(pulled, height, nowMs);
    if (fault === "behind") continue;
    if (fault !== null) return stop(pulled, from, fault === "wait" ? null : fault);
  }
  const { height, offset, skip } = reader.request();
  // who lacks a piece sends entries without it: asking again at once would go on for ever
  const moved = height > before.height || offset > before.offset || skip > before.skip;
  return moved ? "more" : "nothing";
}

function stop({ peer, outbox }: Pulled, from: PeerId, why: string | null): "stop" {
  peer.sync.giveUp(from);
  if (why !== null) outbox.push({ type: "penalize", peer: from, points: BAD_ANSWER_POINTS, why });
  return "stop";
}

function takeFound(pulled: Pulled, wire: Uint8Array | null): boolean {
  const decoded = wire === null ? undefined : decodeEvent(wire);
  if (!decoded?.ok || decoded.value.id !== pulled.peer.setup.community) return false;
  const event = authenticate(decoded.value, pulled.peer.setup.verify);
  return event.ok && pulled.found(event.value);
}

/** null: sealed. "behind": we have that height by now. "wait": our clock or our computation is at odds; no fault of the sender. */
function takeHeight(pulled: Pulled, { sealed, events }: ReadHeight, nowMs: number): string | null {
  const journal = pulled.peer.journal;
  const { header, cut } = sealed;
  if (journal === null) return "wait";
  if (header.height <= journal.height) return "behind";
  const fault = checkSealed(journal.at, sealed, pulled.peer.setup.verify);
  if (fault !== null) return fault;
  if (header.throughMs > nowMs + FUTURE_MS_MAX) {
    pulled.outbox.alarm({ code: "seal-from-the-future", height: header.height, throughMs: header.throughMs });
    return "wait";
  }
  const ids = new Set(idsOf(cut));
  const named = events.flatMap((event) => {
    const authentic = authenticateNamed(event, ids);
    return authentic.ok ? [authentic.value] : [];
  });
  const reporters = reportersOf(
    journal.at,
    sealed.reports.map(({ device }) => device),
  );
  if (reporters === undefined) return "seal-inconsistent";
  const applied = applySealed(journal.at, header, cut, reporters, named);
  if (typeof applied === "string") {
    pulled.outbox.alarm({ code: "computes-differently", height: header.height });
    return "wait";
  }
  pulled.adopt(sealed, applied, named);
  return null;
}

function takeProfiles({ peer, outbox }: Pulled, profiles: readonly SignedProfile[]): void {
  const journal = peer.journal;
  const news = profiles.filter((profile) => {
    const known = journal?.ownerOf(profile.device) !== undefined;
    return known && profile.community === peer.setup.community && peer.profiles.add(profile);
  });
  if (news.length > 0)
    outbox.persist({ profiles: news.map(({ device, wire }) => ({ device, bytes: wire })) });
}
