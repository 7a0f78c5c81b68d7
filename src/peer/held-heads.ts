import { concatBytes, fromHex, toHex, uint64 } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { DeviceKey, HashId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { smallKey } from "../state/key.ts";
import { trieBelow, trieEntries } from "../state/trie-walk.ts";
import type { FeedTip, OpenFeeds } from "./open-feeds.ts";
import { BUCKETS, type HeldHead } from "./sync-frames.ts";

/**
 * The heads of all feeds held, in 256 buckets by the device key's first byte, so that two nodes that
 * hold the same find out with one hash. A forked feed counts with both its ids at the fork, so that nodes which
 * know of the fork agree whichever branch they met first, and who knows one branch is led to the other.
 */
export class HeldHeads {
  #ledger: Ledger;
  readonly #open: OpenFeeds;
  /** of all buckets, side by side; those that are `#stale` are to be made anew */
  readonly #hashes = new Uint8Array(BUCKETS * BUCKET_HASH_BYTES);
  readonly #stale = new Set<number>(Array(BUCKETS).keys());
  /** with events beyond the ledger: what they hold is open, and may go with the next seal */
  #opened = new Set<number>();
  #root: HashId | undefined;

  constructor(ledger: Ledger, open: OpenFeeds) {
    this.#ledger = ledger;
    this.#open = open;
  }

  /** Must be called whenever an event of the device is held. */
  touch(device: DeviceKey): void {
    const bucket = bucketOf(device);
    this.#opened.add(bucket);
    this.#stale.add(bucket);
    this.#root = undefined;
  }

  /** After the open feeds: asks anew about what a seal moved, and about what is open or was. */
  rebase(ledger: Ledger): void {
    const before = this.#ledger.heads;
    this.#ledger = ledger;
    for (const bucket of this.#opened) this.#stale.add(bucket);
    this.#opened = new Set([...this.#open.devices()].map(bucketOf));
    for (const bucket of this.#opened) this.#stale.add(bucket);
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      if (this.#stale.has(bucket)) continue;
      const prefix = smallKey(bucket);
      if (trieBelow(before, prefix) !== trieBelow(ledger.heads, prefix)) this.#stale.add(bucket);
    }
    this.#root = undefined;
  }

  root(): HashId {
    this.#root ??= toHex(taggedHash("feed-heads", this.#fresh())) as HashId;
    return this.#root;
  }

  hashes(): readonly Uint8Array[] {
    const fresh = this.#fresh().slice();
    return Array.from({ length: BUCKETS }, (_, bucket) =>
      fresh.subarray(bucket * BUCKET_HASH_BYTES, (bucket + 1) * BUCKET_HASH_BYTES),
    );
  }

  #fresh(): Uint8Array {
    for (const bucket of this.#stale) this.#hashes.set(this.#hash(bucket), bucket * BUCKET_HASH_BYTES);
    this.#stale.clear();
    return this.#hashes;
  }

  /** By device, ascending; of a forked feed two, the lower id first. */
  heads(bucket: number): readonly HeldHead[] {
    const prefix = smallKey(bucket);
    const heads = new Map<DeviceKey, readonly FeedTip[]>();
    for (const [device, head] of trieEntries(this.#ledger.heads, prefix))
      heads.set(device as DeviceKey, [head]);
    for (const device of this.#open.devices()) {
      if (!device.startsWith(prefix)) continue;
      const tip = this.#open.tip(device);
      const tips = this.#open.forkOf(device) ?? (tip === null ? [] : [tip]);
      if (tips.length > 0) heads.set(device, tips);
    }
    return [...heads]
      .sort(([a], [b]) => compareText(a, b))
      .flatMap(([device, tips]) => tips.map(({ seq, id }) => ({ device, seq, id })));
  }

  #hash(bucket: number): Uint8Array {
    const rows = this.heads(bucket).map(({ device, seq, id }) =>
      concatBytes(fromHex(device), uint64(seq), fromHex(id)),
    );
    // most buckets of a small community
    return rows.length === 0 ? EMPTY_BUCKET : bucketHash(rows);
  }
}

const BUCKET_HASH_BYTES = 16;
const EMPTY_BUCKET = bucketHash([]);

function bucketHash(rows: readonly Uint8Array[]): Uint8Array {
  return taggedHash("feed-heads", ...rows).subarray(0, BUCKET_HASH_BYTES);
}

function bucketOf(device: DeviceKey): number {
  return Number.parseInt(device.slice(0, 2), 16);
}
