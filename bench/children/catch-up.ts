// Starts a newcomer's home as `huzhu start` does and tells when all of history is in its store; see `catch-up.ts`.
import { setTimeout as wait } from "node:timers/promises";
import { runNode } from "../../src/node/run-node.ts";
import type { CaughtUp } from "../catch-up.ts";

const [path = "", height = "0", events = "0", startMs = "0"] = process.argv.slice(2);
// the community's time goes on from where its last seal is
const beganMs = performance.now();
const clock = (): number => Math.floor(Number(startMs) + performance.now() - beganMs);
const node = await runNode(path, { listen: ["/ip4/127.0.0.1/tcp/0"] }, { clock });
const { service } = node;
const isStarted = (): boolean => (service.books()?.height ?? 0) >= Number(height);
const isWhole = (): boolean => service.network().storedEvents >= Number(events);
while (!isStarted()) await wait(20);
const startedSeconds = (performance.now() - beganMs) / 1_000;
while (!isWhole()) await wait(20);
const caughtUp: CaughtUp = {
  startedSeconds,
  seconds: (performance.now() - beganMs) / 1_000,
  processorSeconds: process.cpuUsage().user / 1_000_000 + process.cpuUsage().system / 1_000_000,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
process.send?.(caughtUp);
await node.stop();
