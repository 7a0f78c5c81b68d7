import type { Connection } from "@libp2p/interface";
import type { Door } from "./door.ts";
import type { Bad } from "./fault-points.ts";
import type { NetLog } from "./net-log.ts";
import type { NetTimes } from "./net-times.ts";
import type { TransportHandlers } from "./transport.ts";

export interface GreeterOptions {
  readonly localPeer: string;
  readonly handlers: TransportHandlers;
  readonly times: NetTimes;
  readonly maxPeers: number;
  /** peer or device kept out by penalties */
  readonly isBanned: (peerOrDevice: string) => boolean;
  readonly log: NetLog;
  /** of every connection, after `handlers.onPeerUp` */
  readonly onGreeted: (connection: Connection) => void;
  /** a connection closed and no greeted one is left; `wasUp`: after `handlers.onPeerDown` */
  readonly onLost: (peer: string, wasUp: boolean) => void;
  /** told of who waits no more */
  readonly door: Door;
  readonly bad: Bad;
}
