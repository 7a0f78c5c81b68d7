import { relayIn } from "../net/peer-address.ts";

/** Where on this machine a TCP port is to answer. */
export interface PortTold {
  readonly host: string;
  readonly port: number;
}

/** Who listens on all addresses answers at the machine's own for itself. */
const ALL_ADDRESSES: { readonly [host: string]: string } = { "0.0.0.0": "127.0.0.1", "::": "::1" };

/** The ports of addresses listened on, each once, by the first of its addresses; any free port, 0, is known only to the system. */
export function portsTold(addresses: readonly string[]): readonly PortTold[] {
  const told = addresses.flatMap(portOf);
  return told.filter(({ port }, index) => told.findIndex((each) => each.port === port) === index);
}

function portOf(address: string): readonly PortTold[] {
  if (relayIn(address) !== undefined) return [];
  const [, host = "", port = "0"] = /^\/\w+\/([^/]+)\/tcp\/(\d+)/.exec(address) ?? [];
  return Number(port) === 0 ? [] : [{ host: ALL_ADDRESSES[host] ?? host, port: Number(port) }];
}
