// Opens a home as `huzhu start` does and tells how long that took; see `cold-start.ts`.
import { runNode } from "../../src/node/run-node.ts";
import { spareMemory } from "../../src/node/spare-memory.ts";
import type { Opened } from "../cold-start.ts";

const [path = "", nowMs = "0"] = process.argv.slice(2);
// a clock that stands still: nothing falls due, so that only the opening is measured
const parts = { clock: () => Number(nowMs) };
spareMemory();
const loadSeconds = performance.now() / 1_000;
const startMs = performance.now();
const node = await runNode(path, { listen: ["/ip4/127.0.0.1/tcp/0"], peers: [] }, parts);
const seconds = (performance.now() - startMs) / 1_000;
const opened: Opened = {
  seconds,
  loadSeconds,
  root: node.service.books()?.root ?? "none",
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
process.send?.(opened);
await node.stop();
