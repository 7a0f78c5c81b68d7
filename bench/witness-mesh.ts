import { assert, present } from "../src/base/assert.ts";
import { toHex } from "../src/base/bytes.ts";
import type { DeviceKey } from "../src/base/id.ts";
import type { AuthenticEvent } from "../src/events/event.ts";
import type { Verify } from "../src/events/signature.ts";
import type { Signer } from "../src/events/signer.ts";
import type { FeedTip } from "../src/peer/open-feeds.ts";
import { prng } from "../src/sim/prng.ts";
import { type History, type Packet, type Spent, WitnessNode } from "./witness-node.ts";

const TICK_MS = 200;
const LATENCY_MS_MIN = 20;
const LATENCY_MS_MAX = 100;
/** From one seal to the next, as `founding` is told; every node asks every other for news once in it. */
export const HEIGHT_MS = 60_000;
/** What is said in a height is said within this from its beginning, so that all of it is held before the seal. */
const SAYING_MS = 50_000;

/** What a height took of every node, and what it was. */
export interface HeightCost {
  readonly round: number;
  readonly events: number;
  readonly spent: readonly Spent[];
}

/** All witnesses of a community in one process, each connected with each, on virtual time with delays by seed. */
export class WitnessMesh {
  readonly nodes: readonly WitnessNode[];
  readonly #chance = prng(31);
  readonly #due = new Map<number, (() => void)[]>();
  #nowMs: number;

  constructor(
    owns: readonly { readonly signer: Signer; readonly tip: FeedTip }[],
    history: History,
    nowMs: number,
    verify: Verify,
  ) {
    this.#nowMs = nowMs;
    const send = (from: string, packet: Packet): void => this.#send(from, packet);
    const once = verifyOnce(verify);
    this.nodes = owns.map((own) => new WitnessNode(own, history, once, send));
  }

  /** Every node meets every other, at moments spread over a height, so that what they ask for is spread likewise. */
  meet(event: AuthenticEvent): void {
    for (const node of this.nodes)
      for (const other of this.nodes)
        if (node !== other)
          this.#after(this.#chance.below(HEIGHT_MS), () =>
            node.handle({ type: "peer-up", peer: other.name, device: other.name as DeviceKey }, this.#nowMs),
          );
    this.#seal([event]);
  }

  /** These events come by gossip from members who are no witnesses; all of them in the next seal. */
  seal(events: readonly AuthenticEvent[]): HeightCost {
    const height = present(this.nodes[0], "nodes").height;
    for (const node of this.nodes) node.takeSpent();
    this.#seal(events);
    return this.#costOf(height + 1, events.length);
  }

  /** Until all of it is sealed everywhere, and no message is under way. */
  #seal(events: readonly AuthenticEvent[]): void {
    for (const { wire } of events) {
      const saidMs = this.#chance.below(SAYING_MS);
      for (const node of this.nodes)
        this.#after(saidMs + this.#latency(), () =>
          node.receive("member", { what: "events", to: null, bytes: wire }, this.#nowMs),
        );
    }
    const endMs = this.#nowMs + 3 * HEIGHT_MS;
    const isDone = () => this.#due.size === 0 && this.nodes.every((node) => node.open === 0);
    while (!isDone()) {
      assert(this.#nowMs < endMs, "all have sealed");
      this.#step();
    }
  }

  #costOf(height: number, count: number): HeightCost {
    const [first] = this.nodes;
    const sealed = present(first?.lastSeal, "a seal");
    assert(
      this.nodes.every((node) => node.height === height),
      "one seal",
    );
    const events = sealed.cut.feeds.reduce((sum, { ids }) => sum + ids.length, 0);
    assert(events === count, `all ${count} events in one seal, not ${events}`);
    const spent = this.nodes.map((node) => node.takeSpent());
    return { round: sealed.certificate.round, events, spent };
  }

  #send(from: string, packet: Packet): void {
    for (const node of this.nodes)
      if (packet.to === null ? node.name !== from : node.name === packet.to)
        this.#after(this.#latency(), () => node.receive(from, packet, this.#nowMs));
  }

  #latency(): number {
    return LATENCY_MS_MIN + this.#chance.below(LATENCY_MS_MAX - LATENCY_MS_MIN);
  }

  #after(ms: number, run: () => void): void {
    const atMs = this.#nowMs + Math.max(1, ms);
    const there = this.#due.get(atMs);
    if (there === undefined) this.#due.set(atMs, [run]);
    else there.push(run);
  }

  /** One millisecond of the world. */
  #step(): void {
    this.#nowMs++;
    for (const run of this.#due.get(this.#nowMs) ?? []) run();
    this.#due.delete(this.#nowMs);
    for (const [i, node] of this.nodes.entries())
      if ((this.#nowMs + i * 7) % TICK_MS === 0) node.handle({ type: "tick" }, this.#nowMs);
  }
}

/** Whether a signature holds is found out once for all nodes; each counts that it asked. */
function verifyOnce(verify: Verify): Verify {
  const known = new Set<string>();
  return (signature, message, publicKey) => {
    const name = toHex(signature);
    if (!known.has(name)) {
      if (!verify(signature, message, publicKey)) return false;
      known.add(name);
    }
    return true;
  };
}
