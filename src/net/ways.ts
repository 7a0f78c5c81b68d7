import type { CircuitRelayServerComponents, CircuitRelayTransportComponents } from "@libp2p/circuit-relay-v2";
import type { Libp2p, Transport } from "@libp2p/interface";
import { present } from "../base/assert.ts";
import { behindHello, type Gate } from "./behind-hello.ts";
import type { Greeter } from "./greeter.ts";
import { LanFinder } from "./lan-finder.ts";
import { type NetLog, reasonOf } from "./net-log.ts";
import type { NetTimes } from "./net-times.ts";
import type { NetworkKeys } from "./network-keys.ts";
import type { Reach } from "./reach.ts";
import type { RedialLoop } from "./redial.ts";
import { RelayClient } from "./relay-client.ts";
import type { RelayLimits } from "./relay-limits.ts";
import { RelayServer } from "./relay-server.ts";
import { StraightLoop } from "./straight-loop.ts";

export interface WaysOptions {
  readonly localPeer: string;
  readonly relay: RelayLimits | undefined;
  readonly seeksPlace: boolean | undefined;
  readonly lan: boolean | undefined;
  readonly keys: NetworkKeys;
  readonly greeter: Greeter;
  readonly times: NetTimes;
  readonly log: NetLog;
}

/** The ways to a node beside its own addresses: relays, its LAN, and from a relayed connection to a direct one. */
export class Ways {
  readonly #options: WaysOptions;
  readonly #membersGate: Gate;
  readonly #relayServer: RelayServer | undefined;
  readonly #relayClient: RelayClient;
  readonly #lan: LanFinder | undefined;
  #redial: RedialLoop | undefined;
  #straight: StraightLoop | undefined;

  constructor(options: WaysOptions) {
    const { greeter, times, log, relay } = options;
    this.#options = options;
    this.#membersGate = behindHello(greeter, log, (greeted) => greeter.isMember(greeted));
    this.#relayServer = relay && new RelayServer(relay, greeter);
    this.#relayClient = new RelayClient({ greeter, times, log, seeks: this.#seeksPlace });
    if (options.lan === true) this.#lan = this.#lanFinder();
  }

  transport(): (components: CircuitRelayTransportComponents) => Transport {
    return this.#membersGate(this.#relayClient.transport.bind(this.#relayClient));
  }

  /** libp2p services by name. */
  services() {
    const [server, lan] = [this.#relayServer, this.#lan];
    return {
      ...(server && {
        relay: this.#membersGate((components: CircuitRelayServerComponents) => server.service(components)),
      }),
      ...(lan && { lan: lan.service.bind(lan) }),
    };
  }

  /** Before the node starts. */
  attach(node: Libp2p): void {
    this.#relayClient.attach(node);
  }

  /** After it has started. */
  async start(redial: RedialLoop): Promise<void> {
    const { greeter, times } = this.#options;
    this.#redial = redial;
    this.#straight = new StraightLoop({ greeter, times, redial });
    this.#straight.start();
    this.#relayClient.start();
    await this.#lan?.open();
  }

  async stop(): Promise<void> {
    this.#straight?.stop();
    this.#relayClient.stop();
    await this.#lan?.close();
  }

  keysChanged(): void {
    this.#lan?.renew().catch((error: unknown) => {
      this.#options.log("error", "nodes on the LAN are no longer looked for", { reason: reasonOf(error) });
    });
  }

  /** Addresses of this node that go through relays. */
  addresses(): readonly string[] {
    return this.#relayClient.addresses(this.#options.localPeer);
  }

  reach(): Reach {
    const { greeter } = this.#options;
    const lines = greeter.peers().map(({ peer }) => ({ peer, connections: greeter.connections(peer) }));
    return {
      relayed: lines
        .filter(({ connections }) => !connections.some(({ direct }) => direct))
        .map(({ peer }) => peer),
      relaysMet: this.#relayClient.relaysMet,
      placesHeld: this.#relayClient.placesHeld,
      placesGiven: this.#relayServer?.placesGiven ?? null,
      seeksPlace: this.#seeksPlace,
      calledBy: lines.filter(({ connections }) =>
        connections.some(({ direct, direction }) => direct && direction === "inbound"),
      ).length,
    };
  }

  /** Who relays is reached without a relay. */
  get #seeksPlace(): boolean {
    return this.#options.relay === undefined && this.#options.seeksPlace !== false;
  }

  #lanFinder(): LanFinder {
    const { keys, times, log } = this.#options;
    return new LanFinder({
      networkKey: () => present(keys.held[0], "a node holds a network key"),
      everyMs: times.lanEveryMs,
      log,
      call: async (peer, addresses) => await this.#redial?.call(peer, addresses),
    });
  }
}
