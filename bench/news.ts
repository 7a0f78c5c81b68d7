import { setImmediate, setTimeout } from "node:timers/promises";
import { assert, present } from "../src/base/assert.ts";
import { toHex } from "../src/base/bytes.ts";
import { sha256 } from "../src/base/hash.ts";
import type { CommunityId } from "../src/base/id.ts";
import { utf8Encode } from "../src/base/utf8.ts";
import type { AuthenticEvent } from "../src/events/event.ts";
import { reasonOf } from "../src/net/net-log.ts";
import type { Transport } from "../src/net/transport.ts";
import { answerFromStore } from "../src/node/answer-request.ts";
import { Driver } from "../src/node/driver.ts";
import { nativeVerify } from "../src/node/native-verify.ts";
import { restore } from "../src/node/restore.ts";
import { EMPTY_BATCH, type StoreBatch } from "../src/peer/batch.ts";
import { Peer } from "../src/peer/peer.ts";
import type { SeatsNamed } from "../src/peer/serve.ts";
import { decodeRequest } from "../src/peer/sync-requests.ts";
import { encodeResponse } from "../src/peer/sync-responses.ts";
import { communityOf } from "../src/state/state.ts";
import type { EventStore } from "../src/store/event-store.ts";
import { openLevelStore } from "../src/store/level-store.ts";
import { openMemoryStore } from "../src/store/memory-store.ts";
import type { Community } from "./community.ts";
import { nativeSigner } from "./native-signer.ts";

/** What another node has to tell, and what its reader holds already. */
export interface News {
  readonly community: CommunityId;
  readonly nowMs: number;
  /** what is sealed; the reader begins with it */
  readonly before: StoreBatch;
  readonly wires: readonly Uint8Array[];
  /** the teller's answer to a request frame */
  answer(frame: Uint8Array): Promise<Uint8Array>;
}

const TELLER = "teller";
/** Gossiped messages handled before the event loop turns, as when one packet brought them. */
const MESSAGES_PER_TURN = 16;

/** The community's peer hears them, and tells of them whoever asks; equal questions get the answer made once. */
export async function newsOf(community: Community, events: readonly AuthenticEvent[]): Promise<News> {
  const sealed = community.toStore();
  const before = { ...sealed, events: [community.first, ...sealed.events] };
  // at the very moment of the last seal, so that nothing of it is sealed
  community.nowMs = communityOf(community.state).throughMs;
  community.hear(events);
  assert(community.toStore().seals.length === 0, "news that nobody has sealed");
  const store = await openMemoryStore();
  await store.write(before);
  await store.write({ ...EMPTY_BATCH, events });
  const answers = new Map<string, Uint8Array>();
  const answer = async (frame: Uint8Array): Promise<Uint8Array> => {
    const name = toHex(frame);
    const known = answers.get(name) ?? (await answerOf(community, store, frame));
    answers.set(name, known);
    return known;
  };
  const wires = events.map(({ wire }) => wire);
  return { community: community.community, nowMs: community.nowMs, before, wires, answer };
}

async function answerOf(
  { peer, nowMs }: Community,
  store: EventStore,
  frame: Uint8Array,
): Promise<Uint8Array> {
  const request = present(decodeRequest(frame), "a request of the shipping code");
  for (const output of peer.handle({ type: "request", from: "reader", token: 0, request }, nowMs)) {
    if (output.type === "respond") return encodeResponse(output.response);
    if (output.type !== "serve") continue;
    const losses = { eventLost: () => undefined, sealLost: () => undefined };
    const seatsNamed: SeatsNamed = (hash) => peer.journal?.seatsNamed(hash);
    return encodeResponse(await answerFromStore(store, request, peer.setup.community, losses, seatsNamed));
  }
  throw new Error("the teller gave no answer");
}

/** A node without a network: the shipping driver, peer and LevelDB store, which take in one teller's news. */
export class NewsReader {
  readonly #news: News;
  readonly #store: EventStore;
  readonly #driver: Driver;

  private constructor(news: News, store: EventStore, driver: Driver) {
    this.#news = news;
    this.#store = store;
    this.#driver = driver;
  }

  static async open(folder: string, news: News): Promise<NewsReader> {
    const { community, nowMs, before, answer } = news;
    const store = await openLevelStore(folder);
    await store.write(before);
    const verify = nativeVerify();
    const signer = nativeSigner(sha256(utf8Encode("a newcomer's device")));
    const lastSign = store.lastSign();
    const peer = new Peer({ community, signer, verify, syncEveryMs: 60_000, lastSign });
    const { outputs } = await restore(peer, store, verify, nowMs);
    assert(peer.journal !== null, "a restored community");
    const driver = new Driver({
      peer,
      store,
      transport: transportTo(answer),
      verify,
      losses: { eventLost: () => undefined, sealLost: () => undefined },
      log: (level, text, about) => {
        if (text !== "no answer" || level !== "debug") throw new Error(`${text} ${JSON.stringify(about)}`);
      },
      clock: () => nowMs,
      alarm: (alarm) => assert(false, `no alarm: ${alarm.code}`),
      sealed: () => undefined,
      changed: () => undefined,
      fatal: (error) => {
        throw new Error(`the reader's disk: ${reasonOf(error)}`);
      },
    });
    driver.enqueue(outputs);
    return new NewsReader(news, store, driver);
  }

  /** One message after another, as the network hands them over; until all are written. */
  async gossip(): Promise<void> {
    for (const [i, wire] of this.#news.wires.entries()) {
      this.#driver.gossip("events", TELLER, wire);
      if (i % MESSAGES_PER_TURN === 0) await setImmediate();
    }
    await this.#allStored();
  }

  /** By sync: status, heads, pages of feeds; until all are written. */
  async pull(): Promise<void> {
    const device = nativeSigner(sha256(utf8Encode("the teller's device"))).publicKey;
    this.#driver.drive({ type: "peer-up", peer: TELLER, device });
    this.#driver.drive({ type: "tick" });
    await this.#allStored();
  }

  /** Carries out what is queued, and closes the store. */
  async close(): Promise<void> {
    await this.#driver.stop();
    await this.#store.close();
  }

  async #allStored(): Promise<void> {
    const { before, wires } = this.#news;
    const wanted = before.events.length + wires.length;
    while (this.#store.counts().events < wanted) await setTimeout(1);
  }
}

function transportTo(answer: (frame: Uint8Array) => Promise<Uint8Array>): Transport {
  return {
    peerId: "reader",
    start: async () => undefined,
    stop: async () => undefined,
    addresses: () => [],
    peers: () => [],
    publish: async () => 0,
    request: (_, frame) => answer(frame),
    keepConnected: () => undefined,
    keepOnly: () => undefined,
    useNetworkKeys: () => undefined,
    penalize: (_, points, why) => assert(false, `no penalty of ${points}: ${why}`),
  };
}
