import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { EventId } from "../../src/base/id.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { HistoryReader, type HistoryStep } from "../../src/peer/history-reader.ts";
import { type StoreAnswer, type StoreQuestion, serveRequest } from "../../src/peer/serve.ts";
import {
  type HistoryEntry,
  PAGE_BYTES_MAX,
  type SyncRequest,
  type SyncResponse,
} from "../../src/peer/sync-frames.ts";
import { encodeResponse } from "../../src/peer/sync-responses.ts";
import { cutHash } from "../../src/seal/cut.ts";
import { encodeSealed } from "../../src/seal/sealed.ts";
import { deviceFrom, eventOf, feedOf } from "../arbitrary/event.ts";
import { fc } from "../property.ts";
import { headerOf, sealId } from "../seal/samples.ts";

/** Three heights: of many events, of none, of few. */
const feed = feedOf(deviceFrom(1), 60);
const found = present(feed[0], "a first event");
const cuts = [feed.slice(1, 50), [], feed.slice(50)];
const records = cuts.map((events, i) => {
  const height = i + 1;
  const ids = events.map((event) => event.id);
  const cut = { feeds: ids.length === 0 ? [] : [{ device: found.device, ids }], ended: [] };
  const prev = i === 0 ? null : sealId(`${i}`);
  const header = headerOf({ height, prev, cut: cutHash(cut) });
  return encodeSealed({
    header,
    certificate: { round: 0, signatures: [] },
    cut,
    reports: [],
    began: null,
    stands: null,
  });
});

/** A store with some pieces damaged. */
class Store {
  readonly events = new Map<EventId, AuthenticEvent>(feed.map((event) => [event.id, event]));
  readonly seals = new Map(records.map((record, i) => [i + 1, record]));
  readonly asked: StoreQuestion[] = [];

  answer(question: StoreQuestion): StoreAnswer {
    this.asked.push(question);
    if (question.ask === "seal") return { ask: "seal", record: this.seals.get(question.height) ?? null };
    if (question.ask === "events")
      return { ask: "events", wires: question.ids.map((id) => this.events.get(id)?.wire ?? null) };
    const rows = feed.filter(({ device, seq }) => device === question.device && seq >= question.seq);
    return { ask: "feed", ids: rows.slice(0, question.limit).map(({ id }) => id) };
  }

  serve(request: SyncRequest): SyncResponse {
    const serving = serveRequest(request, found.id, () => undefined);
    let step = serving.next();
    while (!step.done) step = serving.next(this.answer(step.value));
    return step.value;
  }

  history(request: SyncRequest): readonly HistoryEntry[] {
    const response = this.serve(request);
    return response.type === "history" ? response.entries : [];
  }
}

type Height = Extract<HistoryStep, { what: "height" }>;

/** The heights that come complete; undefined: something did not fit. */
function readAll(reader: HistoryReader, entries: readonly HistoryEntry[]): readonly Height[] | undefined {
  const steps = [...reader.read(entries)];
  if (steps.some(({ what }) => what === "unfit")) return undefined;
  return steps.flatMap((step) => (step.what === "height" ? [step] : []));
}

function whole(): readonly HistoryEntry[] {
  return new Store().history({
    type: "history",
    height: 1,
    offset: 0,
    skip: 0,
    last: Number.MAX_SAFE_INTEGER,
  });
}

describe("history", () => {
  test("comes whole on one page where it fits, with the first event", () => {
    const response = new Store().serve({
      type: "history",
      height: 1,
      offset: 0,
      skip: 0,
      last: Number.MAX_SAFE_INTEGER,
    });
    if (response.type !== "history") throw new Error(response.type);
    expect(response.found).toEqual(found.wire);
    const heights = readAll(new HistoryReader(1, 3), response.entries);
    expect(heights?.map(({ events }) => events.map(({ id }) => id))).toEqual(
      cuts.map((events) => events.map(({ id }) => id)),
    );
    expect(heights?.map(({ sealed }) => encodeSealed(sealed))).toEqual(records);
  });

  test("split anywhere, in bytes and in events, it reads the same", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(200)), fc.infiniteStream(fc.nat(7)), (sizes, counts) => {
        const reader = new HistoryReader(1, 3);
        const read: string[][] = [];
        for (let turn = 0; turn < 2_000 && read.length < 3; turn++) {
          const { height, offset, skip } = reader.request();
          const record = present(records[height - 1], "a height asked for");
          const ids = present(cuts[height - 1], "a cut");
          const slice = record.slice(offset, offset + 1 + (sizes.next().value as number));
          const complete = offset + slice.length === record.length;
          const taken = complete ? ids.slice(skip, skip + 1 + (counts.next().value as number)) : [];
          const wires = taken.map(({ wire }) => wire);
          const done = readAll(reader, [{ height, offset, total: record.length, slice, skip, wires }]);
          for (const { events } of present(done, "what was asked for fits"))
            read.push(events.map(({ id }) => id));
        }
        expect(read).toEqual(cuts.map((events) => events.map(({ id }) => id)));
      }),
      { numRuns: 40 },
    );
  });

  const [entry] = whole() as [HistoryEntry];
  test.each<[string, Partial<HistoryEntry>]>([
    ["another height", { height: 2 }],
    ["a later offset", { offset: 1 }],
    ["events skipped", { skip: 1 }],
    ["more bytes than there are", { total: entry.total - 1 }],
    ["a record too large to hold", { total: 5 * 1024 * 1024 }],
    ["a record that is none", { slice: new Uint8Array(entry.total) }],
    ["another event", { wires: [found.wire] }],
    ["events in another order", { wires: entry.wires.toReversed() }],
    ["more events than the cut has", { wires: [...entry.wires, found.wire] }],
    ["bytes that are no event", { wires: [new Uint8Array(3)] }],
  ])("%s do not fit", (_, change) => {
    expect(readAll(new HistoryReader(1, 3), [{ ...entry, ...change }])).toBeUndefined();
  });

  test("of another height's record it makes none", () => {
    const record = present(records[1], "a record");
    const other = { ...entry, slice: record, total: record.length, wires: [] };
    expect(readAll(new HistoryReader(1, 3), [other])).toBeUndefined();
  });

  test("a damaged event ends the stretch, and is not served; nor is a damaged seal", () => {
    const store = new Store();
    const lost = present(cuts[0]?.[20], "an event");
    store.events.delete(lost.id);
    const entries = store.history({
      type: "history",
      height: 1,
      offset: 0,
      skip: 0,
      last: Number.MAX_SAFE_INTEGER,
    });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.wires).toHaveLength(20);
    const reader = new HistoryReader(1, 3);
    expect(readAll(reader, entries)).toEqual([]);
    // asked again from there, it has nothing to add: the asker sees that and goes elsewhere
    const again = store.history(reader.request());
    expect(readAll(reader, again)).toEqual([]);
    expect(reader.request()).toMatchObject({ height: 1, skip: 20 });
    store.seals.delete(1);
    expect(
      store.history({ type: "history", height: 1, offset: 0, skip: 0, last: Number.MAX_SAFE_INTEGER }),
    ).toEqual([]);
  });

  test("long histories come in pages, each within its bound, nothing lost", () => {
    const big = Array.from({ length: 150 }, (_, seq) =>
      eventOf(deviceFrom(2), {
        community: found.id,
        seq,
        prev: seq === 0 ? null : found.id,
        kind: "propose",
        body: { text: "x".repeat(5_000) },
      }),
    );
    const ids = big.map(({ id }) => id);
    const cut = { feeds: [{ device: deviceFrom(2).publicKey, ids }], ended: [] };
    const store = new Store();
    for (const event of big) store.events.set(event.id, event);
    const sealed = {
      header: headerOf({ cut: cutHash(cut) }),
      certificate: { round: 0, signatures: [] },
      cut,
      reports: [],
      began: null,
      stands: null,
    };
    store.seals.set(1, encodeSealed(sealed));
    const reader = new HistoryReader(1, 3);
    const read: string[] = [];
    let pages = 0;
    while (reader.height <= 3 && pages++ < 20) {
      const response = store.serve(reader.request());
      expect(encodeResponse(response).length).toBeLessThanOrEqual(256 * 1024);
      const done = response.type === "history" ? readAll(reader, response.entries) : undefined;
      for (const { events } of present(done, "a page that fits")) read.push(...events.map(({ id }) => id));
    }
    expect(pages).toBeGreaterThan(3);
    expect(read).toEqual([...ids, ...(cuts[2] ?? []).map(({ id }) => id)]);
  });
});

describe("feeds", () => {
  const from = [{ device: found.device, seq: 5 }];

  test("come from the seq asked for, to the end", () => {
    const response = new Store().serve({ type: "feeds", from });
    expect(response).toEqual({ type: "feeds", wires: feed.slice(5).map(({ wire }) => wire), more: false });
  });

  test("end before what is damaged", () => {
    const store = new Store();
    store.events.delete(present(feed[9], "an event").id);
    expect(store.serve({ type: "feeds", from })).toEqual({
      type: "feeds",
      wires: feed.slice(5, 9).map(({ wire }) => wire),
      more: false,
    });
  });

  test("a page has its bound, and says that more follows", () => {
    const positions = Array.from({ length: 400 }, () => ({ device: found.device, seq: 0 }));
    const response = new Store().serve({ type: "feeds", from: positions });
    if (response.type !== "feeds") throw new Error(response.type);
    expect(response.more).toBe(true);
    expect(response.wires.reduce((sum, wire) => sum + wire.length, 0)).toBeLessThanOrEqual(PAGE_BYTES_MAX);
    expect(encodeResponse(response).length).toBeLessThanOrEqual(256 * 1024);
  });

  test("one event by its id, or nothing", () => {
    const store = new Store();
    expect(store.serve({ type: "event", id: found.id })).toEqual({ type: "event", wire: found.wire });
    store.events.delete(found.id);
    expect(store.serve({ type: "event", id: found.id })).toEqual({ type: "event", wire: null });
    expect(store.serve({ type: "status" })).toEqual({ type: "refused" });
  });
});
