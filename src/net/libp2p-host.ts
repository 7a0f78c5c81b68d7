import type { Ed25519PrivateKey, Libp2p } from "@libp2p/interface";
import { peerIdFromPrivateKey } from "@libp2p/peer-id";
import { assert } from "../base/assert.ts";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import { behindHello } from "./behind-hello.ts";
import { createNode } from "./create-node.ts";
import { Door } from "./door.ts";
import { ForgetPeers } from "./forget-peers.ts";
import { Gossip } from "./gossip.ts";
import { Greeter } from "./greeter.ts";
import { InboundBytes } from "./inbound-bytes.ts";
import { Introductions } from "./introductions.ts";
import type { LastPort } from "./last-port.ts";
import { listenFault } from "./listen-fault.ts";
import type { NetLog } from "./net-log.ts";
import { type NetMeter, NO_METER } from "./net-meter.ts";
import { NET_TIMES, type NetTimes } from "./net-times.ts";
import { NetworkKeys } from "./network-keys.ts";
import { parsePeerAddress } from "./peer-address.ts";
import { type KeptOut, PenaltyBox } from "./penalty-box.ts";
import { PreviewDoor } from "./preview-door.ts";
import type { Reach } from "./reach.ts";
import { RedialLoop } from "./redial.ts";
import type { RelayLimits } from "./relay-limits.ts";
import { Requests } from "./requests.ts";
import type { GreetedPeer, RequestProtocol, Topic, Transport, TransportHandlers } from "./transport.ts";
import { readTransportKey } from "./transport-key.ts";
import { Watchdog } from "./watchdog.ts";
import { Ways } from "./ways.ts";

/** Peers up at the same time; the protocol's limit. */
export const PEERS_MAX = 64;
export interface Libp2pTransportOptions {
  /** from `newTransportKey` */
  readonly privateKey: Uint8Array;
  /** 32 bytes each, see `NetworkKeys` */
  readonly networkKeys: readonly Uint8Array[];
  /** multiaddrs over TCP; port 0 for a free one; none: dials only */
  readonly listen: readonly string[];
  readonly lastPort?: LastPort | undefined;
  /** told to others instead of the addresses listened on */
  readonly announce?: readonly string[] | undefined;
  /** the community's id in hexadecimal, part of the topics' names */
  readonly community: string;
  /** false: no gossip at all, everything comes by pull */
  readonly gossip?: boolean | undefined;
  /** it relays for members within these limits; undefined: for nobody */
  readonly relay?: RelayLimits | undefined;
  /** false: it needs no place at a relay, being reached without one, or does not want to be reached */
  readonly seeksPlace?: boolean | undefined;
  /** true: looks on its LAN for nodes of the community, and answers theirs */
  readonly lan?: boolean | undefined;
  readonly maxPeers?: number | undefined;
  readonly times?: Partial<NetTimes> | undefined;
  readonly log?: NetLog | undefined;
  readonly meter?: NetMeter | undefined;
  /** who is kept out since an earlier run, and who hears when that changes */
  readonly keptOut?: KeptOut | undefined;
}

/** A transport that runs on libp2p. */
export interface Libp2pTransport extends Transport {
  /** the host underneath, for tests that break it from inside; undefined when not running */
  readonly libp2p: Libp2p | undefined;
}

/**
 * The node's network over TCP; started once, stopped once.
 * Throws OperatorError `address-invalid` at once, `port-in-use` or `address-invalid` from `start`.
 */
export function createLibp2pTransport(
  options: Libp2pTransportOptions,
  handlers: TransportHandlers,
): Libp2pTransport {
  for (const address of [...options.listen, ...(options.announce ?? [])]) {
    const parsed = parsePeerAddress(address);
    if (parsed === undefined || parsed.relay !== undefined) {
      throw new OperatorError("address-invalid", EXIT.usage, { address });
    }
  }
  return new Libp2pHost(options, handlers);
}

class Libp2pHost implements Libp2pTransport {
  readonly peerId: string;
  readonly #options: Libp2pTransportOptions;
  readonly #key: Ed25519PrivateKey;
  readonly #times: NetTimes;
  readonly #log: NetLog;
  readonly #meter: NetMeter;
  readonly #penalties: PenaltyBox;
  readonly #keys: NetworkKeys;
  readonly #introductions: Introductions;
  readonly #door: Door;
  readonly #inbound = new InboundBytes();
  readonly #greeter: Greeter;
  readonly #gossip: Gossip | undefined;
  readonly #requests: Requests;
  readonly #previews: PreviewDoor;
  readonly #ways: Ways;
  #libp2p: Libp2p | undefined;
  #redial: RedialLoop | undefined;
  #watchdog: Watchdog | undefined;
  #wanted: readonly string[] = [];
  #forget: ForgetPeers | undefined;
  #used = false;

  constructor(options: Libp2pTransportOptions, handlers: TransportHandlers) {
    this.#options = options;
    this.#key = readTransportKey(options.privateKey);
    this.peerId = peerIdFromPrivateKey(this.#key).toString();
    this.#times = { ...NET_TIMES, ...options.times };
    this.#log = options.log ?? (() => undefined);
    this.#meter = options.meter ?? NO_METER;
    this.#penalties = new PenaltyBox(this.#times.penaltyMs, () => performance.now());
    this.#keys = new NetworkKeys(options.networkKeys);
    this.#introductions = new Introductions(this.#log);
    this.#penalties.restore(options.keptOut?.restored ?? []);
    this.#door = new Door(this.#log);
    const bad = (peer: string, points: number, why: string) => this.penalize(peer, points, why);
    this.#greeter = new Greeter({
      localPeer: this.peerId,
      handlers,
      times: this.#times,
      maxPeers: this.#maxPeers,
      isBanned: (peerOrDevice) => this.#penalties.isBanned(peerOrDevice),
      log: this.#log,
      onGreeted: (connection) => this.#introductions.greeted(connection),
      onLost: (peer, wasUp) => this.#redial?.onLost(peer, wasUp),
      door: this.#door,
      bad,
    });
    const [times, log, inbound] = [this.#times, this.#log, this.#inbound];
    this.#requests = new Requests({
      greeter: this.#greeter,
      handlers,
      times,
      log,
      meter: this.#meter,
      inbound,
      bad,
    });
    this.#previews = new PreviewDoor({ localPeer: this.peerId, handlers, times, log });
    if (options.gossip !== false) {
      this.#gossip = new Gossip({ community: options.community, greeter: this.#greeter, handlers, log, bad });
    }
    const { relay, seeksPlace, lan } = options;
    this.#ways = new Ways({
      ...{ localPeer: this.peerId, relay, seeksPlace, lan },
      ...{ keys: this.#keys, greeter: this.#greeter, times: this.#times, log: this.#log },
    });
  }

  get libp2p(): Libp2p | undefined {
    return this.#libp2p;
  }

  async start(): Promise<void> {
    assert(!this.#used, "a transport is started once");
    this.#used = true;
    const node = await this.#createNode();
    await this.#greeter.attach(node);
    await this.#requests.attach(node);
    await this.#previews.attach(node);
    this.#ways.attach(node);
    node.addEventListener("peer:identify", ({ detail }) => {
      if (detail.agentVersion !== undefined)
        this.#meter.identified(detail.peerId.toString(), detail.agentVersion);
    });
    try {
      await node.start();
    } catch (error) {
      await node.stop();
      throw listenFault(error, this.#options.listen);
    }
    this.#libp2p = node;
    this.#forget = new ForgetPeers(node, (peer) => this.#greeter.wasUp(peer), this.#log);
    const redial = new RedialLoop({
      node,
      keys: this.#keys,
      greeter: this.#greeter,
      times: this.#times,
      log: this.#log,
      maxPeers: this.#maxPeers,
      isBanned: (peer) => this.#penalties.isBanned(peer),
      meter: this.#meter,
    });
    this.#redial = redial;
    redial.setTargets(this.#wanted);
    await this.#ways.start(redial);
    if (this.#gossip === undefined) return;
    this.#gossip.subscribe();
    this.#watchdog = new Watchdog(node, this.#gossip, this.#greeter, this.#times, this.#log);
    this.#watchdog.start();
  }

  async stop(): Promise<void> {
    this.#watchdog?.stop();
    await this.#ways.stop();
    this.#redial?.stop();
    this.#forget?.stop();
    await this.#libp2p?.stop();
    this.#libp2p = undefined;
  }

  addresses(): readonly string[] {
    const own = (this.#libp2p?.getMultiaddrs() ?? []).map((address) => address.toString());
    return [...own, ...this.#ways.addresses()];
  }

  reach(): Reach {
    return this.#ways.reach();
  }

  peers(): readonly GreetedPeer[] {
    return this.#greeter.peers();
  }

  async publish(topic: Topic, message: Uint8Array): Promise<number> {
    if (this.#gossip === undefined || this.#libp2p === undefined) return 0;
    return await this.#gossip.publish(topic, message);
  }

  async request(
    peer: string,
    frame: Uint8Array,
    signal: AbortSignal,
    protocol: RequestProtocol = "sync",
  ): Promise<Uint8Array> {
    return await this.#requests.request(peer, frame, signal, protocol);
  }

  keepConnected(multiaddrs: readonly string[]): void {
    this.#wanted = multiaddrs;
    this.#redial?.setTargets(multiaddrs);
  }

  keepOnly(mayStay: (peer: GreetedPeer) => boolean): void {
    this.#greeter.keepOnly(mayStay);
  }

  useNetworkKeys(networkKeys: readonly Uint8Array[]): void {
    this.#keys.replace(networkKeys);
    this.#ways.keysChanged();
  }

  penalize(peer: string, points: number, why: string): void {
    assert(points > 0, "a penalty of more than no points");
    this.#log("warn", "a peer misbehaved", { peer, points, why });
    const { tellers } = this.#greeter;
    const device = this.peers().find((greeted) => greeted.peer === peer)?.device ?? tellers.deviceOf(peer);
    tellers.end((teller) => teller.peer === peer);
    // The transport key is replaceable, the device is not: what its peers did adds up.
    const named = device === undefined ? [peer] : [peer, device];
    if (named.filter((name) => this.#penalties.add(name, points)).length === 0) return;
    for (const name of named) this.#penalties.ban(name);
    this.#options.keptOut?.changed(this.#penalties.banned());
    this.#log("warn", "a peer is kept out", { peer, why });
    for (const greeted of this.peers()) {
      if (greeted.peer === peer || greeted.device === device) this.#drop(greeted.peer);
    }
    this.#drop(peer);
  }

  get #maxPeers(): number {
    return this.#options.maxPeers ?? PEERS_MAX;
  }

  #drop(peer: string): void {
    for (const connection of this.#libp2p?.getConnections() ?? []) {
      if (connection.remotePeer.toString() === peer) connection.abort(new Error("kept out"));
    }
  }

  async #createNode(): Promise<Libp2p> {
    const { listen, lastPort, announce } = this.#options;
    return await createNode({
      key: this.#key,
      networkKeys: this.#keys,
      gate: behindHello(this.#greeter, this.#log),
      introductions: this.#introductions,
      listen,
      lastPort,
      log: this.#log,
      announce,
      maxPeers: this.#maxPeers,
      times: this.#times,
      meter: this.#meter,
      gossip: this.#gossip,
      ways: this.#ways,
      isBanned: (peer) => this.#penalties.isBanned(peer.toString()),
      door: this.#door,
      inbound: this.#inbound,
    });
  }
}
