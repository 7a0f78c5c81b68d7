import type { Connection, Libp2p, PeerId } from "@libp2p/interface";
import type { Gossip } from "./gossip.ts";
import type { Greeter } from "./greeter.ts";
import { type NetLog, reasonOf } from "./net-log.ts";
import type { NetTimes } from "./net-times.ts";

/** So many failed looks in a row, and the peer is disconnected. */
const FAILED_LOOKS_MAX = 2;
const CLOSE_MS = 1_000;
const GOSSIP_PREFIX = "/meshsub/";
const IDENTIFY_PREFIX = "/ipfs/id/1";

/**
 * Finds peers whose gossip is dead on a live connection and disconnects them; the redial loop of either side brings
 * them back. gossipsub never reopens a stream that was reset (ChainSafe/js-libp2p-gossipsub#456).
 */
export class Watchdog {
  readonly #node: Libp2p;
  readonly #gossip: Gossip;
  readonly #greeter: Greeter;
  readonly #times: NetTimes;
  readonly #log: NetLog;
  readonly #failedLooks = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(node: Libp2p, gossip: Gossip, greeter: Greeter, times: NetTimes, log: NetLog) {
    this.#node = node;
    this.#gossip = gossip;
    this.#greeter = greeter;
    this.#times = times;
    this.#log = log;
  }

  start(): void {
    this.#timer = setTimeout(() => void this.#round(), this.#times.watchdogEveryMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #round(): Promise<void> {
    const up = this.#greeter.peers();
    for (const peer of this.#failedLooks.keys()) {
      if (!up.some((other) => other.peer === peer)) this.#failedLooks.delete(peer);
    }
    for (const { peer } of up) {
      try {
        await this.#look(peer);
      } catch (error) {
        this.#log("warn", "the watchdog could not look at a peer", { peer, reason: reasonOf(error) });
      }
    }
    if (this.#timer !== undefined) this.start();
  }

  async #look(peer: string): Promise<void> {
    const greeted = this.#greeter.connection(peer);
    if (greeted === undefined) return;
    const connections = this.#node.getConnections(greeted.remotePeer);
    const oldEnough = connections.every(
      ({ timeline }) => Date.now() - timeline.open >= this.#times.watchdogGraceMs,
    );
    if (!oldEnough) return;
    if (this.#isAlive(peer, connections) || (await this.#goesWithout(greeted.remotePeer))) {
      this.#failedLooks.delete(peer);
      return;
    }
    const failed = (this.#failedLooks.get(peer) ?? 0) + 1;
    this.#failedLooks.set(peer, failed);
    if (failed < FAILED_LOOKS_MAX) return;
    this.#failedLooks.delete(peer);
    this.#log("warn", "gossip with a connected peer is dead: reconnecting", { peer });
    await Promise.all(connections.map(closeSoon));
  }

  #isAlive(peer: string, connections: readonly Connection[]): boolean {
    const streams = connections
      .flatMap((connection) => connection.streams)
      .filter((stream) => stream.protocol.startsWith(GOSSIP_PREFIX) && stream.status === "open");
    return (
      this.#gossip.hasPeer(peer) &&
      streams.some((stream) => stream.direction === "outbound") &&
      streams.some((stream) => stream.direction === "inbound")
    );
  }

  /** A peer that told all its protocols, and gossip is not among them: it lives by pull alone. */
  async #goesWithout(peer: PeerId): Promise<boolean> {
    const known = (await this.#node.peerStore.has(peer)) ? await this.#node.peerStore.get(peer) : undefined;
    const protocols = known?.protocols ?? [];
    return (
      protocols.some((protocol) => protocol.startsWith(IDENTIFY_PREFIX)) &&
      !protocols.some((protocol) => protocol.startsWith(GOSSIP_PREFIX))
    );
  }
}

async function closeSoon(connection: Connection): Promise<void> {
  try {
    await connection.close({ signal: AbortSignal.timeout(CLOSE_MS) });
  } catch (error) {
    connection.abort(error instanceof Error ? error : new Error("closed by the watchdog"));
  }
}
