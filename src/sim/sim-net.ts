import type { SyncRequest, SyncResponse } from "../peer/sync-frames.ts";
import { decodeRequest } from "../peer/sync-requests.ts";
import { decodeResponse } from "../peer/sync-responses.ts";
import type { Machine } from "./machine.ts";
import type { Packet, Topic } from "./packet.ts";
import type { Prng } from "./prng.ts";
import type { SimNetwork, SimNode } from "./sim-node.ts";
import type { Timeline } from "./timeline.ts";
import { arrivals, FAIR_WEATHER, type Weather } from "./weather.ts";

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly type: SyncRequest["type"];
}

/** What the network needs of the run. */
export interface NetPort {
  readonly timeline: Timeline;
  readonly chance: Prng;
  /** a machine takes something in: one step */
  step(machine: Machine, what: string, act: (node: SimNode, nowMs: number) => void): void;
  count(fault: string): void;
  /** bytes that leave a machine, after its liar if it has one */
  sent(machine: Machine, packet: Packet): void;
}

const ANSWER_MS_MAX = 20_000;

/** A sparse network: machines hold a few connections each, and what is told goes from neighbour to neighbour. */
export class SimNet implements SimNetwork {
  weather: Weather = { ...FAIR_WEATHER };
  /** whether nothing gets from one machine to another at the moment; asked for each direction */
  blocks: (from: Machine, to: Machine) => boolean = () => false;
  /** whom a machine may find when it looks for others */
  mayDial: (from: Machine, to: Machine) => boolean = () => true;
  readonly #machines = new Map<string, Machine>();
  readonly #links = new Map<string, Set<string>>();
  readonly #asked = new Map<number, Asked>();
  /** gossip that a machine has seen since it started */
  readonly #seen = new Map<string, WeakSet<Uint8Array>>();
  readonly #port: NetPort;
  #token = 0;

  constructor(port: NetPort) {
    this.#port = port;
  }

  add(machine: Machine): void {
    this.#machines.set(machine.name, machine);
    this.#links.set(machine.name, new Set());
    this.#seen.set(machine.name, new WeakSet());
  }

  /** Those that run and can be reached, in the order in which they came. */
  up(): readonly Machine[] {
    return [...this.#machines.values()].filter((machine) => machine.isUp);
  }

  linksOf(name: string): ReadonlySet<string> {
    return this.#links.get(name) ?? new Set();
  }

  /**
   * Looks for others until it has as many connections as it wants. As the shipping node never gives up on the few it has
   * chosen, whoever else is there (docs/protocol.md, staying connected), one of them is the next after it of those in
   * reach: what was cut apart, and found connections enough on each side, is one network again once the cut is healed.
   */
  dial(machine: Machine, wanted: number): void {
    const links = this.linksOf(machine.name);
    const next = this.#nextAfter(machine);
    if (next !== undefined && !links.has(next.name)) this.#connect(machine, next);
    if (links.size >= wanted) return;
    const others = this.up().filter((other) => {
      return other !== machine && !links.has(other.name) && this.#reaches(machine, other);
    });
    while (others.length > 0 && links.size < wanted && machine.isUp) {
      const [other] = others.splice(this.#port.chance.below(others.length), 1);
      if (other?.isUp) this.#connect(machine, other);
    }
  }

  /** In the order in which they came, the first after the last. */
  #nextAfter(machine: Machine): Machine | undefined {
    let first: Machine | undefined;
    let isPast = false;
    for (const other of this.#machines.values()) {
      if (other === machine) isPast = true;
      else if (other.isUp && (isPast || first === undefined) && this.#reaches(machine, other)) {
        if (isPast) return other;
        first = other;
      }
    }
    return first;
  }

  #reaches(from: Machine, to: Machine): boolean {
    return this.mayDial(from, to) && !this.blocks(from, to) && !this.blocks(to, from);
  }

  #connect(a: Machine, b: Machine): void {
    this.#links.get(a.name)?.add(b.name);
    this.#links.get(b.name)?.add(a.name);
    this.#greet(a, b);
    if (b.isUp && a.isUp) this.#greet(b, a);
  }

  /** A device that is not on the roll yet shows what is to bring it in. */
  #greet(machine: Machine, other: Machine): void {
    const device = other.signer.publicKey;
    this.#port.step(machine, `up ${other.name}`, (node, nowMs) => {
      node.handle({ type: "peer-up", peer: other.name, device }, nowMs);
      const journal = node.peer.journal;
      if (journal !== null && journal.ownerOf(device) === undefined)
        node.handle({ type: "events", from: other.name, events: [other.firstEvent] }, nowMs);
    });
  }

  /** A machine went off, or died: its connections end, and with them what was asked over them. */
  off(machine: Machine): void {
    this.#seen.set(machine.name, new WeakSet());
    for (const name of [...this.linksOf(machine.name)]) this.#disconnect(machine.name, name);
  }

  #disconnect(a: string, b: string): void {
    this.#links.get(a)?.delete(b);
    this.#links.get(b)?.delete(a);
    for (const [token, { from, to }] of this.#asked)
      if ((from === a && to === b) || (from === b && to === a)) this.#asked.delete(token);
    for (const [name, peer] of [
      [a, b],
      [b, a],
    ] as const) {
      const machine = this.#machines.get(name);
      // one that only sleeps learns of it when it wakes: its program was there all along
      if (machine?.node != null)
        this.#port.step(machine, `down ${peer}`, (node, nowMs) =>
          node.handle({ type: "peer-down", peer }, nowMs),
        );
    }
  }

  /** After `blocks` has changed: connections end over which nothing gets in either direction. */
  recut(): void {
    for (const [name, links] of this.#links)
      for (const other of [...links]) {
        const [a, b] = [this.#machines.get(name), this.#machines.get(other)];
        if (a !== undefined && b !== undefined && name < other && this.blocks(a, b) && this.blocks(b, a))
          this.#disconnect(name, other);
      }
  }

  gossip(from: string, topic: Topic, bytes: Uint8Array): void {
    this.#tell(from, { type: "gossip", topic, bytes }, null);
  }

  forward(from: string, topic: Topic, bytes: Uint8Array, of: string): void {
    this.#tell(from, { type: "gossip", topic, bytes }, of);
  }

  #tell(from: string, packet: Packet & { readonly type: "gossip" }, except: string | null): void {
    this.#seen.get(from)?.add(packet.bytes);
    for (const to of this.linksOf(from)) if (to !== except) this.send(from, to, packet);
  }

  request(from: string, to: string, request: SyncRequest): void {
    const token = this.#token++;
    this.#asked.set(token, { from, to, type: request.type });
    this.send(from, to, { type: "request", token, request });
    // an answer that does not come in time is none
    this.#port.timeline.after(ANSWER_MS_MAX, () => this.#unanswered(token));
  }

  #unanswered(token: number): void {
    const asked = this.#asked.get(token);
    if (asked === undefined) return;
    this.#asked.delete(token);
    const machine = this.#machines.get(asked.from);
    if (machine?.isUp)
      this.#port.step(machine, "no answer", (node, nowMs) =>
        node.handle({ type: "no-response", from: asked.to }, nowMs),
      );
  }

  respond(from: string, token: number, response: SyncResponse): void {
    const asked = this.#asked.get(token);
    if (asked !== undefined) this.send(from, asked.from, { type: "response", token, response });
  }

  /** Everything that travels goes through here; a liar's machine sends what its liar says instead. */
  send(from: string, to: string, packet: Packet): void {
    const [sender, receiver] = [this.#machines.get(from), this.#machines.get(to)];
    if (sender === undefined || receiver === undefined) return;
    for (const told of (sender.liar ?? sender.filter)?.outgoing(to, packet) ?? [packet])
      this.#travel(sender, receiver, told);
  }

  /** Past its liar: just this. */
  put(from: string, to: string, packet: Packet): void {
    const [sender, receiver] = [this.#machines.get(from), this.#machines.get(to)];
    if (sender !== undefined && receiver !== undefined) this.#travel(sender, receiver, packet);
  }

  #travel(sender: Machine, receiver: Machine, packet: Packet): void {
    this.#port.sent(sender, packet);
    for (const delayMs of arrivals(this.weather, this.#port.chance, (fault) => this.#port.count(fault)))
      this.#port.timeline.after(delayMs, () => this.#arrive(sender, receiver, packet));
  }

  #arrive(from: Machine, to: Machine, sent: Packet): void {
    if (!to.isUp) return;
    if (this.blocks(from, to)) {
      this.#port.count("blocked");
      return;
    }
    const packet = to.liar?.incoming === undefined ? sent : to.liar.incoming(sent);
    if (packet === null) return;
    switch (packet.type) {
      case "gossip":
        this.#arriveGossip(from, to, packet);
        break;
      case "request": {
        const request = packet.request instanceof Uint8Array ? decodeRequest(packet.request) : packet.request;
        const { token } = packet;
        if (request === undefined) this.send(to.name, from.name, refusal(token));
        else
          this.#port.step(to, `request ${request.type}`, (node, nowMs) =>
            node.handle({ type: "request", from: from.name, token, request }, nowMs),
          );
        break;
      }
      case "response":
        this.#arriveResponse(from, to, packet);
        break;
      default:
        packet satisfies never;
    }
  }

  #arriveGossip(from: Machine, to: Machine, { topic, bytes }: Packet & { readonly type: "gossip" }): void {
    const seen = this.#seen.get(to.name);
    if (seen?.has(bytes) && this.weather.twicePermille === 0) return;
    seen?.add(bytes);
    this.#port.step(to, topic, (node, nowMs) => node.receive(topic, from.name, bytes, nowMs));
  }

  #arriveResponse(
    from: Machine,
    to: Machine,
    { token, response }: Packet & { readonly type: "response" },
  ): void {
    const asked = this.#asked.get(token);
    if (asked === undefined || asked.from !== to.name || asked.to !== from.name) return;
    this.#asked.delete(token);
    const decoded = response instanceof Uint8Array ? decodeResponse(response) : response;
    const fits = decoded !== undefined && (decoded.type === asked.type || decoded.type === "refused");
    this.#port.step(to, `response ${asked.type}`, (node, nowMs) => {
      if (fits) node.receiveResponse(from.name, decoded, nowMs);
      else node.handle({ type: "no-response", from: from.name }, nowMs);
    });
  }
}

function refusal(token: number): Packet {
  return { type: "response", token, response: { type: "refused" } };
}
