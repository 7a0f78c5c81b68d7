import type { Cbor } from "../../src/base/cbor.ts";
import type { CommunityId, EventId } from "../../src/base/id.ts";
import { decodeEvent } from "../../src/events/envelope.ts";
import type { KindName } from "../../src/events/kind.ts";
import type { Signer } from "../../src/events/signer.ts";
import { type GossipVerdict, type Topic, type Transport, TransportError } from "../../src/net/transport.ts";
import { Driver } from "../../src/node/driver.ts";
import { restore } from "../../src/node/restore.ts";
import { Peer } from "../../src/peer/peer.ts";
import { decodeResponse } from "../../src/peer/sync-responses.ts";
import { decodeSealMessage } from "../../src/seal/message.ts";
import type { EventStore } from "../../src/store/event-store.ts";
import { openTableStore, type StoreMedium } from "../../src/store/table-store.ts";
import { verify } from "../sim/village.ts";
import type { Brittle } from "./brittle.ts";

/** Who carries messages between the nodes of one test. */
export interface Street {
  readonly nowMs: number;
  gossip(from: string, topic: Topic, bytes: Uint8Array): void;
  ask(from: string, to: string, frame: Uint8Array): Promise<Uint8Array>;
  /** something left the node `from` under its own signature */
  left(from: string, place: string, id: string): void;
}

export interface BrittleSetup {
  readonly name: string;
  readonly community: CommunityId;
  readonly signer: Signer;
  readonly medium: StoreMedium;
  readonly life: Brittle;
  readonly street: Street;
}

/** The shipping peer, driver and store; what it stands on may die at any step. */
export class BrittleNode {
  readonly setup: BrittleSetup;
  readonly store: EventStore;
  readonly peer: Peer;
  readonly #driver: Driver;

  private constructor(setup: BrittleSetup, store: EventStore) {
    this.setup = setup;
    this.store = store;
    const { community, signer, street } = setup;
    this.peer = new Peer({ community, signer, verify, syncEveryMs: 600, lastSign: store.lastSign() });
    this.#driver = new Driver({
      peer: this.peer,
      store,
      transport: this.#transport(),
      verify,
      losses: { eventLost: () => undefined, sealLost: () => undefined },
      log: () => undefined,
      clock: () => street.nowMs,
      alarm: () => undefined,
      sealed: () => undefined,
      changed: () => undefined,
      fatal: (error) => {
        if (!setup.life.isDead) throw error;
      },
    });
  }

  /** Throws `Dead` where it dies before it is up. */
  static async start(setup: BrittleSetup): Promise<BrittleNode> {
    const node = new BrittleNode(setup, await openTableStore(setup.medium));
    const { outputs } = await restore(node.peer, node.store, verify, setup.street.nowMs);
    node.#driver.enqueue(outputs);
    return node;
  }

  up(peer: string, device: Signer): void {
    this.#driver.drive({ type: "peer-up", peer, device: device.publicKey });
  }

  down(peer: string): void {
    this.#driver.drive({ type: "peer-down", peer });
  }

  tick(): void {
    this.#driver.drive({ type: "tick" });
  }

  hear(topic: Topic, from: string, bytes: Uint8Array): GossipVerdict {
    return this.#driver.gossip(topic, from, bytes);
  }

  /** The id once it is acknowledged; undefined: refused. A node that dies meanwhile never answers. */
  async say(kind: KindName, body: Cbor): Promise<EventId | undefined> {
    const said = await this.#driver.ask((token) => ({ type: "author", token, kind, body }));
    return said.ok ? said.value : undefined;
  }

  async answer(from: string, frame: Uint8Array): Promise<Uint8Array> {
    const bytes = await this.#driver.answer(from, frame);
    this.setup.life.pass("before an answer leaves");
    const response = decodeResponse(bytes);
    if (response?.type === "messages") for (const wire of response.wires) this.#noteMessage(wire);
    if (response?.type === "feeds") for (const wire of response.wires) this.#noteEvent(wire);
    return bytes;
  }

  #transport(): Transport {
    const { name, life, street } = this.setup;
    return {
      peerId: name,
      start: () => Promise.resolve(),
      stop: () => Promise.resolve(),
      addresses: () => [],
      peers: () => [],
      keepConnected: () => undefined,
      keepOnly: () => undefined,
      useNetworkKeys: () => undefined,
      penalize: () => undefined,
      publish: async (topic, bytes) => {
        life.pass(`before gossip: ${topic}`);
        if (topic === "seal") this.#noteMessage(bytes);
        else this.#noteEvent(bytes);
        street.gossip(name, topic, bytes);
        life.pass(`after gossip: ${topic}`);
        return 1;
      },
      request: async (to, frame) => {
        if (life.isDead) throw new TransportError("reset", "dead");
        life.pass("before a request");
        const answer = await street.ask(name, to, frame);
        life.pass("before an answer is taken in");
        return answer;
      },
    };
  }

  #noteMessage(wire: Uint8Array): void {
    const signed = decodeSealMessage(wire, () => true);
    const { name, signer, street } = this.setup;
    if (typeof signed === "string" || signed.message.device !== signer.publicKey) return;
    const { epoch, height, round, step } = signed.message;
    street.left(name, `${epoch}/${height}/${round}/${step}`, signed.hash);
  }

  #noteEvent(wire: Uint8Array): void {
    const event = decodeEvent(wire);
    const { name, signer, street } = this.setup;
    if (!event.ok || event.value.device !== signer.publicKey) return;
    street.left(name, `event ${event.value.seq}`, event.value.id);
  }
}
