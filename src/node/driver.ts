import type { CommunityId, EventId } from "../base/id.ts";
import type { Result } from "../base/result.ts";
import { authenticateWire, authenticStored } from "../events/authentic.ts";
import { decodeEvent } from "../events/envelope.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { isStateless } from "../events/faults.ts";
import type { Verify } from "../events/signature.ts";
import { FAULT_POINTS } from "../net/fault-points.ts";
import type { NetLog } from "../net/net-log.ts";
import { reasonOf } from "../net/net-log.ts";
import type { GossipVerdict, Topic, Transport } from "../net/transport.ts";
import type { Input, VerifiedResponse } from "../peer/input.ts";
import type { Alarm, AuthorFault, Output } from "../peer/output.ts";
import type { Peer } from "../peer/peer.ts";
import type { SeatsNamed } from "../peer/serve.ts";
import type { SyncRequest, SyncResponse } from "../peer/sync-frames.ts";
import { decodeRequest, encodeRequest } from "../peer/sync-requests.ts";
import { decodeResponse, encodeResponse } from "../peer/sync-responses.ts";
import { isSendersFault, verifyResponse } from "../peer/verify-response.ts";
import { decodeSealMessage } from "../seal/message.ts";
import type { EventStore } from "../store/event-store.ts";
import { answerFromStore, type LossListener } from "./answer-request.ts";
import { looksFor } from "./looks-for.ts";

export interface DriverParts {
  readonly peer: Peer;
  readonly store: EventStore;
  readonly transport: Transport;
  readonly verify: Verify;
  readonly losses: LossListener;
  readonly log: NetLog;
  clock(): number;
  alarm(alarm: Alarm): void;
  sealed(height: number): void;
  /** a seal has come by this peer's answer */
  brought?(peer: string): void;
  /** an answer whose signatures hold */
  heard?(from: string, response: VerifiedResponse): void;
  /** something a screen shows may have changed */
  changed(): void;
  /** the disk failed: nothing more can be promised */
  fatal(error: unknown): void;
}

/** A request waits this long for its answer. */
const REQUEST_MS = 20_000;
/** Events for sealed places that are looked up at once; more are dropped, and come again if they matter. */
const COMPARISONS_MAX = 64;

/** Seals prove themselves; what else a teller says is worth nothing. */
const TELLER_QUESTIONS: ReadonlySet<SyncRequest["type"]> = new Set(["status", "history"]);

type Answer = Result<EventId, AuthorFault>;

/**
 * Carries a peer's outputs out, strictly in order: what follows a write waits until the write is done. So an
 * acknowledgement or a message never leaves before what it rests on is durable.
 */
export class Driver {
  readonly #parts: DriverParts;
  readonly #queue: Output[] = [];
  readonly #answers = new Map<number, (answer: Answer) => void>();
  readonly #responses = new Map<number, (response: SyncResponse) => void>();
  #token = 0;
  #comparisons = 0;
  #pumping = false;
  #stopped = false;
  #idle: (() => void)[] = [];

  constructor(parts: DriverParts) {
    this.#parts = parts;
  }

  /** Gives the peer an input; its outputs are carried out in turn. */
  drive(input: Input): readonly Output[] {
    if (this.#stopped) return [];
    const outputs = this.#parts.peer.handle(input, this.#parts.clock());
    this.enqueue(outputs);
    return outputs;
  }

  enqueue(outputs: readonly Output[]): void {
    this.#queue.push(...outputs);
    if (outputs.some(({ type }) => type !== "request" && type !== "respond")) this.#parts.changed();
    void this.#pump();
  }

  /** The person's wish; resolves when it is durable, or refused. */
  async ask(input: (token: number) => Input): Promise<Answer> {
    if (this.#stopped) return { ok: false, error: "device-stopped" };
    const token = ++this.#token;
    const answer = new Promise<Answer>((resolve) => this.#answers.set(token, resolve));
    this.drive(input(token));
    return answer;
  }

  /** Carries out what is queued, then nothing more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#pumping) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#queue.length > 0) await Promise.all(this.#next().map((output) => this.#carry(output)));
    } catch (error) {
      this.#queue.length = 0;
      this.#stopped = true;
      this.#parts.fatal(error);
    } finally {
      this.#pumping = false;
      for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  /** The next output; or all writes that stand next to each other, of which the store makes as few as it can. */
  #next(): readonly Output[] {
    const other = this.#queue.findIndex(({ type }) => type !== "persist" && type !== "forward");
    return this.#queue.splice(0, Math.max(1, other < 0 ? this.#queue.length : other));
  }

  async #carry(output: Output): Promise<void> {
    const { store, transport, alarm } = this.#parts;
    switch (output.type) {
      case "persist":
        await store.write(output.batch);
        break;
      case "answer":
        this.#answers.get(output.token)?.(output.result);
        this.#answers.delete(output.token);
        break;
      case "gossip":
        await transport.publish(output.topic, output.bytes);
        break;
      case "request":
        void this.#request(output.to, output.request);
        break;
      case "respond":
        this.#respond(output.token, output.response);
        break;
      case "serve":
        void this.#serve(output.token, output.request);
        break;
      case "compare":
        void this.#compare(output.event);
        break;
      case "recall":
        void this.#recall(output.height);
        break;
      case "penalize":
        transport.penalize(output.peer, output.points, output.why);
        break;
      case "alarm":
        alarm(output.alarm);
        break;
      case "sealed":
        this.#parts.log("info", "sealed", { height: output.height });
        this.#parts.sealed(output.height);
        break;
      case "forward":
        break;
      default:
        output satisfies never;
    }
  }

  async #request(to: string, request: SyncRequest): Promise<void> {
    const { transport, peer, verify, log } = this.#parts;
    if (peer.sync.isTeller(to) && !TELLER_QUESTIONS.has(request.type)) {
      this.drive({ type: "no-response", from: to });
      return;
    }
    try {
      const frame = await transport.request(to, encodeRequest(request), AbortSignal.timeout(REQUEST_MS));
      const response = decodeResponse(frame);
      const fits = response?.type === request.type || response?.type === "refused";
      if (response === undefined || !fits) {
        transport.penalize(to, FAULT_POINTS, "malformed answer");
        this.drive({ type: "no-response", from: to });
        return;
      }
      const verified = verifyResponse(response, peer.setup.community, verify);
      for (const fault of verified.faults)
        if (isSendersFault(fault)) transport.penalize(to, FAULT_POINTS, fault);
      this.#parts.heard?.(to, verified.response);
      const outputs = this.drive({ type: "response", from: to, response: verified.response });
      if (request.type === "history" && outputs.some(({ type }) => type === "sealed"))
        this.#parts.brought?.(to);
    } catch (error) {
      log("debug", "no answer", { peer: to, request: request.type, reason: reasonOf(error) });
      this.drive({ type: "no-response", from: to });
    }
  }

  /** Answers one request frame of another node. `looked` hears how many looks into the store it asks for. */
  async answer(
    from: string,
    frame: Uint8Array,
    looked: (looks: number) => void = () => undefined,
  ): Promise<Uint8Array> {
    const request = decodeRequest(frame);
    if (request === undefined) {
      this.#parts.transport.penalize(from, FAULT_POINTS, "malformed request");
      return encodeResponse({ type: "refused" });
    }
    looked(looksFor(request));
    const token = ++this.#token;
    const response = new Promise<SyncResponse>((resolve) => this.#responses.set(token, resolve));
    if (this.drive({ type: "request", from, token, request }).length === 0)
      this.#respond(token, { type: "refused" });
    return encodeResponse(await response);
  }

  #respond(token: number, response: SyncResponse): void {
    this.#responses.get(token)?.(response);
    this.#responses.delete(token);
  }

  async #serve(token: number, request: SyncRequest): Promise<void> {
    const { store, peer, losses, log } = this.#parts;
    try {
      const seatsNamed: SeatsNamed = (hash) => peer.journal?.seatsNamed(hash);
      const { community } = peer.setup;
      this.#respond(token, await answerFromStore(store, request, community, losses, seatsNamed));
    } catch (error) {
      log("error", "could not read the store", { request: request.type, reason: reasonOf(error) });
      this.#respond(token, { type: "refused" });
    }
  }

  /** An event came for a place that is sealed: is it the one that stands there? */
  async #compare(other: AuthenticEvent): Promise<void> {
    const { store, log } = this.#parts;
    if (this.#comparisons >= COMPARISONS_MAX) return;
    this.#comparisons++;
    try {
      const entries = await store.feed(other.device, other.seq, 2);
      const entry = entries.find(({ seq, id }) => seq === other.seq && id !== other.id);
      const wire = entry && (await store.event(entry.id));
      const held = wire?.ok ? decodeEvent(wire.value) : undefined;
      if (held?.ok) this.drive({ type: "fork-found", held: authenticStored(held.value), other });
    } catch (error) {
      log("error", "could not read the store", { reason: reasonOf(error) });
    } finally {
      this.#comparisons--;
    }
  }

  async #recall(height: number): Promise<void> {
    const { store, losses, log } = this.#parts;
    try {
      const record = await store.seal(height);
      if (!record.ok && record.error === "damaged") losses.sealLost(height);
      this.drive({ type: "recalled", height, record: record.ok ? record.value : null });
    } catch (error) {
      log("error", "could not read the store", { reason: reasonOf(error) });
    }
  }

  /** A gossiped message; the verdict decides on forwarding. Nobody forwards what is rejected: it costs the sender. */
  gossip(topic: Topic, from: string, bytes: Uint8Array): GossipVerdict {
    const verdict = this.#judge(topic, from, bytes);
    if (verdict === "reject") this.#parts.transport.penalize(from, FAULT_POINTS, `bad gossip: ${topic}`);
    return verdict;
  }

  /** Checked without any knowledge first, then shown to the peer. */
  #judge(topic: Topic, from: string, bytes: Uint8Array): GossipVerdict {
    const { peer, verify } = this.#parts;
    if (topic === "seal") {
      const signed = decodeSealMessage(bytes, verify);
      if (typeof signed === "string") return "reject";
      if (signed.message.community !== peer.setup.community) return "ignore";
      return verdictOf(this.drive({ type: "seal-message", from, signed }));
    }
    const event = readEvent(bytes, peer.setup.community, verify);
    if (typeof event === "string") return event;
    return verdictOf(this.drive({ type: "events", from, events: [event] }));
  }
}

function verdictOf(outputs: readonly Output[]): GossipVerdict {
  return outputs.some(({ type }) => type === "forward") ? "accept" : "ignore";
}

function readEvent(
  bytes: Uint8Array,
  community: CommunityId,
  verify: Verify,
): AuthenticEvent | GossipVerdict {
  const event = authenticateWire(bytes, community, verify);
  if (event.ok) return event.value;
  return isStateless(event.error.code) ? "reject" : "ignore";
}
