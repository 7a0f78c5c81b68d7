// Starts a newcomer's home as `huzhu start` does and tells when all of history is in its store; see `catch-up.ts`.
import { setTimeout as wait } from "node:timers/promises";
import { runNode } from "../../src/node/run-node.ts";
import { spareMemory } from "../../src/node/spare-memory.ts";
import type { CaughtUp } from "../newcomer.ts";
import { processorSeconds } from "../processor-seconds.ts";

const LOOK_MS = 20;

const [path = "", behindMs = "0", events = "0", midway = "0"] = process.argv.slice(2);
const clock = (): number => Date.now() - Number(behindMs);
spareMemory();
const startMs = performance.now();
const node = await runNode(path, { listen: ["/ip4/127.0.0.1/tcp/0"] }, { clock });
const { service } = node;
const stored = (): number => service.network().storedEvents;
const eventsBefore = stored();
const told = (caughtUp: CaughtUp | null): void => {
  process.send?.({ caughtUp });
};
const secondsNow = (): number => (performance.now() - startMs) / 1_000;
const isUsable = (): boolean => service.member() !== null;
const isWhole = (): boolean => stored() >= Number(events) && service.network().catchingUp === null;
while (!isUsable()) await wait(LOOK_MS);
const usableSeconds = secondsNow();
while (!isWhole()) {
  if (stored() >= Number(midway)) told(null);
  await wait(LOOK_MS);
}
const seconds = secondsNow();
told({
  eventsBefore,
  usableSeconds,
  seconds,
  processorSeconds: processorSeconds(process.cpuUsage()),
  peakBytes: process.resourceUsage().maxRSS * 1024,
});
await node.stop();
process.disconnect();
