import { randomBytes } from "node:crypto";
import { encodeCbor } from "../../src/base/cbor.ts";
import type { DeviceKey, EventId, HashId } from "../../src/base/id.ts";
import { BUCKETS, type SyncRequest, type SyncResponse } from "../../src/peer/sync-frames.ts";

/** 32 bytes of chance: the name of nothing. */
export const hash = () => randomBytes(32).toString("hex");

/** Answers that lead the asker through every kind of question. */
export function plausible(request: SyncRequest, height: number): SyncResponse {
  switch (request.type) {
    case "status":
      return {
        type: "status",
        height,
        sealId: null,
        heads: hash() as HashId,
        messages: hash() as HashId,
        profiles: hash() as HashId,
        nowMs: 0,
        isHalted: false,
      };
    case "buckets":
      return { type: "buckets", hashes: Array.from({ length: BUCKETS }, () => randomBytes(16)) };
    case "heads":
      return {
        type: "heads",
        heads: [{ device: hash() as DeviceKey, seq: Number.MAX_SAFE_INTEGER, id: hash() as EventId }],
      };
    case "roll":
      return { type: "roll", roll: randomBytes(80) };
    case "two-seals":
      return { type: "two-seals", record: randomBytes(80) };
    case "feeds":
      return { type: "feeds", wires: [], more: false };
    case "history":
      return { type: "history", found: null, entries: [] };
    case "messages":
    case "profiles":
      return { type: request.type, wires: [] };
    case "profile-list":
      return { type: "profile-list", profiles: [], more: false };
    case "event":
      return { type: "event", wire: null };
    case "snapshots":
      return { type: "snapshots", heights: [height] };
    case "chain":
      return { type: "chain", found: null, links: [randomBytes(400)] };
    case "snapshot":
      return { type: "snapshot", page: null };
  }
}

/** What no honest node sends as a frame. */
export const GARBAGE: readonly Uint8Array[] = [
  new Uint8Array(0),
  randomBytes(1_000),
  encodeCbor([99]),
  encodeCbor([4, "x", []]),
  encodeCbor([0, -1, null]),
  // a list in a list in a list
  new Uint8Array(10_000).fill(0x81),
  // an array that says it has 2^32 items
  Uint8Array.of(0x9a, 0xff, 0xff, 0xff, 0xff),
  // a number written longer than it must be
  Uint8Array.of(0x81, 0x18, 0x00),
];
