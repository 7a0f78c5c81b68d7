import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toHex, uint64 } from "../../src/base/bytes.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { CommunityId, DeviceKey, EventId, SealId } from "../../src/base/id.ts";
import { decodeEvent, encodeDraft, encodeWire } from "../../src/events/envelope.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { EMPTY_BATCH, type StoreBatch } from "../../src/peer/batch.ts";
import type { LastSign } from "../../src/seal/last-sign.ts";
import type { EventStore } from "../../src/store/event-store.ts";

/** 32 bytes that depend on the numbers alone. */
export function bytesOf(...numbers: readonly number[]): Uint8Array {
  return sha256(Uint8Array.from(numbers.flatMap((number) => [...uint64(number)])));
}

export function hexOf<T extends string>(...numbers: readonly number[]): T {
  return toHex(bytesOf(...numbers)) as T;
}

export const deviceOf = (n: number): DeviceKey => hexOf<DeviceKey>(1, n);

/** An event of the shape of a real one; the store does not ask whether its signature is one. */
export function sampleEvent(device: number, seq: number, branch = 0, textLength = 60): AuthenticEvent {
  const { payload, saltedBody } = encodeDraft(
    {
      community: hexOf<CommunityId>(2),
      device: deviceOf(device),
      seq,
      prev: seq === 0 ? null : hexOf<EventId>(3, device, seq),
      anchor: hexOf<SealId>(4),
      claimedMs: 1_700_000_000_000 + seq,
      kind: "vote",
      body: { choice: "yes", branch, text: "x".repeat(textLength) },
    },
    bytesOf(5, device, seq).subarray(0, 16),
  );
  const half = bytesOf(6, device, seq);
  const decoded = decodeEvent(encodeWire(payload, Uint8Array.from([...half, ...half]), saltedBody));
  if (!decoded.ok) throw new Error(`a sample that does not decode: ${decoded.error.code}`);
  return decoded.value as AuthenticEvent;
}

/** `count` events of `devices` feeds in turn, from sequence number `firstSeq`. */
export function sampleEvents(count: number, devices = 5, firstSeq = 0): AuthenticEvent[] {
  return Array.from({ length: count }, (_, i) =>
    sampleEvent(i % devices, firstSeq + Math.floor(i / devices)),
  );
}

export function batchOf(parts: Partial<StoreBatch>): StoreBatch {
  return { ...EMPTY_BATCH, ...parts };
}

export function signOf(height: number): LastSign {
  return {
    device: deviceOf(0),
    feedSeq: height - 1,
    feedId: height === 0 ? null : hexOf<EventId>(7, height),
    epoch: 0,
    height,
    round: 2,
    step: "prevote",
    lockRound: height === 0 ? -1 : 1,
    lockValue: height === 0 ? null : hexOf<SealId>(8, height),
    nowMs: 1_700_000_000_000,
  };
}

export async function loggedIds(store: EventStore, from = 0): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of store.log(from)) ids.push(id.ok ? id.value : id.error);
  return ids;
}

/** Runs with a fresh folder, and removes it. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), `huzhu-store-${randomBytes(2).toString("hex")}-`));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Numbers in [0, below) that a seed fixes (a linear congruence; enough to choose places). */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export async function listOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
