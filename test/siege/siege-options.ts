import type { NodeOptions } from "../../src/node/node-options.ts";

/** Before each look at a node's books, which has it compute how all that is held would stand: under attack, thousands of events. */
export const LOOK_MS = 200;

/** The victim's: as it is, but for waiting less, so that who wastes its time is found out within seconds. */
export const SIEGE_OPTIONS: NodeOptions = {
  listen: ["/ip4/127.0.0.1/tcp/0"],
  syncEveryMs: 400,
  netTimes: {
    redialStartMs: 200,
    redialMaxMs: 500,
    serveReadMs: 1_000,
    serveWriteMs: 1_000,
    pingEveryMs: 500,
    pingTimeoutMs: 4_000,
    upgradeMs: 2_000,
    helloMs: 2_000,
  },
};
