import { getHeapStatistics } from "node:v8";

/** What a look is made of; for tests. */
export interface Looked {
  nowMs(): number;
  /** of processor that this process has taken */
  cpuMs(): number;
  /** what the heap holds of the machine's memory, used or not */
  heapBytes(): number;
  /** gives back what is not used; everything stands still meanwhile */
  collect(): void;
}

const LOOK_EVERY_MS = 10_000;
/** Who took less of a core than this since the last look is at rest. */
const AT_REST_CORE_SHARE = 0.1;
/** Of the heap as it was left last time: it is worth the work when so much more is there. */
const GROWN_SHARE = 0.2;

/**
 * For the process of a node: what reading in and starting left behind is given back once the node is at rest, see
 * docs/decisions/045-given-back-at-rest.md. Does nothing where Node was not started with `--expose-gc`.
 */
export function giveBackMemory(): void {
  const { gc } = globalThis;
  if (gc === undefined) return;
  const look = watchRest({
    nowMs: () => performance.now(),
    cpuMs: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    },
    heapBytes: () => getHeapStatistics().total_heap_size,
    collect: () => gc({ type: "major", flavor: "last-resort" }),
  });
  setInterval(look, LOOK_EVERY_MS).unref();
}

/** One look each call: collects where the time since the last one was restful and the heap has grown. */
export function watchRest({ nowMs, cpuMs, heapBytes, collect }: Looked): () => void {
  let leftBytes = 0;
  let since = { ms: nowMs(), cpuMs: cpuMs() };
  return () => {
    const coreShare = (cpuMs() - since.cpuMs) / (nowMs() - since.ms);
    if (coreShare < AT_REST_CORE_SHARE && heapBytes() > leftBytes * (1 + GROWN_SHARE)) {
      collect();
      leftBytes = heapBytes();
    }
    leftBytes = Math.min(leftBytes, heapBytes());
    // what collecting took is not counted as work
    since = { ms: nowMs(), cpuMs: cpuMs() };
  };
}
