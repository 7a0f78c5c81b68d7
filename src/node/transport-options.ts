import { fromHex } from "../base/bytes.ts";
import type { Libp2pTransportOptions } from "../net/libp2p-host.ts";
import type { NetMeter } from "../net/net-meter.ts";
import { RELAY_LIMITS } from "../net/relay-limits.ts";
import { checkPeers } from "./check-peers.ts";
import type { Homestead } from "./homestead.ts";
import { lastPortOf } from "./last-port.ts";
import type { NodeOptions } from "./node-options.ts";

const DEFAULT_LISTEN = ["/ip4/0.0.0.0/tcp/0"];

/**
 * What a home and its person's wishes make of the network; `keep` gets every writing of what the transport remembers.
 * Throws OperatorError: peer-address-invalid.
 */
export function transportOptions(
  homestead: Homestead,
  networkKeys: readonly Uint8Array[],
  { listen, announce, peers, gossip, relay, lan, netTimes, log }: NodeOptions,
  meter: NetMeter,
  keep: (written: Promise<void>) => void,
): Libp2pTransportOptions {
  checkPeers(peers ?? []);
  const { home } = homestead;
  // who tells nobody any address does not show it to a LAN or leave it with a relay
  const isSilent = announce?.length === 0;
  return {
    privateKey: fromHex(home.transportKey),
    networkKeys,
    listen: [...(listen ?? DEFAULT_LISTEN)],
    community: home.community,
    announce: announce === undefined || announce.length === 0 ? undefined : [...announce],
    gossip,
    relay: relay === true ? RELAY_LIMITS : relay || undefined,
    seeksPlace: announce === undefined,
    lan: lan === true && !isSilent,
    times: netTimes,
    log,
    meter,
    keptOut: homestead.keptOut.keeping(keep),
    lastPort: lastPortOf(homestead, listen, keep),
  };
}
