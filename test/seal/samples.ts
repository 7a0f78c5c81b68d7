import { toHex } from "../../src/base/bytes.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { CommunityId, DeviceKey, EventId, HashId, MemberId, SealId } from "../../src/base/id.ts";
import { compareText } from "../../src/base/order.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { type Signer, signerOf } from "../../src/events/signer.ts";
import { reportsHash } from "../../src/seal/cut.ts";
import type { SealHeader } from "../../src/seal/header.ts";
import {
  messageHash,
  type Proposal,
  type SealContent,
  type SealMessage,
  type SignedSealMessage,
} from "../../src/seal/message.ts";
import { type FeedIds, inReportOrder, type Report } from "../../src/seal/report.ts";
import type { Seat } from "../../src/state/records.ts";

/** 32 bytes, the same for the same words. */
export function hex32(words: string): string {
  return toHex(sha256(utf8Encode(`test ${words}`)));
}

export const eventId = (words: string) => hex32(`event ${words}`) as EventId;
export const deviceKey = (words: string) => hex32(`device ${words}`) as DeviceKey;
export const sealId = (words: string) => hex32(`seal ${words}`) as SealId;
export const hashId = (words: string) => hex32(`hash ${words}`) as HashId;
export const COMMUNITY = hex32("community") as CommunityId;

export function seatSigner(index: number): Signer {
  return signerOf(sha256(utf8Encode(`test seat ${index}`)));
}

/** Seats with real keys. */
export function seatsOf(count: number): readonly Seat[] {
  return Array.from({ length: count }, (_, i) => ({
    member: hex32(`member ${i}`) as MemberId,
    device: seatSigner(i).publicKey,
  }));
}

/** Feeds by name: each a list of names of ids. */
export function feedsOf(prevSeal: SealId | null, feeds: Readonly<Record<string, readonly string[]>>) {
  const rows: FeedIds[] = Object.entries(feeds).map(([device, ids]) => {
    return { device: deviceKey(device), ids: ids.map(eventId) };
  });
  return inReportOrder(prevSeal, rows);
}

export function reportOf(feeds: Readonly<Record<string, readonly string[]>>, nowMs = 0): Report {
  return { prevSeal: null, nowMs, feeds: feedsOf(null, feeds) };
}

export function headerOf(parts: Partial<SealHeader> = {}): SealHeader {
  return {
    community: COMMUNITY,
    epoch: 0,
    height: 1,
    prev: null,
    throughMs: 1_000,
    seed: hashId("seed"),
    reports: reportsHash([]),
    cut: hashId("cut"),
    state: hashId("state"),
    heads: hashId("heads"),
    seats: hashId("seats"),
    nextSeats: hashId("nextSeats"),
    ...parts,
  };
}

/** A value that differs from others by its name only. */
export function proposalOf(name: string, validRound: number | null = null): Proposal {
  return { header: headerOf({ state: hashId(name) }), reports: [], validRound };
}

/** A message as if its signature had been verified: agreement never looks at it. */
export function said(
  device: DeviceKey,
  round: number,
  content: SealContent,
  parts: Partial<SealMessage> = {},
): SignedSealMessage {
  const base = { community: COMMUNITY, epoch: 0, height: 1, round, device };
  const message = { ...base, ...content, ...parts } as SealMessage;
  return { message, hash: messageHash(message), signature: new Uint8Array(64) };
}

export function byText(a: string, b: string): number {
  return compareText(a, b);
}
