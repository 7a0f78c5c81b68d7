import { expect, test } from "vitest";
import type { DeviceKey, EventId, MemberId } from "../../src/base/id.ts";
import { seenBy } from "../../src/peer/seen-by.ts";
import type { SignedSealMessage } from "../../src/seal/message.ts";

const seats = ["a", "b", "c"].map((name) => ({
  member: name as MemberId,
  device: `of ${name}` as DeviceKey,
}));
/** The entry is of nobody who has a seat. */
const nobody = () => undefined;
const [x, y] = ["x", "y"] as unknown as [EventId, EventId];

function report(of: string, ...ids: EventId[]): SignedSealMessage {
  const feeds = ids.map((id) => ({ device: `feed of ${id}`, ids: [id] }));
  const message = { device: `of ${of}`, step: "report", report: { prevSeal: null, nowMs: 0, feeds } };
  return { message } as unknown as SignedSealMessage;
}

test("has seen an entry: whose report holds it, and our own seat", () => {
  const seen = seenBy(seats, [report("a", x, y), report("b", y)], "of c" as DeviceKey, nobody);
  expect(seen([x])).toEqual(["a", "c"]);
  expect(seen([y])).toEqual(["a", "b", "c"]);
  expect(seen([x, y])).toEqual(["a", "c"]);
});

test("of no entry: who has reported, if only that nothing is new", () => {
  const seen = seenBy(seats, [report("b")], null, nobody);
  expect(seen([])).toEqual(["b"]);
  expect(seen([x])).toEqual([]);
});

test("votes and proposals are no reports, and a device without a seat counts for nobody", () => {
  const vote = { message: { device: "of a", step: "prevote", value: null } } as unknown as SignedSealMessage;
  expect(seenBy(seats, [vote, report("d", x)], "of d" as DeviceKey, nobody)([x])).toEqual([]);
});

test("a seat that told two things has seen what either says", () => {
  expect(seenBy(seats, [report("a", x), report("a", y)], null, nobody)([x, y])).toEqual(["a"]);
});

test("who signed an entry has seen it, and nothing else by that", () => {
  const authorOf = (id: EventId) => (id === x ? ("of b" as DeviceKey) : undefined);
  const seen = seenBy(seats, [report("a", x, y)], null, authorOf);
  expect(seen([x])).toEqual(["a", "b"]);
  expect(seen([x, y])).toEqual(["a"]);
  expect(seen([])).toEqual(["a"]);
});
