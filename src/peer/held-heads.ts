import { concatBytes, fromHex, toHex, uint64 } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { DeviceKey, HashId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { smallKey } from "../state/key.ts";
import { trieEntries } from "../state/trie.ts";
import type { OpenFeeds } from "./open-feeds.ts";
import { BUCKETS, type HeldHead } from "./sync-frames.ts";

/**
 * The heads of all feeds held, in 256 buckets by the device key's first byte, so that two nodes that
 * hold the same find out with one hash. A forked feed counts with its lower id at the fork, so that
 * nodes which know of the fork agree whichever branch they met first.
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

  /** By device, ascending. */
  heads(bucket: number): readonly HeldHead[] {
    const prefix = smallKey(bucket);
    const heads = new Map<DeviceKey, HeldHead>();
    for (const [device, { seq, id }] of trieEntries(this.#ledger.heads, prefix))
      heads.set(device as DeviceKey, { device: device as DeviceKey, seq, id });
    for (const device of this.#open.devices()) {
      if (!device.startsWith(prefix)) continue;
      const fork = this.#open.forkOf(device);
      const tip = fork === null ? this.#open.tip(device) : lower(fork);
      if (tip !== null) heads.set(device, { device, seq: tip.seq, id: tip.id });
    }
    return [...heads.values()].sort((a, b) => compareText(a.device, b.device));
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

function lower<T extends { readonly id: string }>(pair: readonly [T, T]): T {
  return pair[0].id < pair[1].id ? pair[0] : pair[1];
}
