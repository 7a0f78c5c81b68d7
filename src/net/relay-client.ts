import {
  type CircuitRelayTransportComponents,
  circuitRelayTransport,
  RELAY_V2_HOP_CODEC,
} from "@libp2p/circuit-relay-v2";
import type { Connection, IdentifyResult, Libp2p, PeerId, Transport } from "@libp2p/interface";
import { multiaddr } from "@multiformats/multiaddr";
import { assert, present } from "../base/assert.ts";
import type { Greeter } from "./greeter.ts";
import { type NetLog, reasonOf } from "./net-log.ts";
import type { NetTimes } from "./net-times.ts";
import { relayAddresses } from "./relay-addresses.ts";
import { withMethods } from "./with-methods.ts";

/** At so many relays a node has a place, so that it stays within reach when one goes away. */
export const PLACES_WANTED = 2;

/** What of libp2p's relay transport is used beside its interface. */
interface Places {
  addRelay(relay: PeerId, how: "configured"): Promise<unknown>;
  hasReservation(relay: PeerId): boolean;
  getReservation(relay: PeerId): { readonly addrs: readonly Uint8Array[] } | undefined;
}

interface Place {
  readonly relay: PeerId;
  addresses: readonly string[];
  /** undefined: held */
  lostAtMs: number | undefined;
}

interface Refused {
  readonly times: number;
  readonly atMs: number;
}

/** A relay that gives no place is asked more and more seldom, at last every few minutes. */
const DOUBLINGS_MAX = 7;

export interface RelayClientOptions {
  readonly greeter: Greeter;
  readonly times: NetTimes;
  readonly log: NetLog;
  /** false: calls others through relays, but takes no place itself */
  readonly seeks: boolean;
}

/**
 * Takes a place at relays among the members' nodes that are connected, and calls others through theirs. Which relay and
 * when is decided here: the library's own search forgets a relay for good that was away once.
 */
export class RelayClient {
  readonly #options: RelayClientOptions;
  /** direct connections whose other side relays, by what it last told */
  readonly #relays = new Map<string, Connection>();
  readonly #taken = new Map<string, Place>();
  readonly #refused = new Map<string, Refused>();
  #places: Places | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isAsking = false;

  constructor(options: RelayClientOptions) {
    this.#options = options;
  }

  /** The libp2p transport for addresses that go through a relay, to be put behind the hello of members. */
  transport(components: CircuitRelayTransportComponents): Transport {
    const { connectionManager } = components;
    const transport = circuitRelayTransport({ discoveryFilter: NO_SEARCH })({
      peerId: components.peerId,
      peerStore: components.peerStore,
      registrar: components.registrar,
      connectionManager: withMethods(connectionManager, {
        getConnections: (peer) => connectionManager.getConnections(peer).filter(({ direct }) => direct),
        openConnection: async (target, options) => {
          try {
            return await connectionManager.openConnection(target, options);
          } catch (error) {
            // a DialError of the library's would make it shun this relay for good
            throw new Error(reasonOf(error));
          }
        },
      }),
      transportManager: components.transportManager,
      upgrader: components.upgrader,
      addressManager: components.addressManager,
      connectionGater: components.connectionGater,
      randomWalk: components.randomWalk,
      events: components.events,
      logger: components.logger,
    });
    assert("reservationStore" in transport, "libp2p's relay transport keeps its places there");
    this.#places = transport.reservationStore as Places;
    return transport;
  }

  attach(node: Libp2p): void {
    node.addEventListener("peer:identify", ({ detail }) => this.#identified(detail));
    node.addEventListener("connection:close", ({ detail }) => this.#relays.delete(detail.id));
  }

  start(): void {
    if (this.#options.seeks) this.#next(0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Members' nodes connected to that relay. */
  get relaysMet(): number {
    return new Set([...this.#relays.values()].map(({ remotePeer }) => remotePeer.toString())).size;
  }

  get placesHeld(): number {
    this.#look();
    return [...this.#taken.values()].filter(({ lostAtMs }) => lostAtMs === undefined).length;
  }

  /** Addresses of this node through its relays: those that it has a place at, then those that went away a short while ago. */
  addresses(ownPeer: string): readonly string[] {
    this.#look();
    const places = [...this.#taken.values()].sort((a, b) => Number(!isHeld(a)) - Number(!isHeld(b)));
    return relayAddresses(
      places.map(({ addresses }) => addresses),
      ownPeer,
      PLACES_WANTED,
    );
  }

  #identified({ connection, protocols }: IdentifyResult): void {
    if (!connection.direct || connection.status !== "open") return;
    if (!protocols.includes(RELAY_V2_HOP_CODEC)) this.#relays.delete(connection.id);
    else {
      this.#relays.set(connection.id, connection);
      if (this.#timer !== undefined) this.#next(0);
    }
  }

  #next(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#round(), ms);
  }

  async #round(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    for (const connection of this.#relays.values()) {
      if (this.#timer === undefined || this.placesHeld >= PLACES_WANTED) break;
      if (this.#mayAsk(connection)) await this.#ask(connection);
    }
    this.#isAsking = false;
    if (this.#timer !== undefined) this.#next(this.#options.times.relayEveryMs);
  }

  #mayAsk({ remotePeer }: Connection): boolean {
    const { greeter, times } = this.#options;
    const refused = this.#refused.get(remotePeer.toString());
    const wait = times.relayRetryMs * 2 ** Math.min(refused?.times ?? 0, DOUBLINGS_MAX);
    const rests = refused !== undefined && performance.now() - refused.atMs < wait;
    return !rests && !this.#held.hasReservation(remotePeer) && greeter.isMemberUp(remotePeer.toString());
  }

  async #ask(connection: Connection): Promise<void> {
    const { remotePeer: relay } = connection;
    const peer = relay.toString();
    try {
      await this.#held.addRelay(relay, "configured");
      this.#refused.delete(peer);
      this.#taken.delete(peer);
      this.#taken.set(peer, { relay, addresses: this.#addressesAt(connection), lostAtMs: undefined });
      this.#options.log("info", "a place at a relay", { peer });
    } catch (error) {
      const times = (this.#refused.get(peer)?.times ?? 0) + 1;
      this.#refused.set(peer, { times, atMs: performance.now() });
      this.#options.log("warn", "a relay gave no place", { peer, reason: reasonOf(error) });
    }
  }

  /** What we dialed works; what called us came from a passing port. */
  #addressesAt({ remotePeer, direction, remoteAddr }: Connection): readonly string[] {
    const told = this.#held.getReservation(remotePeer)?.addrs ?? [];
    const dialed = remoteAddr.toString();
    const others = told.map((bytes) => multiaddr(bytes).toString()).filter((address) => address !== dialed);
    return direction === "outbound" ? [dialed, ...others] : others;
  }

  /** Notes which places are gone, and forgets those gone for long. */
  #look(): void {
    const nowMs = performance.now();
    for (const [peer, place] of this.#taken) {
      if (this.#held.hasReservation(place.relay)) continue;
      place.lostAtMs ??= nowMs;
      if (nowMs - place.lostAtMs > this.#options.times.relayKeptMs) this.#taken.delete(peer);
    }
  }

  get #held(): Places {
    return present(this.#places, "places are asked for once the transport is there");
  }
}

/** Nothing is searched for by the library itself. */
const NO_SEARCH = {
  has: () => true,
  add: () => undefined,
  remove: () => undefined,
};

function isHeld({ lostAtMs }: Place): boolean {
  return lostAtMs === undefined;
}
