import { assert } from "../src/base/assert.ts";
import { fromHex } from "../src/base/bytes.ts";
import { authenticStored } from "../src/events/authentic.ts";
import { decodeEvent } from "../src/events/envelope.ts";
import { foundHome } from "../src/node/home.ts";
import { readHome, storePath } from "../src/node/home-file.ts";
import { EMPTY_BATCH, type StoreBatch } from "../src/peer/batch.ts";
import type { EventStore } from "../src/store/event-store.ts";
import { openLevelStore } from "../src/store/level-store.ts";
import { CHARTER, Community } from "./community.ts";
import { verify } from "./founding.ts";
import { nativeSigner } from "./native-signer.ts";

/** A real home whose community is lived through without a network; to be closed before a node opens it. */
export class FounderHome {
  readonly community: Community;
  readonly #store: EventStore;

  private constructor(community: Community, store: EventStore) {
    this.community = community;
    this.#store = store;
  }

  /** In a folder that is empty or not there yet. */
  static async found(path: string, nowMs: number): Promise<FounderHome> {
    await foundHome(path, { charter: CHARTER, nickname: "Bench", nowMs });
    const home = await readHome(path);
    const first = decodeEvent(fromHex(home.firstEvent));
    assert(first.ok, "a home's first event");
    const event = authenticStored(first.value);
    const store = await openLevelStore(storePath(path));
    const lastSign = store.lastSign();
    assert(lastSign.ok, "a home's last-sign");
    const signer = nativeSigner(fromHex(home.deviceSeed));
    return new FounderHome(new Community({ event, signer, lastSign: lastSign.value, verify, nowMs }), store);
  }

  /** Writes what has happened since the last time. */
  async save(more: Partial<StoreBatch> = {}): Promise<void> {
    await this.#store.write({ ...this.community.toStore(), ...more });
  }

  /** How much the store holds. */
  async close(): Promise<{ readonly events: number; readonly wireBytes: number }> {
    await this.#store.write({ ...EMPTY_BATCH, sync: true, lastSign: this.community.peer.own.last });
    const { events, wireBytes } = this.#store.counts();
    await this.#store.close();
    return { events, wireBytes };
  }
}
