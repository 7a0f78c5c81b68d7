import { concatBytes, fromHex, toHex, uint64 } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { DeviceKey, HashId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { smallKey } from "../state/key.ts";
import { trieEntries } from "../state/trie.ts";
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
  readonly #hashes: (Uint8Array | undefined)[] = new Array(BUCKETS).fill(undefined);
  #root: HashId | undefined;

  constructor(ledger: Ledger, open: OpenFeeds) {
    this.#ledger = ledger;
    this.#open = open;
  }

  /** Must be called whenever an event of the device is held. */
  touch(device: DeviceKey): void {
    this.#hashes[Number.parseInt(device.slice(0, 2), 16)] = undefined;
    this.#root = undefined;
  }

  rebase(ledger: Ledger): void {
    this.#ledger = ledger;
    this.#hashes.fill(undefined);
    this.#root = undefined;
  }

  root(): HashId {
    this.#root ??= toHex(taggedHash("feed-heads", ...this.hashes())) as HashId;
    return this.#root;
  }

  hashes(): readonly Uint8Array[] {
    return this.#hashes.map((hash, bucket) => hash ?? this.#hash(bucket));
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
    const hash = taggedHash("feed-heads", ...rows).subarray(0, 16);
    this.#hashes[bucket] = hash;
    return hash;
  }
}
