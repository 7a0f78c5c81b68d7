import type { DeviceKey, EventId, HashId } from "../../src/base/id.ts";
import { BUCKETS, type SyncRequest, type SyncResponse } from "../../src/peer/sync-frames.ts";
import { hex32, sealId } from "../seal/samples.ts";

const device = hex32("device") as DeviceKey;
const hash = hex32("hash") as HashId;
const id = hex32("event") as EventId;
const wire = Uint8Array.of(0x83, 1, 2, 3);

type Requests = { readonly [Type in SyncRequest["type"]]: readonly Extract<SyncRequest, { type: Type }>[] };
type Responses = {
  readonly [Type in SyncResponse["type"]]: readonly Extract<SyncResponse, { type: Type }>[];
};

/** Every kind of question; the type says that none is left out. */
export const REQUESTS: Requests = {
  status: [{ type: "status" }],
  buckets: [{ type: "buckets" }],
  heads: [{ type: "heads", buckets: [0, 7, 255] }],
  feeds: [{ type: "feeds", from: [{ device, seq: 3 }] }],
  history: [{ type: "history", height: 9, offset: 400, skip: 2, last: 40 }],
  messages: [{ type: "messages", height: 9, known: [hash, hash] }],
  "profile-list": [
    { type: "profile-list", after: null },
    { type: "profile-list", after: device },
  ],
  profiles: [{ type: "profiles", devices: [device] }],
  event: [{ type: "event", id }],
  snapshots: [{ type: "snapshots" }],
  chain: [{ type: "chain", height: 7 }],
  snapshot: [
    { type: "snapshot", height: 7, at: null },
    { type: "snapshot", height: 7, at: { trie: 3, path: "0af" } },
  ],
  "two-seals": [{ type: "two-seals" }],
  roll: [{ type: "roll" }],
};

const digests = { heads: hash, messages: hash, profiles: hash };
const entry = { height: 7, offset: 0, total: 600, slice: wire, skip: 0, wires: [wire, wire] };

/** Every kind of answer. */
export const RESPONSES: Responses = {
  status: [
    { type: "status", height: 7, sealId: sealId("7"), ...digests, nowMs: 1_700_000_000_000, isHalted: false },
    { type: "status", height: 0, sealId: null, ...digests, nowMs: 0, isHalted: true },
  ],
  buckets: [
    { type: "buckets", hashes: Array.from({ length: BUCKETS }, (_, i) => new Uint8Array(16).fill(i)) },
  ],
  heads: [{ type: "heads", heads: [{ device, seq: 3, id }] }],
  feeds: [{ type: "feeds", wires: [wire], more: true }],
  history: [
    { type: "history", found: wire, entries: [entry, entry] },
    { type: "history", found: null, entries: [] },
  ],
  messages: [{ type: "messages", wires: [wire] }],
  "profile-list": [{ type: "profile-list", profiles: [{ device, hash }], more: false }],
  profiles: [{ type: "profiles", wires: [wire] }],
  event: [
    { type: "event", wire },
    { type: "event", wire: null },
  ],
  snapshots: [{ type: "snapshots", heights: [1, 9] }],
  chain: [{ type: "chain", found: null, links: [wire] }],
  snapshot: [
    { type: "snapshot", page: { roots: [wire], nodes: [wire] } },
    { type: "snapshot", page: { roots: null, nodes: [wire] } },
    { type: "snapshot", page: null },
  ],
  "two-seals": [{ type: "two-seals", record: wire }],
  roll: [{ type: "roll", roll: wire }],
  refused: [{ type: "refused" }],
};
