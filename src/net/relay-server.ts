import {
  type CircuitRelayServerComponents,
  type CircuitRelayService,
  circuitRelayServer,
} from "@libp2p/circuit-relay-v2";
import type { Greeter } from "./greeter.ts";
import type { RelayLimits } from "./relay-limits.ts";
import { withMethods } from "./with-methods.ts";

/** Lets members be called at this node, and passes on what they send each other without being able to read it. */
export class RelayServer {
  readonly #limits: RelayLimits;
  readonly #greeter: Greeter;
  #service: CircuitRelayService | undefined;

  constructor(limits: RelayLimits, greeter: Greeter) {
    this.#limits = limits;
    this.#greeter = greeter;
  }

  /** Places that members have here now. */
  get placesGiven(): number {
    return this.#service?.reservations.size ?? 0;
  }

  /** The libp2p service, to be put behind the hello of members; whoever is no member when they ask gets nothing, and nobody is connected to one. */
  service(components: CircuitRelayServerComponents): CircuitRelayService {
    const { reservationsMax, reservationMs, relayedMsMax, relayedBytesMax, relayedPerMemberMax } =
      this.#limits;
    const greeter = this.#greeter;
    const { connectionManager, connectionGater } = components;
    this.#service = circuitRelayServer({
      maxInboundHopStreams: relayedPerMemberMax,
      maxOutboundStopStreams: relayedPerMemberMax,
      reservations: {
        maxReservations: reservationsMax,
        reservationTtl: reservationMs,
        defaultDurationLimit: relayedMsMax,
        defaultDataLimit: BigInt(relayedBytesMax),
      },
    })({
      registrar: components.registrar,
      connectionManager: withMethods(connectionManager, {
        // a relay behind a relay would be no help
        getConnections: (peer) => connectionManager.getConnections(peer).filter(({ direct }) => direct),
      }),
      connectionGater: withMethods(connectionGater, {
        denyInboundRelayReservation: (from) => !greeter.isMemberUp(from.toString()),
        denyOutboundRelayedConnection: (from, to) =>
          ![from, to].every((peer) => greeter.isMemberUp(peer.toString())),
      }),
      peerStore: components.peerStore,
      addressManager: components.addressManager,
      peerId: components.peerId,
      privateKey: components.privateKey,
      logger: components.logger,
    });
    return this.#service;
  }
}
