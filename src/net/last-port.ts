import type { Listener, Transport } from "@libp2p/interface";
import { type TCPComponents, tcp } from "@libp2p/tcp";
import { multiaddr } from "@multiformats/multiaddr";
import type { NetLog } from "./net-log.ts";
import { withMethods } from "./with-methods.ts";

/** The TCP port that others have of this node from its last run. */
export interface LastPort {
  /** listened on again in place of port 0; null: a free one */
  readonly last: number | null;
  /** told each port that is listened on now, before the node is started */
  listening(port: number): void;
}

/** libp2p's TCP; where the last port cannot be had any more it takes a free one, as port 0 asks for. */
export function tcpAtLastPort(lastPort: LastPort | undefined, log: NetLog) {
  const make = tcp();
  return (components: TCPComponents): Transport => {
    const transport = make(components);
    if (lastPort === undefined) return transport;
    return withMethods(transport, {
      createListener: (options) => listeningAgain(transport.createListener(options), lastPort, log),
    });
  };
}

type Address = Parameters<Listener["listen"]>[0];

function listeningAgain(listener: Listener, { last, listening }: LastPort, log: NetLog): Listener {
  const listen = async (address: Address): Promise<void> => {
    const namesPort = !address.toString().endsWith(ANY_PORT);
    if (namesPort || last === null) await listener.listen(address);
    else await listenAt(listener, address, last, log);
    const port = portOf(listener);
    if (port !== undefined) listening(port);
  };
  return withMethods(listener, { listen });
}

const ANY_PORT = "/tcp/0";

async function listenAt(listener: Listener, address: Address, last: number, log: NetLog): Promise<void> {
  const before = `${address.toString().slice(0, -ANY_PORT.length)}/tcp/${last}`;
  try {
    await listener.listen(multiaddr(before));
  } catch (error) {
    if (!isTaken(error)) throw error;
    await listener.listen(address);
    log("warn", "the port of the last run is taken", { port: last });
  }
}

/** Somebody else has it, or the system gives it to nobody any more (Windows sets ports aside at its start). */
function isTaken(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EADDRINUSE" || code === "EACCES";
}

function portOf(listener: Listener): number | undefined {
  const ports = listener.getAddrs().map((address) => /\/tcp\/(\d+)/.exec(address.toString())?.[1]);
  const port = ports.find((each) => each !== undefined);
  return port === undefined ? undefined : Number(port);
}
