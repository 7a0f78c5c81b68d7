import { expect, test } from "vitest";
import { PAGE_BYTES_MAX } from "../../src/peer/sync-frames.ts";
import { busyVillage, CatchUp, historyBytes } from "./catch-up.ts";

const IS_LONG = process.env["HUZHU_LONG"] === "1";
/** Each of 1,250 events, which do not fit into one frame. */
const CUTS = IS_LONG ? 40 : 3;
const EVENTS_OF_DEVICE = 250;
const PEERS = ["p0", "p1", "p2", "p3"];
/** AHEAD_BYTES_MAX, and what may come over it: the end of one answer of each peer. */
const WAITING_BYTES_MAX = 8 * 1024 * 1024 + PEERS.length * (PAGE_BYTES_MAX + 64 * 1024);

test(
  `${CUTS * EVENTS_OF_DEVICE * 5} events of an absence come from four peers, each once, in bounded memory, although one is slow`,
  () => {
    const village = busyVillage(3, CUTS, EVENTS_OF_DEVICE);
    const late = new CatchUp(village);
    const missing = historyBytes(village, late.height);
    for (const peer of PEERS) late.up(peer);
    let most = 0;
    let turn = 0;
    late.while(
      () => !late.isDone,
      (asked) => {
        most = Math.max(most, late.node.peer.sync.deal.waitingBytes);
        // so slow that all others are through before it, and not yet so slow that it is doubled
        return asked.to !== "p0" || turn++ % 12 === 0;
      },
    );
    late.finish();
    expect(late.broughtBytes).toBe(missing);
    // a short absence is one stretch
    if (IS_LONG) expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(WAITING_BYTES_MAX);
    expect([...late.node.penalties]).toEqual([]);
  },
  IS_LONG ? 1_200_000 : 60_000,
);
