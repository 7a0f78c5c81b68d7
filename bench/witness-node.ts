import { assert } from "../src/base/assert.ts";
import type { CommunityId, EventId } from "../src/base/id.ts";
import { authenticateWire } from "../src/events/authentic.ts";
import type { AuthenticEvent } from "../src/events/event.ts";
import type { Verify } from "../src/events/signature.ts";
import type { Signer } from "../src/events/signer.ts";
import type { StoreBatch } from "../src/peer/batch.ts";
import type { Input } from "../src/peer/input.ts";
import type { FeedTip } from "../src/peer/open-feeds.ts";
import type { Output } from "../src/peer/output.ts";
import { Peer } from "../src/peer/peer.ts";
import { decodeRequest, encodeRequest } from "../src/peer/sync-requests.ts";
import { decodeResponse, encodeResponse } from "../src/peer/sync-responses.ts";
import { verifyResponse } from "../src/peer/verify-response.ts";
import { idsOf } from "../src/seal/cut.ts";
import { unsigned } from "../src/seal/last-sign.ts";
import { decodeSealMessage } from "../src/seal/message.ts";
import { decodeSealed, type Sealed } from "../src/seal/sealed.ts";

/** What was sealed before: what every node's disk holds when it starts. */
export interface History {
  readonly community: CommunityId;
  readonly first: AuthenticEvent;
  readonly stored: StoreBatch;
}

/** Bytes on the wire; `to` null: gossiped. */
export interface Packet {
  readonly what: "events" | "seal" | "request" | "answer";
  readonly to: string | null;
  readonly bytes: Uint8Array;
}

/** What one node did since it was last asked. */
export interface Spent {
  /** of the processor, in the peer, in decoding and encoding; without signature checks */
  readonly workSeconds: number;
  readonly checks: number;
  /** each gossiped message once */
  readonly gossipBytes: number;
  readonly syncBytes: number;
}

/** As the real node has it. */
const SYNC_EVERY_MS = 60_000;
const NOTHING: Spent = { workSeconds: 0, checks: 0, gossipBytes: 0, syncBytes: 0 };

/** The shipping peer of one witness: bytes in, bytes out, its own work timed and what it sends counted. */
export class WitnessNode {
  readonly name: string;
  readonly peer: Peer;
  readonly #community: CommunityId;
  readonly #send: (from: string, packet: Packet) => void;
  readonly #verify: Verify;
  /** requests of others that the peer has been given, by token */
  readonly #askers: string[] = [];
  #spent = { ...NOTHING };
  #checkSeconds = 0;
  #lastRecord: Uint8Array | undefined;

  constructor(
    own: { readonly signer: Signer; readonly tip: FeedTip },
    { community, first, stored }: History,
    verify: Verify,
    send: (from: string, packet: Packet) => void,
  ) {
    const { signer, tip } = own;
    this.name = signer.publicKey;
    this.#community = community;
    this.#send = send;
    this.#verify = (...signed) => {
      const before = cpuSeconds();
      const isGood = verify(...signed);
      this.#checkSeconds += cpuSeconds() - before;
      this.#spent.checks++;
      return isGood;
    };
    const lastSign = { ...unsigned(signer.publicKey), feedSeq: tip.seq, feedId: tip.id };
    this.peer = new Peer({
      community,
      signer,
      verify: this.#verify,
      syncEveryMs: SYNC_EVERY_MS,
      lastSign: { ok: true, value: lastSign },
    });
    this.#restore(first, stored);
  }

  #restore(first: AuthenticEvent, stored: StoreBatch): void {
    const held = new Map<EventId, AuthenticEvent>(stored.events.map((event) => [event.id, event]));
    assert(this.peer.found(first), "a first event");
    for (const { record } of stored.seals) {
      const sealed = decodeSealed(record);
      assert(sealed !== undefined, "a stored seal");
      const events = idsOf(sealed.cut).flatMap((id) => held.get(id) ?? []);
      assert(this.peer.restoreHeight(sealed, events) === null, "a stored seal applies");
    }
    this.#carry(this.peer.ready([], []));
  }

  get height(): number {
    return this.peer.journal?.height ?? 0;
  }

  /** How many events wait for a seal. */
  get open(): number {
    return this.peer.journal?.open.size ?? 0;
  }

  /** The seal that this node made or took last. */
  get lastSeal(): Sealed | undefined {
    return this.#lastRecord && decodeSealed(this.#lastRecord);
  }

  /** What was spent since the last call. */
  takeSpent(): Spent {
    const spent = this.#spent;
    this.#spent = { ...NOTHING };
    return spent;
  }

  handle(input: Input, nowMs: number): void {
    this.#work(() => this.#carry(this.peer.handle(input, nowMs)));
  }

  /** A packet as it comes from the wire. */
  receive(from: string, { what, bytes }: Packet, nowMs: number): void {
    this.#work(() => {
      const input = this.#read(from, what, bytes);
      if (input !== undefined) this.#carry(this.peer.handle(input, nowMs));
    });
  }

  #work(work: () => void): void {
    const before = cpuSeconds() - this.#checkSeconds;
    work();
    this.#spent.workSeconds += cpuSeconds() - this.#checkSeconds - before;
  }

  #read(from: string, what: Packet["what"], bytes: Uint8Array): Input | undefined {
    switch (what) {
      case "events": {
        const event = authenticateWire(bytes, this.#community, this.#verify);
        return event.ok ? { type: "events", from, events: [event.value] } : undefined;
      }
      case "seal": {
        const signed = decodeSealMessage(bytes, this.#verify);
        return typeof signed === "string" ? undefined : { type: "seal-message", from, signed };
      }
      case "request": {
        const request = decodeRequest(bytes);
        if (request === undefined) return undefined;
        return { type: "request", from, token: this.#askers.push(from) - 1, request };
      }
      case "answer": {
        const response = decodeResponse(bytes);
        if (response === undefined) return undefined;
        const verified = verifyResponse(response, this.#community, this.#verify);
        return { type: "response", from, response: verified.response };
      }
      default:
        return what satisfies never;
    }
  }

  #carry(outputs: readonly Output[]): void {
    for (const output of outputs) {
      if (output.type === "persist") this.#lastRecord = output.batch.seals.at(-1)?.record ?? this.#lastRecord;
      else if (output.type === "gossip") this.#out({ what: output.topic, to: null, bytes: output.bytes });
      else if (output.type === "request")
        this.#out({ what: "request", to: output.to, bytes: encodeRequest(output.request) });
      else if (output.type === "respond") this.#answer(output.token, encodeResponse(output.response));
      // this node has no store to read from; nobody lacks an event for so long that it comes to that
      else if (output.type === "serve") this.#answer(output.token, encodeResponse({ type: "refused" }));
      else assert(output.type !== "penalize" && output.type !== "alarm", `no ${output.type} among friends`);
    }
  }

  #answer(token: number, bytes: Uint8Array): void {
    this.#out({ what: "answer", to: this.#askers[token] ?? null, bytes });
  }

  #out(packet: Packet): void {
    if (packet.to === null) this.#spent.gossipBytes += packet.bytes.length;
    else this.#spent.syncBytes += packet.bytes.length;
    this.#send(this.name, packet);
  }
}

/** Of this thread: what else the machine does meanwhile does not count. */
function cpuSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}
