import { hkdfSync } from "node:crypto";
import type { CircuitRelayTransportComponents } from "@libp2p/circuit-relay-v2";
import type { PeerInfo, Startable } from "@libp2p/interface";
import { type MulticastDNSComponents, mdns } from "@libp2p/mdns";
import { present } from "../base/assert.ts";
import { toHex } from "../base/bytes.ts";
import { type NetLog, reasonOf } from "./net-log.ts";
import { type PeerAddress, parsePeerAddress } from "./peer-address.ts";
import { rankOf } from "./rank-addresses.ts";
import { withMethods } from "./with-methods.ts";

const TAG_BYTES = 16;
/** Of what one answer names, so many are looked at: a home has few networks. */
const FOUND_ADDRESSES_MAX = 4;
/** Calls under way to nodes found: whoever shouts on a LAN makes us dial no more than these. */
const CALLS_MAX = 8;
const HOME_NETWORK = 1;

/** What of libp2p it is made with. */
export interface LanComponents extends MulticastDNSComponents {
  readonly transportManager: Pick<CircuitRelayTransportComponents["transportManager"], "getAddrs">;
  readonly peerId: CircuitRelayTransportComponents["peerId"];
}

/** What of the discovery is used beside its interface: the socket's own troubles. */
interface Sounding extends Startable {
  readonly mdns?: { on(what: "warning" | "error", tell: (error: Error) => void): unknown };
}

export interface LanFinderOptions {
  /** the one that this node calls with */
  readonly networkKey: () => Uint8Array;
  readonly everyMs: number;
  readonly log: NetLog;
  /** calls a node that was found, in the usual way; resolves when that has ended */
  readonly call: (peer: string, addresses: readonly PeerAddress[]) => Promise<unknown>;
}

/**
 * Finds nodes of the same community on the same LAN by mDNS. What is asked for is named by a hash of the network key:
 * a stranger there sees that some node is there, its transport key and addresses, and not which community's.
 */
export class LanFinder {
  readonly #options: LanFinderOptions;
  readonly #calling = new Set<string>();
  readonly #told = new Set<string>();
  #components: LanComponents | undefined;
  #running: Sounding | undefined;

  constructor(options: LanFinderOptions) {
    this.#options = options;
  }

  /** The libp2p service; it does nothing before `open`. */
  service(components: LanComponents): object {
    this.#components = components;
    return {};
  }

  /** The network key is another one, and so is the name that is asked for. */
  async renew(): Promise<void> {
    if (this.#running === undefined) return;
    await this.close();
    await this.open();
  }

  /** Asks now and every while, and answers, from when whom it finds can be called. */
  async open(): Promise<void> {
    const { transportManager, peerId, addressManager, logger } = present(
      this.#components,
      "a libp2p service",
    );
    const serviceTag = lanTag(this.#options.networkKey());
    const discovery = mdns({ serviceTag, interval: this.#options.everyMs })({
      logger,
      addressManager: withMethods(addressManager, {
        // what we listen on, even where something else is announced to those outside
        getAddresses: () =>
          transportManager.getAddrs().flatMap((address) => {
            const own = address.encapsulate(`/p2p/${peerId.toString()}`);
            return rankOf(own.toString()) === HOME_NETWORK ? own : [];
          }),
      }),
    });
    discovery.addEventListener("peer", ({ detail }) => this.#found(detail));
    const running = discovery as typeof discovery & Sounding;
    this.#running = running;
    await running.start();
    for (const what of ["warning", "error"] as const) running.mdns?.on(what, (error) => this.#tell(error));
  }

  async close(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.stop();
  }

  #found({ id, multiaddrs }: PeerInfo): void {
    const peer = id.toString();
    const addresses = multiaddrs
      .map((address) => `${address.toString()}/p2p/${peer}`)
      .filter((address) => parsePeerAddress(address)?.relay === undefined && rankOf(address) === HOME_NETWORK)
      .slice(0, FOUND_ADDRESSES_MAX)
      .flatMap((address) => parsePeerAddress(address) ?? []);
    if (addresses.length === 0 || this.#calling.has(peer) || this.#calling.size >= CALLS_MAX) return;
    this.#calling.add(peer);
    this.#options
      .call(peer, addresses)
      .catch((error: unknown) =>
        this.#options.log("debug", "a node on the LAN was not reached", { peer, reason: reasonOf(error) }),
      )
      .finally(() => this.#calling.delete(peer));
  }

  /** Each trouble once: the library tries again every few seconds. */
  #tell(error: Error): void {
    const reason = reasonOf(error);
    if (this.#told.has(reason)) return;
    this.#told.add(reason);
    this.#options.log("warn", "nodes on the LAN may not be found: no multicast here", { reason });
  }
}

/** The same for all who have the network key, and meaningless to everybody else. */
export function lanTag(networkKey: Uint8Array): string {
  const bytes = new Uint8Array(hkdfSync("sha256", networkKey, new Uint8Array(0), "huzhu/lan/1", TAG_BYTES));
  return `_${toHex(bytes)}._udp.local`;
}
