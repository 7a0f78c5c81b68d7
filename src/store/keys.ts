import { assert } from "../base/assert.ts";
import { readUint64 } from "../base/bytes.ts";
import type { DeviceKey, EventId } from "../base/id.ts";

/** The first byte of each key says what the entry is. Integers are 8 bytes, big end first: bytes sort as numbers do. */
export const PREFIX = {
  /** b ‖ index → a part of what this community was re-founded from */
  base: 0x62,
  /** c ‖ index → a part of the snapshot that the node starts from */
  snapshot: 0x63,
  /** e ‖ id → wire */
  event: 0x65,
  /** f ‖ device ‖ seq ‖ id → nothing */
  feed: 0x66,
  /** h → counts and the end of the log */
  head: 0x68,
  /** l ‖ index → id ‖ running hash */
  log: 0x6c,
  /** m ‖ height ‖ key → seal message */
  message: 0x6d,
  /** p ‖ device → profile */
  profile: 0x70,
  /** d → two seals for one height, at which this node has halted */
  twoSeals: 0x64,
  /** s ‖ height → seal record */
  seal: 0x73,
} as const;

export type Prefix = (typeof PREFIX)[keyof typeof PREFIX];
/** What is stored in parts. */
export type PartPrefix = typeof PREFIX.snapshot | typeof PREFIX.base;

const ID_BYTES = 32;
const LENGTH: Readonly<Record<Prefix, number>> = {
  [PREFIX.event]: 1 + ID_BYTES,
  [PREFIX.feed]: 1 + ID_BYTES + 8 + ID_BYTES,
  [PREFIX.head]: 1,
  [PREFIX.log]: 1 + 8,
  [PREFIX.message]: 1 + 8 + ID_BYTES,
  [PREFIX.profile]: 1 + ID_BYTES,
  [PREFIX.seal]: 1 + 8,
  [PREFIX.twoSeals]: 1,
  [PREFIX.snapshot]: 1 + 8,
  [PREFIX.base]: 1 + 8,
};

const LOWEST_ID = "0".repeat(2 * ID_BYTES) as EventId;

export const HEAD_KEY = Uint8Array.of(PREFIX.head);
export const TWO_SEALS_KEY = Uint8Array.of(PREFIX.twoSeals);

export function eventKey(id: EventId): Uint8Array {
  const key = start(PREFIX.event);
  putId(key, 1, id);
  return key;
}

/** `eventKey` of the 32 bytes themselves. */
export function eventKeyOf(id: Uint8Array): Uint8Array {
  const key = start(PREFIX.event);
  key.set(id, 1);
  return key;
}

export function feedKey(device: DeviceKey, seq: number, id: EventId): Uint8Array {
  const key = start(PREFIX.feed);
  putId(key, 1, device);
  putNumber(key, 1 + ID_BYTES, seq);
  putId(key, 1 + ID_BYTES + 8, id);
  return key;
}

export function logKey(index: number): Uint8Array {
  const key = start(PREFIX.log);
  putNumber(key, 1, index);
  return key;
}

export function messageKey(height: number, hash: string): Uint8Array {
  const key = start(PREFIX.message);
  putNumber(key, 1, height);
  putId(key, 1 + 8, hash);
  return key;
}

export function profileKey(device: DeviceKey): Uint8Array {
  const key = start(PREFIX.profile);
  putId(key, 1, device);
  return key;
}

export function sealKey(height: number): Uint8Array {
  const key = start(PREFIX.seal);
  putNumber(key, 1, height);
  return key;
}

/** Of one part of a snapshot, or of a base. */
export function partKey(prefix: PartPrefix, index: number): Uint8Array {
  const key = start(prefix);
  putNumber(key, 1, index);
  return key;
}

/** The smallest key of a feed at or after `seq`. */
export function feedFrom(device: DeviceKey, seq: number): Uint8Array {
  return feedKey(device, seq, LOWEST_ID).subarray(0, 1 + ID_BYTES + 8);
}

/** What all keys of a feed start with. */
export function feedPart(device: DeviceKey): Uint8Array {
  return feedFrom(device, 0).subarray(0, 1 + ID_BYTES);
}

/** The smallest key of a message of this height. */
export function messagesFrom(height: number): Uint8Array {
  return messageKey(height, LOWEST_ID).subarray(0, 1 + 8);
}

/** The smallest key after everything that starts as `part` does; a part of 0xff bytes alone has none. */
export function after(part: Uint8Array): Uint8Array {
  let end = part.length;
  while (end > 0 && part[end - 1] === 0xff) end--;
  assert(end > 0, "a part below 0xff…");
  const next = part.slice(0, end);
  next[end - 1] = (next[end - 1] as number) + 1;
  return next;
}

/** The number after the prefix (log, message, seal, snapshot, base); undefined for a key of another shape. */
export function numberInKey(entry: Uint8Array): number | undefined {
  return isWhole(entry) ? readUint64(entry, 1) : undefined;
}

/** The 32 bytes after the prefix (event, feed, profile), hexadecimal; undefined for a key of another shape. */
export function idInKey(entry: Uint8Array): string | undefined {
  return isWhole(entry) ? hexOf(entry.subarray(1, 1 + ID_BYTES)) : undefined;
}

/** The 32 bytes that end a key (feed, message), hexadecimal. */
export function lastIdInKey(entry: Uint8Array): string {
  return hexOf(lastIdBytes(entry));
}

export function lastIdBytes(entry: Uint8Array): Uint8Array {
  return entry.subarray(entry.length - ID_BYTES);
}

/** The seq in a feed key. */
export function seqInKey(entry: Uint8Array): number | undefined {
  return isWhole(entry) ? readUint64(entry, 1 + ID_BYTES) : undefined;
}

function isWhole(entry: Uint8Array): boolean {
  return entry.length === LENGTH[entry[0] as Prefix];
}

/** Cut from Node's pool: an array of its own for each of three keys per event would keep the collector busy. */
function start(prefix: Prefix): Buffer {
  const key = Buffer.allocUnsafe(LENGTH[prefix]);
  key[0] = prefix;
  return key;
}

function putId(key: Buffer, offset: number, hex: string): void {
  assert(hex.length === 2 * ID_BYTES && key.write(hex, offset, "hex") === ID_BYTES, "an id of 32 bytes");
}

function putNumber(key: Buffer, offset: number, value: number): void {
  assert(Number.isSafeInteger(value) && value >= 0, "a non-negative safe integer");
  key.writeUInt32BE(Math.floor(value / 2 ** 32), offset);
  key.writeUInt32BE(value % 2 ** 32, offset + 4);
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}
