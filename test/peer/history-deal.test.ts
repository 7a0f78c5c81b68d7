import { expect, test } from "vitest";
import { HistoryDeal } from "../../src/peer/history-deal.ts";
import type { Ahead } from "../../src/peer/history-lane.ts";
import type { SyncRequest } from "../../src/peer/sync-frames.ts";

const MIB = 1024 * 1024;

function stretch(request: SyncRequest | "wait"): string {
  if (request === "wait") return request;
  return request.type === "history" ? `${request.height}-${request.last}` : request.type;
}

function ahead(from: string, bytes: number): Ahead {
  // only its size counts here
  return { from, bytes, events: [], checkedAt: null, sealed: {} as Ahead["sealed"] };
}

test("stretches do not overlap, end where a peer's history ends, and leave none out", () => {
  const deal = new HistoryDeal();
  expect(stretch(deal.next("a", 100, 10, 0))).toBe("11-42");
  expect(stretch(deal.next("b", 50, 10, 0))).toBe("43-50");
  expect(stretch(deal.next("c", 100, 10, 0))).toBe("51-82");
  expect(stretch(deal.next("d", 50, 10, 0))).toBe("wait");
  deal.release("a");
  expect(stretch(deal.next("d", 20, 10, 0))).toBe("11-20");
  expect(stretch(deal.next("e", 100, 10, 0))).toBe("21-42");
});

test("what a teller is asked for is asked of others as if it were not there", () => {
  const deal = new HistoryDeal();
  deal.tellers.add("teller");
  expect(stretch(deal.next("teller", 100, 10, 0))).toBe("11-42");
  expect(stretch(deal.next("a", 42, 10, 0))).toBe("11-42");
  expect(stretch(deal.next("b", 42, 10, 0))).toBe("wait");
  // what others are asked for a teller need not be
  deal.tellers.add("another");
  expect(stretch(deal.next("another", 100, 10, 0))).toBe("43-74");
});

test("what waits for the heights before it is bounded, and who brings the next one is never kept waiting", () => {
  const deal = new HistoryDeal();
  deal.next("slow", 1_000, 0, 0);
  let most = 0;
  let height = 33;
  for (let turn = 0; turn < 200; turn++) {
    const request = deal.next("quick", 1_000, 0, 0);
    if (request === "wait" || request.type !== "history") break;
    // an answer holds 200 KiB at most
    for (; height <= request.last; height++) deal.keep(height, ahead("quick", MIB / 5));
    deal.look(0);
    deal.release("quick");
    most = Math.max(most, deal.waitingBytes);
  }
  expect(stretch(deal.next("quick", 1_000, 0, 0))).toBe("wait");
  expect(most).toBeGreaterThan(7 * MIB);
  // one stretch over, of large heights: it is shorter then
  expect(most).toBeLessThan(10 * MIB);
  expect(stretch(deal.next("slow", 1_000, 0, 0))).toBe("1-32");
  deal.release("slow");
  expect(stretch(deal.next("other", 1_000, 0, 0))).toBe("1-4");
});

test("a peer that waits for room keeps its stretch, and is asked on once it has the next height", () => {
  const deal = new HistoryDeal();
  deal.next("first", 1_000, 0, 0);
  expect(stretch(deal.next("second", 1_000, 0, 0))).toBe("33-64");
  deal.keep(65, ahead("third", 9 * MIB));
  expect(stretch(deal.next("second", 1_000, 0, 0))).toBe("wait");
  deal.release("second");
  expect(stretch(deal.next("third", 1_000, 0, 0))).toBe("wait");
  expect(stretch(deal.next("second", 1_000, 32, 0))).toBe("33-64");
  deal.leave("second");
  expect(stretch(deal.next("third", 1_000, 32, 0))).toBe("33-33");
});

test("heights beyond a window are not asked for", () => {
  const deal = new HistoryDeal();
  const asked = Array.from({ length: 64 }, (_, i) => stretch(deal.next(`${i}`, 1_000_000, 0, 0)));
  expect(asked.filter((text) => text !== "wait").at(-1)).toBe("993-1024");
  expect(asked.filter((text) => text === "wait")).toHaveLength(64 - 32);
});

test("the larger the heights, the shorter a stretch", () => {
  const deal = new HistoryDeal();
  deal.keep(1, ahead("a", MIB / 4));
  expect(stretch(deal.next("a", 1_000, 1, 0))).toBe("2-5");
  deal.keep(2, ahead("a", 4 * MIB));
  expect(stretch(deal.next("b", 1_000, 1, 0))).toBe("6-6");
});

test("the next height is asked of another peer where one has not moved for three seconds, and of no third one at once", () => {
  const deal = new HistoryDeal();
  deal.next("slow", 20, 0, 0);
  expect(stretch(deal.next("quick", 20, 0, 2_999))).toBe("wait");
  expect(stretch(deal.next("quick", 20, 0, 3_000))).toBe("1-20");
  expect(stretch(deal.next("third", 20, 0, 3_000))).toBe("wait");
  expect(stretch(deal.next("third", 20, 0, 6_000))).toBe("1-20");
});

test("of a peer that is not believed any more nothing is kept", () => {
  const deal = new HistoryDeal();
  deal.next("honest", 100, 0, 0);
  deal.next("liar", 100, 0, 0);
  deal.keep(33, ahead("liar", 1_000));
  deal.drop("liar");
  expect(deal.waitingBytes).toBe(0);
  expect(deal.take(33)).toBeUndefined();
  expect(stretch(deal.next("other", 100, 0, 0))).toBe("33-64");
});
