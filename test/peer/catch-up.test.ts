import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { catchingUp } from "../../src/peer/catching-up.ts";
import { PAGE_BYTES_MAX, type SyncResponse } from "../../src/peer/sync-frames.ts";
import { decodeSealed, encodeSealed } from "../../src/seal/sealed.ts";
import { fc } from "../property.ts";
import { type Asked, CatchUp, lateVillage } from "./catch-up.ts";
import { flipped } from "./changed-answers.ts";

const { village, largeHeight } = lateVillage(1);
const PEERS = ["p0", "p1", "p2", "p3"];

function back(): CatchUp {
  const late = new CatchUp(village);
  for (const peer of PEERS) late.up(peer);
  late.pass(200);
  return late;
}

/** Every byte of history that a node needs which fetches all from one peer. */
function neededBytes(): number {
  const late = new CatchUp(village);
  late.up("p0");
  late.finish();
  return late.broughtBytes;
}

const NEEDED = neededBytes();

function isHistory({ request }: Asked): boolean {
  return request.type === "history";
}

function history(change: (entry: Entry, i: number) => Entry) {
  return (response: SyncResponse): SyncResponse =>
    response.type === "history" ? { ...response, entries: response.entries.map(change) } : response;
}

type Entry = Extract<SyncResponse, { type: "history" }>["entries"][number];

/** A question for the rest of the large cut. */
function isMiddle({ request }: Asked): boolean {
  return request.type === "history" && request.skip > 0;
}

/** Everything as it was sealed, and nobody has signed it. */
const unsigned = history((entry) => {
  const sealed = decodeSealed(entry.slice);
  if (sealed === undefined) return entry;
  const forged = sealed.certificate.signatures.map((row) => ({ ...row, signature: new Uint8Array(64) }));
  const slice = encodeSealed({ ...sealed, certificate: { ...sealed.certificate, signatures: forged } });
  return { ...entry, slice, total: slice.length };
});

describe("who was away for long", () => {
  test("gets the heights ahead from several peers, and nothing of them twice", () => {
    const late = back();
    late.finish();
    expect(late.broughtBytes).toBe(NEEDED);
    expect(new Set(late.brought.map(({ from }) => from)).size).toBeGreaterThan(2);
    expect(NEEDED).toBeGreaterThan(2 * PAGE_BYTES_MAX);
    expect([...late.node.penalties]).toEqual([]);
  });

  test("in whatever order the answers come, it gets all, once, and blames nobody", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(100)), (choices) => {
        const late = back();
        for (let turn = 0; turn < 400 && !late.isDone; turn++) {
          const choice = choices.next().value as number;
          const asked = late.pending[choice % Math.max(1, late.pending.length)];
          if (asked === undefined || choice > 90) late.pass(100);
          else late.answer(asked);
        }
        late.finish();
        expect(late.broughtBytes).toBe(NEEDED);
        expect([...late.node.penalties]).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  test("while peers come and go, and leave questions unanswered, it gets all, and blames nobody", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(1_000)), (choices) => {
        const late = back();
        const up = new Set(PEERS);
        for (let turn = 0; turn < 150 && !late.isDone; turn++) {
          const choice = choices.next().value as number;
          const peer = present(PEERS[choice % PEERS.length], "a peer");
          const asked = late.pending[choice % Math.max(1, late.pending.length)];
          if (choice < 60 && up.delete(peer)) late.down(peer);
          else if (choice < 120 && !up.has(peer)) late.up(up.add(peer) && peer);
          else if (choice < 180 && asked !== undefined) late.ignore(asked);
          else if (choice < 600 && asked !== undefined) late.answer(asked);
          else late.pass(choice);
        }
        if (up.size === 0) late.up("p0");
        late.finish();
        expect([...late.node.penalties]).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  test("asks another for the stretch of one that is silent, and takes no harm from its late answer", () => {
    const late = back();
    const started = late.nowMs;
    late.while(
      () => !late.isDone,
      (asked) => asked.to !== "p0" || !isHistory(asked),
    );
    expect(late.nowMs - started).toBeLessThan(10_000);
    const silent = present(
      late.pending.find(({ to }) => to === "p0"),
      "a question",
    );
    const before = late.brought.length;
    late.answer(silent);
    expect(late.brought.length).toBeGreaterThan(before);
    expect([...late.node.penalties]).toEqual([]);
  });

  test("takes no harm from a late answer to a stretch that another has brought in part", () => {
    const late = back();
    const isLarge = ({ request }: Asked) =>
      request.type === "history" && request.height <= largeHeight && largeHeight <= request.last;
    late.while(
      () => !late.pending.some(isLarge),
      () => true,
    );
    const silent = present(late.pending.find(isLarge), "a question");
    late.while(
      () => !late.pending.some(isMiddle),
      (asked) => asked !== silent,
    );
    late.answer(silent);
    late.finish();
    expect([...late.node.penalties]).toEqual([]);
  });

  test("goes on with a cut where the peer that left has stopped", () => {
    const late = back();
    late.while(
      () => !late.pending.some(isMiddle) || late.height < largeHeight - 1,
      (asked) => !isMiddle(asked),
    );
    const before = present(late.pending.find(isMiddle), "a question in the middle of the cut");
    late.down(before.to);
    late.while(
      () => !late.pending.some(isMiddle),
      () => true,
    );
    const after = present(late.pending.find(isMiddle), "the same of another");
    expect(after.to).not.toBe(before.to);
    expect(after.request).toEqual(before.request);
    late.finish();
    expect(late.broughtBytes).toBe(NEEDED);
  });

  test("killed in the middle of a large cut, it goes on from the last height applied", () => {
    const late = back();
    late.while(
      () => !late.pending.some(isMiddle) || late.height < largeHeight - 1,
      (asked) => !isMiddle(asked),
    );
    const middle = present(late.pending.find(isMiddle), "a question in the middle of the cut");
    late.answer(middle);
    const before = late.brought.length;
    const { height } = late;
    late.restart();
    expect(late.height).toBe(height);
    for (const peer of PEERS) late.up(peer);
    late.finish();
    const again = late.brought.slice(before);
    expect(Math.min(...again.map((part) => part.height))).toBe(height + 1);
    // every height above comes once more, and no more than once
    const whole = new Set(again.map((part) => `${part.height}`));
    expect(whole.size).toBe(village.height("Ada") - height);
    const above = again.filter((part) => part.height !== largeHeight);
    expect(above).toHaveLength(whole.size - (height < largeHeight ? 1 : 0));
  });

  test("checks the certificates of a stretch ahead before it asks for more of it", () => {
    const late = back();
    const { height } = late;
    late.lies.set("p1", unsigned);
    late.while(
      () => late.node.penalties.size === 0,
      (asked) => asked.to === "p1" || !isHistory(asked),
    );
    expect(late.height).toBe(height);
    expect(late.asked.filter((asked) => asked.to === "p1" && isHistory(asked))).toHaveLength(1);
    late.finish();
    expect([...late.node.penalties.keys()]).toEqual(["p1"]);
  });

  test("keeps what it cannot judge before the heights below, and asks for it no second time", () => {
    const late = back();
    const seats = () => late.node.peer.journal?.at.seats.length ?? 0;
    const before = seats();
    // the last stretch comes first: its seats are those of a roll that changes on the way
    late.while(
      () => late.pending.some((asked) => asked.to !== "p0" && isHistory(asked)) || late.brought.length === 0,
      (asked) => asked.to !== "p0" || !isHistory(asked),
    );
    late.finish();
    expect(seats()).toBeGreaterThan(before);
    expect(late.broughtBytes).toBe(NEEDED);
  });

  test.each<[string, ReturnType<typeof history>]>([
    ["a byte of a record", history((entry) => ({ ...entry, slice: flipped(entry.slice, 80) }))],
    [
      "a byte of an event",
      history((entry) => ({ ...entry, wires: entry.wires.map((wire) => flipped(wire, 40)) })),
    ],
    ["the heights of another stretch", history((entry) => ({ ...entry, height: entry.height + 1 }))],
    [
      "another height's record",
      history((entry, i) => (i === 1 ? { ...entry, height: entry.height - 1 } : entry)),
    ],
  ])("drops what a liar sends in its stretch (%s), makes it pay, and loses nothing else", (_, lie) => {
    const late = back();
    late.lies.set("p1", lie);
    late.finish();
    expect(late.node.penalties.get("p1")).toBeGreaterThan(0);
    expect([...late.node.penalties.keys()]).toEqual(["p1"]);
  });

  test("tells how far it is, and how far it has to go, until it is there", () => {
    const late = back();
    const told = () => catchingUp(late.node.peer.sync, late.node.peer.journal);
    const ofSeals = village.height("Ada");
    const seen: number[] = [];
    late.while(
      () => !late.isDone,
      () => {
        const at = told();
        if (at !== null) seen.push(at.seals);
        expect(at === null || at.ofSeals === ofSeals).toBe(true);
        return true;
      },
    );
    expect(seen[0]).toBeLessThan(ofSeals / 2);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(told()).toBeNull();
  });

  test("who boasts of heights that nobody has keeps it from nothing", () => {
    const late = back();
    late.lies.set("p0", (response) => {
      if (response.type === "status") return { ...response, height: Number.MAX_SAFE_INTEGER };
      return response.type === "history" ? { ...response, entries: [] } : response;
    });
    const started = late.nowMs;
    late.finish();
    expect(late.nowMs - started).toBeLessThan(10_000);
    late.pass(120_000);
    expect(catchingUp(late.node.peer.sync, late.node.peer.journal)).toBeNull();
  });
});
