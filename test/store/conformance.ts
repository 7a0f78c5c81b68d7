import { describe, expect, it } from "vitest";
import type { EventStore } from "../../src/store/event-store.ts";
import {
  batchOf,
  bytesOf,
  deviceOf,
  hexOf,
  listOf,
  loggedIds,
  sampleEvent,
  sampleEvents,
  signOf,
} from "./sample.ts";

/** One place that stores can be opened on, again and again. */
export interface Place {
  open(): Promise<EventStore>;
}

/** What every store must do, whatever it stands on. */
export function describeStore(
  name: string,
  inPlace: (work: (place: Place) => Promise<void>) => Promise<void>,
) {
  const test = (title: string, work: (store: EventStore, place: Place) => Promise<void>) =>
    it(title, () =>
      inPlace(async (place) => {
        const store = await place.open();
        try {
          await work(store, place);
        } finally {
          await store.close();
        }
      }),
    );

  describe(name, () => {
    test("is empty when new", async (store) => {
      expect(store.counts()).toEqual({ events: 0, wireBytes: 0 });
      expect(store.tip()).toEqual({ durable: 0, held: 0, intact: true });
      expect(await store.lastSealHeight()).toBe(0);
      expect(store.lastSign()).toEqual({ ok: false, error: "missing" });
      expect(await store.event(sampleEvent(0, 0).id)).toEqual({ ok: false, error: "missing" });
      expect(await loggedIds(store)).toEqual([]);
      expect(await store.messages()).toEqual([]);
      expect(await store.profiles()).toEqual([]);
    });

    test("gives back the very bytes, in the order asked", async (store) => {
      const events = sampleEvents(25);
      await store.write(batchOf({ events }));
      const asked = [...events].reverse();
      const found = await store.events(asked.map(({ id }) => id));
      expect(found).toEqual(asked.map(({ wire }) => ({ ok: true, value: wire })));
      expect(store.counts()).toEqual({
        events: 25,
        wireBytes: events.reduce((sum, { wire }) => sum + wire.length, 0),
      });
    });

    test("keeps the order of arrival, from any index", async (store) => {
      const events = sampleEvents(40);
      for (let i = 0; i < 40; i += 8) await store.write(batchOf({ events: events.slice(i, i + 8) }));
      const ids = events.map(({ id }) => id);
      expect(await loggedIds(store)).toEqual(ids);
      expect(await loggedIds(store, 33)).toEqual(ids.slice(33));
      expect(await loggedIds(store, 40)).toEqual([]);
    });

    test("lists a feed by sequence number, both branches of a fork, within the limit", async (store) => {
      const events = [3, 1, 0, 2, 300].map((seq) => sampleEvent(1, seq));
      const branch = sampleEvent(1, 2, 1);
      await store.write(batchOf({ events: [...events, branch, sampleEvent(2, 2)] }));
      const device = deviceOf(1);
      const feed = await store.feed(device, 0, 100);
      expect(feed.map(({ seq }) => seq)).toEqual([0, 1, 2, 2, 3, 300]);
      const two = feed.filter(({ seq }) => seq === 2).map(({ id }) => id);
      expect(two).toEqual([branch.id, sampleEvent(1, 2).id].sort());
      expect((await store.feed(device, 2, 2)).map(({ id }) => id)).toEqual(two);
      expect(await store.feed(device, 301, 10)).toEqual([]);
      expect(await store.feed(deviceOf(9), 0, 10)).toEqual([]);
    });

    test("does not log an event twice, within a batch, across batches, or in one group", async (store) => {
      const [a, b] = sampleEvents(2);
      if (a === undefined || b === undefined) throw new Error("two samples");
      await store.write(batchOf({ events: [a, a] }));
      await Promise.all([store.write(batchOf({ events: [b] })), store.write(batchOf({ events: [b, a] }))]);
      expect(await loggedIds(store)).toEqual([a.id, b.id]);
      expect(store.counts().events).toBe(2);
    });

    test("moves the tip with synced writes only", async (store) => {
      const events = sampleEvents(9);
      await store.write(batchOf({ events: events.slice(0, 3), sync: true }));
      await store.write(batchOf({ events: events.slice(3, 6) }));
      expect(store.tip()).toEqual({ durable: 3, held: 6, intact: true });
      await store.write(batchOf({ lastSign: signOf(1) }));
      expect(store.tip()).toEqual({ durable: 6, held: 6, intact: true });
    });

    test("keeps seals and knows the highest", async (store) => {
      await store.write(
        batchOf({ seals: [1, 2, 3, 256].map((height) => ({ height, record: bytesOf(height) })) }),
      );
      expect(await store.lastSealHeight()).toBe(256);
      expect(await store.seal(2)).toEqual({ ok: true, value: bytesOf(2) });
      expect(await store.seal(4)).toEqual({ ok: false, error: "missing" });
      expect((await store.check()).seals.length).toBe(252);
    });

    test("forgets messages through a height, also those that came in the same group", async (store) => {
      const message = (height: number, n: number) => ({ height, key: hexOf(n), bytes: bytesOf(height, n) });
      await store.write(batchOf({ messages: [message(1, 1), message(2, 1), message(2, 2)] }));
      await Promise.all([
        store.write(batchOf({ messages: [message(1, 9)] })),
        store.write(batchOf({ messages: [message(2, 3), message(3, 1)] })),
        store.write(batchOf({ messagesDoneThrough: 2 })),
        store.write(batchOf({ messages: [message(4, 1)] })),
      ]);
      expect(await store.messages()).toEqual([message(3, 1), message(4, 1)]);
    });

    test("keeps the latest profile of a device, until it is erased", async (store) => {
      const profile = (n: number, version: number) => ({ device: deviceOf(n), bytes: bytesOf(n, version) });
      await store.write(batchOf({ profiles: [profile(1, 1), profile(2, 1)] }));
      await store.write(batchOf({ profiles: [profile(1, 2), { device: deviceOf(2), bytes: null }] }));
      expect(await store.profiles()).toEqual([profile(1, 2)]);
    });

    test("keeps one snapshot, whole or none, until it is dropped", async (store, place) => {
      const partsOf = (n: number, count: number) => Array.from({ length: count }, (_, i) => bytesOf(n, i));
      const stored = (of: EventStore) => listOf(of.snapshot());
      const whole = (n: number, count: number) => ({ at: 0, parts: partsOf(n, count) });
      expect(await stored(store)).toEqual([]);
      await store.write(batchOf({ snapshot: whole(1, 300), sync: true }));
      expect(await stored(store)).toEqual(partsOf(1, 300));
      await store.write(batchOf({ snapshot: whole(2, 3) }));
      expect(await stored(store)).toEqual(partsOf(2, 3));
      await Promise.all([
        store.write(batchOf({ snapshot: whole(3, 9) })),
        store.write(batchOf({ snapshot: whole(4, 2), sync: true })),
        store.write(batchOf({ seals: [{ height: 1, record: bytesOf(1) }] })),
      ]);
      await store.close();
      const again = await place.open();
      expect(await stored(again)).toEqual(partsOf(4, 2));
      expect(await again.check()).toEqual(SOUND);
      await again.write(batchOf({ snapshot: { at: 0, parts: [] } }));
      expect(await stored(again)).toEqual([]);
      await again.close();
    });

    test("takes a snapshot part by part, each in the place of all that stood there or behind", async (store) => {
      const stored = () => listOf(store.snapshot());
      const put = (at: number, ...parts: readonly Uint8Array[]) => batchOf({ snapshot: { at, parts } });
      await store.write(put(0, bytesOf(1), bytesOf(2)));
      await store.write(put(2, bytesOf(3)));
      expect(await stored()).toEqual([bytesOf(1), bytesOf(2), bytesOf(3)]);
      await Promise.all([store.write(put(3, bytesOf(4), bytesOf(5))), store.write(put(4, bytesOf(6)))]);
      expect(await stored()).toEqual([bytesOf(1), bytesOf(2), bytesOf(3), bytesOf(4), bytesOf(6)]);
      await store.write(put(1, bytesOf(7)));
      expect(await stored()).toEqual([bytesOf(1), bytesOf(7)]);
      // what comes behind a gap is no part of it
      await store.write(put(3, bytesOf(8)));
      expect(await stored()).toEqual([bytesOf(1), bytesOf(7)]);
      await store.write(put(0, bytesOf(9)));
      expect(await stored()).toEqual([bytesOf(9)]);
    });

    test("keeps what its community was re-founded from, beside a snapshot and whatever is rebuilt", async (store, place) => {
      const parts = [bytesOf(1), bytesOf(2), bytesOf(3)];
      expect(await store.base()).toEqual({ ok: false, error: "missing" });
      await store.write(batchOf({ base: parts, sync: true }));
      await store.write(batchOf({ snapshot: { at: 0, parts: [bytesOf(4)] } }));
      await store.write(batchOf({ snapshot: { at: 0, parts: [] } }));
      await store.close();
      const again = await place.open();
      expect(await again.base()).toEqual({ ok: true, value: parts });
      expect(await again.check()).toEqual(SOUND);
      await again.rebuildIndex();
      expect(await again.base()).toEqual({ ok: true, value: parts });
      await again.close();
    });

    test("keeps what made the node halt", async (store, place) => {
      expect(await store.twoSeals()).toEqual({ ok: false, error: "missing" });
      await store.write(batchOf({ twoSeals: bytesOf(1), sync: true }));
      await store.write(batchOf({ seals: [{ height: 1, record: bytesOf(2) }] }));
      await store.close();
      const again = await place.open();
      expect(await again.twoSeals()).toEqual({ ok: true, value: bytesOf(1) });
      expect(await again.check()).toEqual(SOUND);
      await again.rebuildIndex();
      expect(await again.twoSeals()).toEqual({ ok: true, value: bytesOf(1) });
      await again.close();
    });

    test("says what was signed last, the latest of a group", async (store) => {
      await store.write(batchOf({ lastSign: signOf(0) }));
      expect(store.lastSign()).toEqual({ ok: true, value: signOf(0) });
      await Promise.all([1, 2, 3].map((height) => store.write(batchOf({ lastSign: signOf(height) }))));
      expect(store.lastSign()).toEqual({ ok: true, value: signOf(3) });
    });

    test("has it all when opened again", async (store, place) => {
      const events = sampleEvents(12);
      await store.write(batchOf({ events: events.slice(0, 6), lastSign: signOf(4) }));
      await store.write(batchOf({ events: events.slice(6), seals: [{ height: 1, record: bytesOf(1) }] }));
      const before = { counts: store.counts(), tip: store.tip() };
      await store.close();
      const again = await place.open();
      expect({ counts: again.counts(), tip: again.tip() }).toEqual(before);
      expect(again.lastSign()).toEqual({ ok: true, value: signOf(4) });
      expect(await loggedIds(again)).toEqual(events.map(({ id }) => id));
      await again.write(batchOf({ events: [sampleEvent(7, 0)] }));
      expect((await loggedIds(again)).length).toBe(13);
      expect(await again.check()).toEqual(SOUND);
      await again.close();
    });

    test("rebuilds an index that is sound to the same index", async (store) => {
      const events = sampleEvents(30);
      await store.write(batchOf({ events, lastSign: signOf(2) }));
      const before = await loggedIds(store);
      await store.rebuildIndex();
      expect(await loggedIds(store)).toEqual(before);
      expect(store.lastSign()).toEqual({ ok: true, value: signOf(2) });
      expect(await store.check()).toEqual(SOUND);
    });

    test("refuses to write once closed", async (store) => {
      await store.close();
      await expect(store.write(batchOf({ sync: true }))).rejects.toThrow("closed store");
    });
  });
}

export const SOUND = {
  events: [],
  seals: [],
  log: [],
  unindexed: [],
  profiles: [],
  messages: 0,
  strays: 0,
} as const;
