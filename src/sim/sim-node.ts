import { assert } from "../base/assert.ts";
import type { CommunityId, EventId } from "../base/id.ts";
import type { Result } from "../base/result.ts";
import type { Verify } from "../events/signature.ts";
import type { Signer } from "../events/signer.ts";
import type { Input } from "../peer/input.ts";
import type { Alarm, AuthorFault, Output } from "../peer/output.ts";
import { Peer } from "../peer/peer.ts";
import { SnapshotParts } from "../peer/sealed-snapshot.ts";
import { serveRequest } from "../peer/serve.ts";
import type { SyncRequest, SyncResponse } from "../peer/sync-frames.ts";
import { verifyResponse } from "../peer/verify-response.ts";
import { decodeProfile } from "../profiles/profile.ts";
import { idsOf } from "../seal/cut.ts";
import { eventIn, messageIn } from "./decoded.ts";
import type { Topic } from "./packet.ts";
import { sealedOf } from "./sealed-of.ts";
import type { SimDisk } from "./sim-disk.ts";
import { snapshotOf } from "./snapshot-of.ts";

/** What a node sends; the world decides whether and when it arrives. */
export interface SimNetwork {
  gossip(from: string, topic: Topic, bytes: Uint8Array): void;
  /** what `of` has sent goes on to the others */
  forward(from: string, topic: Topic, bytes: Uint8Array, of: string): void;
  request(from: string, to: string, request: SyncRequest): void;
  respond(from: string, token: number, response: SyncResponse): void;
}

export interface SimNodeSetup {
  readonly name: string;
  readonly community: CommunityId;
  readonly signer: Signer;
  readonly verify: Verify;
  readonly syncEveryMs: number;
  readonly disk: SimDisk;
  readonly network: SimNetwork;
  /** called before every output; true: the machine dies here: nothing is sent, and a write gets only some way */
  readonly dies: (output: Output) => boolean;
}

/** Thrown where the machine died; only the world catches it. */
export class Died extends Error {
  override readonly name = "Died";
}

/** One running node: the shipping peer on a simulated disk and network. A crash loses it; a new one opens the disk. */
export class SimNode {
  readonly setup: SimNodeSetup;
  readonly peer: Peer;
  readonly alarms: Alarm[] = [];
  readonly answers = new Map<number, Result<EventId, AuthorFault>>();
  /** points given to each peer for what no honest node sends */
  readonly penalties = new Map<string, number>();
  #nowMs: number;
  /** the gossip that is being taken in */
  #arriving: { readonly topic: Topic; readonly bytes: Uint8Array; readonly from: string } | null = null;

  constructor(setup: SimNodeSetup, nowMs: number) {
    this.setup = setup;
    this.#nowMs = nowMs;
    const { community, signer, verify, syncEveryMs, disk } = setup;
    this.peer = new Peer({ community, signer, verify, syncEveryMs, lastSign: disk.lastSign() });
    this.#restore(nowMs);
  }

  #restore(nowMs: number): void {
    const { disk, community, verify } = this.setup;
    const found = disk.event(community);
    // without the first event nothing else can be placed: all of it is fetched again
    if (found !== undefined) {
      assert(this.peer.found(found), "a stored first event");
      this.#restoreSeals(disk);
    }
    for (const event of disk.events()) this.peer.restoreOpen(event, nowMs);
    const messages = disk.messages().flatMap(({ bytes }) => {
      const signed = messageIn(bytes, verify);
      return typeof signed === "string" ? [] : [signed];
    });
    const profiles = disk.profiles().flatMap((bytes) => {
      const profile = decodeProfile(bytes, verify);
      return typeof profile === "string" ? [] : [profile];
    });
    this.peer.seals.restore(disk.twoSeals());
    this.carryOut(this.peer.ready(messages, profiles));
  }

  #restoreSeals(disk: SimDisk): void {
    let height = this.#startFrom(disk.snapshot()) + 1;
    for (let record = disk.seal(height); record !== undefined; record = disk.seal(++height)) {
      const sealed = sealedOf(record);
      const events = idsOf(sealed.cut).flatMap((id) => disk.event(id) ?? []);
      // a torn store may lack events of its last seals: they are fetched again
      if (events.length < idsOf(sealed.cut).length) break;
      const fault = this.peer.restoreHeight(sealed, events);
      assert(fault === null, `a stored seal applies: ${fault}`);
    }
  }

  /** As `restore.ts` does: from the snapshot while history before it is not whole. The height to go on from. */
  #startFrom(parts: readonly Uint8Array[]): number {
    const { disk } = this.setup;
    const snapshot = snapshotOf(parts);
    if (snapshot === undefined) {
      const begun = disk.seal(1) === undefined ? SnapshotParts.of(parts).begun : null;
      if (begun !== null) this.peer.resume(begun);
      return 0;
    }
    let missing = 1;
    while (missing <= snapshot.header.height && disk.seal(missing) !== undefined) missing++;
    if (missing > snapshot.header.height) return 0;
    this.peer.begin(snapshot, missing);
    return snapshot.header.height;
  }

  handle(input: Input, nowMs: number): void {
    this.#nowMs = nowMs;
    this.carryOut(this.peer.handle(input, nowMs));
  }

  /** Gossip as it arrives, checked before the peer sees it. */
  receive(topic: Topic, from: string, bytes: Uint8Array, nowMs: number): void {
    this.#arriving = { topic, bytes, from };
    this.#take(topic, from, bytes, nowMs);
    this.#arriving = null;
  }

  #take(topic: Topic, from: string, bytes: Uint8Array, nowMs: number): void {
    const { verify, community } = this.setup;
    if (topic === "seal") {
      const signed = messageIn(bytes, verify);
      if (typeof signed !== "string") this.handle({ type: "seal-message", from, signed }, nowMs);
      return;
    }
    const event = eventIn(bytes, community, verify);
    if (event.ok) this.handle({ type: "events", from, events: [event.value] }, nowMs);
  }

  receiveResponse(from: string, response: SyncResponse, nowMs: number): void {
    const verified = verifyResponse(response, this.setup.community, this.setup.verify);
    this.handle({ type: "response", from, response: verified.response }, nowMs);
  }

  carryOut(outputs: readonly Output[]): void {
    for (const output of outputs) {
      if (this.setup.dies(output)) this.#die(output);
      this.#carry(output);
    }
  }

  #die(output: Output): never {
    if (output.type === "persist") this.setup.disk.begin(output.batch);
    throw new Died(output.type);
  }

  #carry(output: Output): void {
    const { name, network, disk } = this.setup;
    const arriving = this.#arriving;
    switch (output.type) {
      case "persist":
        disk.write(output.batch);
        break;
      case "answer":
        this.answers.set(output.token, output.result);
        break;
      case "gossip":
        network.gossip(name, output.topic, output.bytes);
        break;
      case "request":
        network.request(name, output.to, output.request);
        break;
      case "respond":
        network.respond(name, output.token, output.response);
        break;
      case "serve":
        network.respond(name, output.token, serveFrom(disk, output.request, this.peer));
        break;
      case "alarm":
        this.alarms.push(output.alarm);
        break;
      case "recall":
        this.#recall(output.height);
        break;
      case "compare":
        this.#compare(output.event);
        break;
      case "forward":
        if (arriving !== null) network.forward(name, arriving.topic, arriving.bytes, arriving.from);
        break;
      case "penalize":
        this.penalties.set(output.peer, (this.penalties.get(output.peer) ?? 0) + output.points);
        break;
      case "sealed":
        break;
      default:
        output satisfies never;
    }
  }

  #recall(height: number): void {
    this.handle({ type: "recalled", height, record: this.setup.disk.seal(height) ?? null }, this.#nowMs);
  }

  #compare(other: Extract<Output, { type: "compare" }>["event"]): void {
    const place = this.setup.disk
      .feed(other.device)
      .find(({ seq, id }) => seq === other.seq && id !== other.id);
    if (place !== undefined) this.handle({ type: "fork-found", held: place, other }, this.#nowMs);
  }
}

function serveFrom(disk: SimDisk, request: SyncRequest, { setup, journal }: Peer): SyncResponse {
  const serving = serveRequest(request, setup.community, (hash) => journal?.seatsNamed(hash));
  let step = serving.next();
  while (!step.done) step = serving.next(disk.answer(step.value));
  return step.value;
}
