import { assert } from "../base/assert.ts";
import { equalBytes, fromHex, readUint64, toHex, uint64 } from "../base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import { sha256 } from "../base/hash.ts";
import type { DeviceKey, EventId, SealId } from "../base/id.ts";
import { isMap } from "../events/schema.ts";
import { STEPS } from "../events/seal-word.ts";
import type { LastSign } from "../seal/last-sign.ts";

/** The length of the log, and its running hash there, when last made durable. */
export interface Tip {
  readonly count: number;
  readonly running: Uint8Array;
}

/** lastSign "damaged": it was found unreadable and none was written since. */
export interface SlotContent {
  readonly tip: Tip;
  readonly lastSign: LastSign | "damaged" | null;
}

/** The file of two slots. Every write is durable once resolved. */
export interface SlotFile {
  /** null: no such file */
  read(): Promise<Uint8Array | null>;
  /** Makes the file whole or not at all. */
  create(bytes: Uint8Array): Promise<void>;
  write(offset: number, slot: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** A sector of today's disks, so that one slot's write never touches the other's sector. */
export const SLOT_BYTES = 4096;
export const SLOTS_BYTES = 2 * SLOT_BYTES;
const HASH_BYTES = 32;
const HEADER_BYTES = HASH_BYTES + 8 + 4;

/** hash(rest) ‖ generation ‖ length ‖ CBOR map ‖ zeros; a generation stands in slot generation mod 2. */
export function encodeSlot(generation: number, { tip, lastSign }: SlotContent): Uint8Array {
  const content = encodeCbor({
    count: tip.count,
    running: tip.running,
    lastSign: lastSign === null || lastSign === "damaged" ? lastSign : lastSignToCbor(lastSign),
  });
  assert(HEADER_BYTES + content.length <= SLOT_BYTES, "a slot's content fits");
  const slot = new Uint8Array(SLOT_BYTES);
  slot.set(uint64(generation), HASH_BYTES);
  slot.set(uint64(content.length).subarray(4), HASH_BYTES + 8);
  slot.set(content, HEADER_BYTES);
  slot.set(sha256(slot.subarray(HASH_BYTES)));
  return slot;
}

/** Undefined: zeros, torn, damaged, or not where its generation belongs. A slot has exactly one encoding. */
export function decodeSlot(
  slot: Uint8Array,
  index: 0 | 1,
): { readonly generation: number; readonly content: SlotContent } | undefined {
  if (slot.length !== SLOT_BYTES) return undefined;
  const hash = sha256(slot.subarray(HASH_BYTES));
  if (hash.some((byte, i) => byte !== slot[i])) return undefined;
  const generation = readUint64(slot, HASH_BYTES);
  if (generation === undefined || generation % 2 !== index) return undefined;
  const length = new DataView(slot.buffer, slot.byteOffset).getUint32(HASH_BYTES + 8);
  const decoded = decodeCbor(slot.subarray(HEADER_BYTES, HEADER_BYTES + length));
  if (!decoded.ok || !isMap(decoded.value)) return undefined;
  const { count, running, lastSign } = decoded.value;
  const sign = lastSign === null || lastSign === "damaged" ? lastSign : lastSignFromCbor(lastSign);
  if (typeof count !== "number" || !isHash(running) || sign === undefined) return undefined;
  const content: SlotContent = { tip: { count, running }, lastSign: sign };
  return equalBytes(encodeSlot(generation, content), slot) ? { generation, content } : undefined;
}

/** The newest readable slot; the other may be older, torn, damaged, or never written. */
export function newestSlot(bytes: Uint8Array): ReturnType<typeof decodeSlot> {
  const first = decodeSlot(bytes.subarray(0, SLOT_BYTES), 0);
  const second = decodeSlot(bytes.subarray(SLOT_BYTES, SLOTS_BYTES), 1);
  if (first === undefined || second === undefined) return first ?? second;
  return first.generation > second.generation ? first : second;
}

function lastSignToCbor(sign: LastSign): Cbor {
  return {
    device: fromHex(sign.device),
    feedSeq: sign.feedSeq,
    feedId: sign.feedId === null ? null : fromHex(sign.feedId),
    epoch: sign.epoch,
    height: sign.height,
    round: sign.round,
    step: sign.step,
    lockRound: sign.lockRound,
    lockValue: sign.lockValue === null ? null : fromHex(sign.lockValue),
    nowMs: sign.nowMs,
  };
}

function lastSignFromCbor(value: Cbor | undefined): LastSign | undefined {
  if (value === undefined || !isMap(value)) return undefined;
  const { device, feedSeq, feedId, epoch, height, round, lockRound, lockValue, nowMs } = value;
  const step = STEPS.find((name) => name === value["step"]);
  if (!isHash(device) || step === undefined) return undefined;
  if (!(feedId === null || isHash(feedId)) || !(lockValue === null || isHash(lockValue))) return undefined;
  if (typeof feedSeq !== "number" || typeof epoch !== "number" || typeof height !== "number")
    return undefined;
  if (typeof round !== "number" || typeof lockRound !== "number" || typeof nowMs !== "number")
    return undefined;
  return {
    device: toHex(device) as DeviceKey,
    feedSeq,
    feedId: feedId === null ? null : (toHex(feedId) as EventId),
    epoch,
    height,
    round,
    step,
    lockRound,
    lockValue: lockValue === null ? null : (toHex(lockValue) as SealId),
    nowMs,
  };
}

function isHash(value: Cbor | undefined): value is Uint8Array {
  return value instanceof Uint8Array && value.length === HASH_BYTES;
}
