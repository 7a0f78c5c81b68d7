import { connect, createServer, type Socket } from "node:net";

/** Where a wire takes what arrives at `from`, and how long it is under way once it is slow; ports are the same at both ends. */
export interface SlowWire {
  readonly port: number;
  readonly delayMs: number;
  readonly ways: readonly { readonly from: string; readonly to: string }[];
}

/** Bytes under way in one direction of one connection, beyond which nothing more is taken in. */
const UNDER_WAY_BYTES_MAX = 1024 * 1024;

/**
 * A program of its own: passes TCP connections on, from SIGUSR2 on each byte and each end later by the delay, in both
 * directions. It stands in for `tc netem`, which many kernels lack. Says `open`, then `slow`.
 */
const { port, delayMs, ways } = JSON.parse(process.argv[2] ?? "") as SlowWire;
let underWayMs = 0;
process.on("SIGUSR2", () => {
  underWayMs = delayMs;
  process.stdout.write("slow\n");
});
await Promise.all(ways.map(({ from, to }) => open(from, to)));
process.stdout.write("open\n");

function open(from: string, to: string): Promise<void> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (inbound) => {
    setTimeout(() => {
      const outbound = connect({ host: to, port, allowHalfOpen: true });
      pass(inbound, outbound);
      pass(outbound, inbound);
    }, underWayMs);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, from, resolve);
  });
}

/** Timers of one delay ring in the order in which they were set, and after those of a shorter one before them. */
function pass(source: Socket, target: Socket): void {
  let underWay = 0;
  source.on("data", (bytes) => {
    underWay += bytes.length;
    if (underWay > UNDER_WAY_BYTES_MAX) source.pause();
    setTimeout(() => {
      target.write(bytes, () => {
        underWay -= bytes.length;
        if (underWay <= UNDER_WAY_BYTES_MAX) source.resume();
      });
    }, underWayMs);
  });
  source.on("end", () => setTimeout(() => target.end(), underWayMs));
  // a reset is how wires break
  source.on("error", () => target.destroy());
  source.on("close", (hadError) => {
    if (hadError) target.destroy();
  });
  source.resume();
}
