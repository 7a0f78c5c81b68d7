import { noise } from "@chainsafe/libp2p-noise";
import { yamux } from "@chainsafe/libp2p-yamux";
import type { Ed25519PrivateKey, Libp2p, PeerId } from "@libp2p/interface";
import { ping } from "@libp2p/ping";
import { createLibp2p } from "libp2p";
import type { Gate } from "./behind-hello.ts";
import { networkKeyProtector } from "./connection-protector.ts";
import { type Door, UNGREETED_MAX } from "./door.ts";
import type { Gossip } from "./gossip.ts";
import { CONNECTIONS_PER_PEER_MAX } from "./greeter.ts";
import type { InboundBytes } from "./inbound-bytes.ts";
import type { Introductions } from "./introductions.ts";
import { type LastPort, tcpAtLastPort } from "./last-port.ts";
import { MUX_LIMITS } from "./mux-limits.ts";
import type { NetLog } from "./net-log.ts";
import type { NetMeter } from "./net-meter.ts";
import type { NetTimes } from "./net-times.ts";
import type { NetworkKeys } from "./network-keys.ts";
import { silentLogger } from "./silent-logger.ts";
import { SOFTWARE } from "./software.ts";
import type { Ways } from "./ways.ts";

/** libp2p's defaults (5 per second, 10 pending) reset honest neighbours behind one address. */
const INBOUND_PER_ADDRESS_PER_SECOND = 50;
/** Far above what the door lets wait: it sends away whoever has waited longest, libp2p whoever comes. */
const INBOUND_PENDING_MAX = UNGREETED_MAX * 4;

export interface CreateNodeOptions {
  readonly key: Ed25519PrivateKey;
  readonly networkKeys: NetworkKeys;
  /** whatever brings a protocol of its own goes through it, transports too */
  readonly gate: Gate;
  readonly introductions: Introductions;
  readonly listen: readonly string[];
  readonly lastPort: LastPort | undefined;
  readonly log: NetLog;
  readonly announce: readonly string[] | undefined;
  readonly maxPeers: number;
  readonly times: NetTimes;
  readonly meter: NetMeter;
  readonly gossip: Gossip | undefined;
  readonly ways: Ways;
  readonly isBanned: (peer: PeerId) => boolean;
  readonly door: Door;
  readonly inbound: InboundBytes;
}

/** The libp2p node underneath, not started; every limit set knowingly. */
export async function createNode(options: CreateNodeOptions): Promise<Libp2p> {
  const { networkKeys, gate, introductions, listen, announce, times, gossip, ways, isBanned } = options;
  return await createLibp2p({
    start: false,
    nodeInfo: { userAgent: SOFTWARE },
    privateKey: options.key,
    logger: silentLogger,
    addresses: { listen: [...listen], ...(announce === undefined ? {} : { announce: [...announce] }) },
    transports: [tcpAtLastPort(options.lastPort, options.log), ways.transport()],
    connectionProtector: networkKeyProtector(networkKeys, times.upgradeMs, options.meter, options.inbound),
    connectionEncrypters: [noise()],
    streamMuxers: [yamux(MUX_LIMITS)],
    connectionManager: {
      maxConnections: options.maxPeers * CONNECTIONS_PER_PEER_MAX + UNGREETED_MAX,
      inboundConnectionThreshold: INBOUND_PER_ADDRESS_PER_SECOND,
      maxIncomingPendingConnections: INBOUND_PENDING_MAX,
      inboundUpgradeTimeout: times.upgradeMs,
    },
    connectionMonitor: {
      pingInterval: times.pingEveryMs,
      pingTimeout: { minTimeout: times.pingTimeoutMs },
    },
    connectionGater: {
      denyDialMultiaddr: () => false,
      denyDialPeer: isBanned,
      denyInboundConnection: (caller) => {
        options.door.knocked(caller);
        return false;
      },
      denyInboundEncryptedConnection: isBanned,
      denyOutboundEncryptedConnection: isBanned,
    },
    peerStore: { maxAddressAge: Number.POSITIVE_INFINITY, maxPeerAge: Number.POSITIVE_INFINITY },
    services: {
      identify: gate(introductions.service.bind(introductions)),
      ping: gate(ping()),
      ...(gossip === undefined ? {} : { pubsub: gate(gossip.service.bind(gossip)) }),
      ...ways.services(),
    },
  });
}
