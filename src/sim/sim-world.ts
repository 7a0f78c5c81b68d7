import type { SyncRequest, SyncResponse } from "../peer/sync-frames.ts";
import type { Prng } from "./prng.ts";
import { Died, type SimNetwork, type SimNode } from "./sim-node.ts";
import { Timeline } from "./timeline.ts";

/** How the world treats messages between two nodes. */
export interface Link {
  /** one message in so many is lost; 0: none */
  readonly lossOneIn: number;
  /** one message in so many arrives twice */
  readonly twiceOneIn: number;
  readonly delayMsMax: number;
}

export const GOOD_LINK: Link = { lossOneIn: 0, twiceOneIn: 0, delayMsMax: 20 };

interface Asked {
  readonly from: string;
  readonly to: string;
}

/** Virtual time and a network between nodes: everything that happens follows from one seed. */
export class SimWorld implements SimNetwork {
  readonly chance: Prng;
  readonly #timeline: Timeline;
  link: Link = GOOD_LINK;
  /** which pairs cannot reach each other */
  readonly isCut: (a: string, b: string) => boolean;
  readonly #nodes = new Map<string, SimNode>();
  readonly #asked = new Map<number, Asked>();
  readonly #onDeath: (name: string) => void;
  #token = 0;

  constructor(
    chance: Prng,
    startMs: number,
    isCut: (a: string, b: string) => boolean,
    onDeath: (name: string) => void,
  ) {
    this.chance = chance;
    this.#timeline = new Timeline(startMs);
    this.isCut = isCut;
    this.#onDeath = onDeath;
  }

  get nowMs(): number {
    return this.#timeline.nowMs;
  }

  set nowMs(nowMs: number) {
    this.#timeline.nowMs = nowMs;
  }

  node(name: string): SimNode | undefined {
    return this.#nodes.get(name);
  }

  names(): readonly string[] {
    return [...this.#nodes.keys()];
  }

  /** A node joins the network; everybody it can reach hears of it. */
  up(node: SimNode): void {
    const { name } = node.setup;
    this.#nodes.set(name, node);
    for (const other of this.names())
      if (other !== name && !this.isCut(name, other)) this.connect(name, other);
  }

  down(name: string): void {
    this.#nodes.delete(name);
    // its connections end, and with them what was asked over them
    for (const [token, { from, to }] of this.#asked)
      if (from === name || to === name) this.#asked.delete(token);
    for (const other of this.names())
      this.#tell(other, (node) => node.handle({ type: "peer-down", peer: name }, this.nowMs));
  }

  connect(a: string, b: string): void {
    this.#greet(a, b);
    this.#greet(b, a);
  }

  disconnect(a: string, b: string): void {
    this.#tell(a, (node) => node.handle({ type: "peer-down", peer: b }, this.nowMs));
    this.#tell(b, (node) => node.handle({ type: "peer-down", peer: a }, this.nowMs));
  }

  #greet(name: string, other: string): void {
    const device = this.#nodes.get(other)?.setup.signer.publicKey;
    if (device === undefined) return;
    this.#tell(name, (node) => {
      node.handle({ type: "peer-up", peer: other, device }, this.nowMs);
    });
  }

  gossip(from: string, topic: "events" | "seal", bytes: Uint8Array): void {
    for (const to of this.names())
      if (to !== from) this.#send(from, to, (node) => node.receive(topic, from, bytes, this.nowMs));
  }

  /** Everybody hears everybody here. */
  forward(): void {
    // nothing is left to be told
  }

  request(from: string, to: string, request: SyncRequest): void {
    const token = this.#token++;
    this.#asked.set(token, { from, to });
    this.#send(from, to, (node) => node.handle({ type: "request", from, token, request }, this.nowMs));
    // an answer that does not come in time is none
    this.after(5_000, () => {
      if (this.#asked.delete(token))
        this.#tell(from, (node) => node.handle({ type: "no-response", from: to }, this.nowMs));
    });
  }

  respond(from: string, token: number, response: SyncResponse): void {
    const asked = this.#asked.get(token);
    if (asked === undefined) return;
    this.#send(from, asked.from, (node) => {
      if (this.#asked.delete(token)) node.receiveResponse(asked.to, response, this.nowMs);
    });
  }

  #send(from: string, to: string, deliver: (node: SimNode) => void): void {
    const { lossOneIn, twiceOneIn, delayMsMax } = this.link;
    const copies = twiceOneIn > 0 && this.chance.oneIn(twiceOneIn) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      if (lossOneIn > 0 && this.chance.oneIn(lossOneIn)) continue;
      const delayMs = 1 + this.chance.below(delayMsMax);
      this.after(delayMs, () => {
        if (!this.isCut(from, to)) this.#tell(to, deliver);
      });
    }
  }

  /** A machine that dies while it acts is taken down; whoever watches the world may start it again. */
  #tell(name: string, act: (node: SimNode) => void): void {
    const node = this.#nodes.get(name);
    if (node === undefined) return;
    try {
      act(node);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      this.down(name);
      this.#onDeath(name);
    }
  }

  act(name: string, action: (node: SimNode) => void): void {
    this.#tell(name, action);
  }

  after(delayMs: number, run: () => void): void {
    this.#timeline.after(delayMs, run);
  }

  /** Lets time pass: every node ticks every `tickMs`, messages arrive when they are due. */
  run(durationMs: number, tickMs: number): void {
    const endMs = this.nowMs + durationMs;
    for (let tickAtMs = this.nowMs; tickAtMs <= endMs; tickAtMs += tickMs) {
      this.#timeline.runUntil(tickAtMs);
      for (const name of this.names()) this.#tell(name, (node) => node.handle({ type: "tick" }, this.nowMs));
    }
    this.#timeline.runUntil(endMs);
  }
}
