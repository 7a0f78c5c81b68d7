import type { CommunityId } from "../../src/base/id.ts";
import { decodeEvent } from "../../src/events/envelope.ts";
import type { StoreBatch } from "../../src/peer/batch.ts";
import type { SyncRequest, SyncResponse } from "../../src/peer/sync-frames.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import { decodeSealMessage } from "../../src/seal/message.ts";
import { decodeSealed } from "../../src/seal/sealed.ts";
import type { SimNetwork } from "../../src/sim/sim-node.ts";

/** Stands between the nodes and their network, reads all that leaves, and notes whoever says two things. */
export class CrashWatch implements SimNetwork {
  /** what no run may show */
  readonly faults: string[] = [];
  /** words seen: a watch that saw none proves nothing */
  seen = 0;
  readonly #network: SimNetwork;
  readonly #words = new Map<string, string>();

  constructor(network: SimNetwork) {
    this.#network = network;
  }

  gossip(from: string, topic: "events" | "seal", bytes: Uint8Array): void {
    if (topic === "events") this.#event(bytes);
    else this.#message(bytes);
    this.#network.gossip(from, topic, bytes);
  }

  forward(): void {
    // what one said has reached all others here
  }

  request(from: string, to: string, request: SyncRequest): void {
    this.#network.request(from, to, request);
  }

  respond(from: string, token: number, response: SyncResponse): void {
    this.#response(response);
    this.#network.respond(from, token, response);
  }

  /** A node puts seals into its store. */
  stored(batch: StoreBatch): void {
    for (const { record } of batch.seals) this.#seal(record);
  }

  #response(response: SyncResponse): void {
    if (response.type === "feeds") for (const wire of response.wires) this.#event(wire);
    else if (response.type === "event" && response.wire !== null) this.#event(response.wire);
    else if (response.type === "messages") for (const wire of response.wires) this.#message(wire);
    else if (response.type === "history")
      for (const { slice, total, wires } of response.entries) {
        if (slice.length === total) this.#seal(slice);
        for (const wire of wires) this.#event(wire);
      }
  }

  #event(wire: Uint8Array): void {
    const event = decodeEvent(wire);
    if (!event.ok) this.faults.push("bytes that are no event left");
    else this.#note(`event ${event.value.device} ${event.value.seq}`, event.value.id as CommunityId);
  }

  #message(wire: Uint8Array): void {
    const signed = decodeSealMessage(wire, () => true);
    if (typeof signed === "string") {
      this.faults.push("bytes that are no seal message left");
      return;
    }
    const { device, epoch, height, round, step } = signed.message;
    this.#note(`${step} ${device} ${epoch} ${height} ${round}`, signed.hash);
  }

  #seal(record: Uint8Array): void {
    const sealed = decodeSealed(record);
    if (sealed === undefined) this.faults.push("bytes that are no seal");
    else this.#note(`seal ${sealed.header.epoch} ${sealed.header.height}`, sealIdOf(sealed.header));
  }

  #note(place: string, word: string): void {
    this.seen++;
    const before = this.#words.get(place);
    if (before === undefined) this.#words.set(place, word);
    else if (before !== word) this.faults.push(`two different words: ${place}`);
  }
}
