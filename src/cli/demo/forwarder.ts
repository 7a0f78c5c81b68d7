import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A wire between two nodes that the demo can cut: while it is cut nothing passes, and both ends keep running. */
export interface Forwarder {
  readonly port: number;
  cut(): void;
  heal(): void;
  close(): Promise<void>;
}

/** Listens on a free loopback port and passes every connection on to `targetPort`, as it stands at that moment. */
export async function openForwarder(targetPort: () => number | undefined): Promise<Forwarder> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((inbound) => {
    const port = targetPort();
    if (isCut || port === undefined) {
      inbound.destroy();
      return;
    }
    const outbound = connect({ host: "127.0.0.1", port });
    join(inbound, outbound, sockets);
  });
  await listening(server);
  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      isCut = true;
      dropAll();
    },
    heal: () => {
      isCut = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        dropAll();
      }),
  };
}

/** Either end's going takes the other with it; a reset is how wires break, not a fault of ours. */
function join(inbound: Socket, outbound: Socket, sockets: Set<Socket>): void {
  for (const [one, other] of [
    [inbound, outbound],
    [outbound, inbound],
  ] as const) {
    sockets.add(one);
    one.on("error", () => other.destroy());
    one.on("close", () => {
      sockets.delete(one);
      other.destroy();
    });
    one.pipe(other);
  }
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
}
