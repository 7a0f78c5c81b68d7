import { readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Level } from "level";
import { describe, expect, it } from "vitest";
import type { EventId } from "../../src/base/id.ts";
import { OperatorError } from "../../src/base/operator-error.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import type { EventStore } from "../../src/store/event-store.ts";
import { eventKey, feedKey, HEAD_KEY, logKey } from "../../src/store/keys.ts";
import { repairLevelStore } from "../../src/store/level-repair.ts";
import { openLevelStore } from "../../src/store/level-store.ts";
import { SOUND } from "./conformance.ts";
import {
  batchOf,
  bytesOf,
  deviceOf,
  inFolder,
  loggedIds,
  sampleEvents,
  seededNumbers,
  signOf,
} from "./sample.ts";

const FLIPS = 240;
const FILE_FLIPS = 40;

/** The closed store's database, without its checks. */
async function inRaw(folder: string, work: (raw: Level<Uint8Array, Uint8Array>) => Promise<void>) {
  const encoding = { keyEncoding: "view", valueEncoding: "view" } as const;
  const raw = new Level<Uint8Array, Uint8Array>(join(folder, "db"), { ...encoding, compression: false });
  await raw.open();
  await work(raw);
  await raw.close();
}

async function rawValue(raw: Level<Uint8Array, Uint8Array>, key: Uint8Array): Promise<Uint8Array> {
  const value = await raw.get(key);
  if (value === undefined) throw new Error("a value to damage");
  return Uint8Array.from(value);
}

/** Written, closed: the folder as a node leaves it. */
async function fill(folder: string, events: readonly AuthenticEvent[]): Promise<void> {
  const store = await openLevelStore(folder);
  const seals = [1, 2, 3].map((height) => ({ height, record: bytesOf(height) }));
  await store.write(batchOf({ events, seals, lastSign: signOf(3) }));
  await store.close();
}

/** Nothing but the true bytes, or a fault, ever comes out. */
async function expectNoLies(store: EventStore, events: readonly AuthenticEvent[]): Promise<void> {
  const truth = new Map(events.map((event) => [event.id, event.wire]));
  const found = await store.events([...truth.keys()]);
  for (const [i, wire] of [...truth.values()].entries()) {
    const answer = found[i];
    if (answer?.ok) expect(answer.value).toEqual(wire);
  }
  for (const id of await loggedIds(store))
    expect(id === "missing" || id === "damaged" || truth.has(id as EventId)).toBe(true);
  for (const device of new Set(events.map((event) => event.device)))
    for (const { seq, id } of await store.feed(device, 0, 1000))
      expect(events.some((event) => event.id === id && event.seq === seq)).toBe(true);
}

/** As a peer would: puts back what is not readable, then has the index made anew. */
async function heal(store: EventStore, events: readonly AuthenticEvent[]): Promise<void> {
  for (const event of events) if (!(await store.event(event.id)).ok) await store.repairEvent(event);
  for (const { height } of (await store.check()).seals) await store.repairSeal(height, bytesOf(height));
  await store.rebuildIndex();
  expect(await store.check()).toEqual(SOUND);
  expect(new Set(await loggedIds(store))).toEqual(new Set(events.map(({ id }) => id)));
  expect(store.tip()).toEqual({ durable: events.length, held: events.length, intact: true });
  for (const { id, wire } of events) expect(await store.event(id)).toEqual({ ok: true, value: wire });
}

describe("damage in LevelDB", () => {
  it(`detects each of ${FLIPS} single flipped bytes of stored events, and is healed`, () =>
    inFolder(async (folder) => {
      const events = sampleEvents(FLIPS);
      await fill(folder, events);
      const random = seededNumbers(20_191_016);
      await inRaw(folder, async (raw) => {
        for (const { id } of events) {
          const key = eventKey(id);
          const value = await rawValue(raw, key);
          const place = random(value.length);
          value[place] = (value[place] as number) ^ (1 + random(255));
          await raw.put(key, value);
        }
      });
      const store = await openLevelStore(folder);
      for (const { id } of events) expect(await store.event(id)).toEqual({ ok: false, error: "damaged" });
      const report = await store.check();
      expect(report.events.length).toBe(FLIPS);
      expect(report.events.every(({ fault }) => fault === "damaged")).toBe(true);
      for (const event of events) await store.repairEvent(event);
      expect(await store.check()).toEqual(SOUND);
      for (const { id, wire } of events) expect(await store.event(id)).toEqual({ ok: true, value: wire });
      expect(await loggedIds(store)).toEqual(events.map(({ id }) => id));
      await store.close();
    }));

  it("detects a flipped byte of any key, log entry, feed entry, head or seal", () =>
    inFolder(async (folder) => {
      const events = sampleEvents(60);
      await fill(folder, events);
      const random = seededNumbers(34_860_000);
      const entries: [Uint8Array, Uint8Array][] = [];
      await inRaw(folder, async (raw) => {
        for await (const [key, value] of raw.iterator())
          entries.push([Uint8Array.from(key), Uint8Array.from(value)]);
      });
      for (let i = 0; i < 60; i++) {
        const [key, value] = entries[random(entries.length)] as [Uint8Array, Uint8Array];
        const bytes = Uint8Array.from([...key, ...value]);
        const place = random(bytes.length);
        bytes[place] = (bytes[place] as number) ^ (1 + random(255));
        const [badKey, badValue] = [bytes.slice(0, key.length), bytes.slice(key.length)];
        await inRaw(folder, (raw) =>
          raw.batch([
            { type: "del", key },
            { type: "put", key: badKey, value: badValue },
          ]),
        );
        const store = await openLevelStore(folder);
        await expectNoLies(store, events);
        // The head is counted anew, so only its stray is left to see.
        const report = await store.check();
        if (key[0] === HEAD_KEY[0]) expect(store.counts().events).toBe(60);
        else expect({ key, place, report }).not.toEqual({ key, place, report: SOUND });
        await store.close();
        await inRaw(folder, (raw) =>
          raw.batch([
            { type: "del", key: badKey },
            { type: "put", key, value },
          ]),
        );
      }
      const store = await openLevelStore(folder);
      expect(await store.check()).toEqual(SOUND);
      await store.close();
    }));

  it("rebuilds log and feed index where their entries were lost", () =>
    inFolder(async (folder) => {
      const events = sampleEvents(20);
      await fill(folder, events);
      const [third, fourth] = [events[3] as AuthenticEvent, events[4] as AuthenticEvent];
      await inRaw(folder, async (raw) => {
        await raw.del(logKey(3));
        await raw.del(logKey(19));
        await raw.del(HEAD_KEY);
        await raw.del(feedKey(fourth.device, fourth.seq, fourth.id));
        await raw.del(eventKey((events[7] as AuthenticEvent).id));
      });
      const store = await openLevelStore(folder);
      expect(store.tip()).toEqual({ durable: 20, held: 19, intact: false });
      expect((await loggedIds(store))[3]).toBe("missing");
      const report = await store.check();
      expect(report.log).toEqual([3]);
      expect(report.events).toEqual([{ id: (events[7] as AuthenticEvent).id, fault: "missing" }]);
      expect(report.unindexed).toEqual([third.id, fourth.id, (events[19] as AuthenticEvent).id].sort());
      await heal(store, events);
      expect((await store.feed(deviceOf(4), 0, 10)).map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
      await store.close();
    }));

  it(`never serves a lie when bytes of its files are flipped on disk, ${FILE_FLIPS} times`, () =>
    inFolder(async (folder) => {
      const events = sampleEvents(300, 7);
      await fill(folder, events);
      const random = seededNumbers(10_001);
      const database = join(folder, "db");
      let refusals = 0;
      for (let round = 0; round < FILE_FLIPS; round++) {
        const names = (await readdir(database))
          .filter((name) => /\.(ldb|log)$|^MANIFEST|^CURRENT/.test(name))
          .sort();
        const path = join(database, names[random(names.length)] as string);
        const bytes = await readFile(path);
        if (bytes.length === 0) continue;
        const place = random(bytes.length);
        bytes[place] = (bytes[place] as number) ^ (1 + random(255));
        await writeFile(path, bytes);
        let store: EventStore;
        try {
          store = await openLevelStore(folder);
        } catch (error) {
          expect(error, String((error as OperatorError).details?.["reason"])).toMatchObject({
            code: "store-damaged",
            exitCode: 7,
          });
          refusals++;
          const { aside } = await repairLevelStore(folder);
          expect((await readdir(aside)).length).toBeGreaterThan(0);
          store = await openLevelStore(folder);
        }
        await expectNoLies(store, events);
        expect(store.lastSign()).toEqual({ ok: true, value: signOf(3) });
        try {
          // What is still readable may be damaged where nobody has read; a compaction may yet meet it.
          for (let i = 0; i < events.length; i += 50)
            await store.write(batchOf({ events: events.slice(i, i + 50) }));
          await heal(store, events);
          await store.close();
        } catch (error) {
          if (!(error instanceof OperatorError)) throw error;
          expect(error.code).toBe("store-damaged");
          await store.close();
          await repairLevelStore(folder);
        }
      }
      expect(refusals).toBeGreaterThan(0);
    }));

  it("tells that the durable tail of LevelDB's own log was cut off", () =>
    inFolder(async (folder) => {
      const events = sampleEvents(50);
      const store = await openLevelStore(folder);
      for (let i = 0; i < 50; i += 10)
        await store.write(batchOf({ events: events.slice(i, i + 10), sync: true }));
      await store.write(batchOf({ lastSign: signOf(9) }));
      await store.close();
      const name = (await readdir(join(folder, "db"))).find((entry) => entry.endsWith(".log")) ?? "";
      const path = join(folder, "db", name);
      await truncate(path, Math.floor((await readFile(path)).length / 2));
      const cut = await openLevelStore(folder);
      expect(cut.tip()).toMatchObject({ durable: 50, intact: false });
      expect(cut.tip().held).toBeLessThan(50);
      expect(cut.lastSign()).toEqual({ ok: true, value: signOf(9) });
      await cut.write(batchOf({ events: [events[49] as AuthenticEvent], sync: true }));
      await cut.close();
      // Until the index is rebuilt a restart tells it again.
      const again = await openLevelStore(folder);
      expect(again.tip()).toMatchObject({ durable: 50, intact: false });
      await heal(again, events);
      await again.close();
    }));

  it("does not let LevelDB begin anew where CURRENT is lost", () =>
    inFolder(async (folder) => {
      const events = sampleEvents(10);
      await fill(folder, events);
      const current = join(folder, "db", "CURRENT");
      await writeFile(current, "");
      await expect(openLevelStore(folder)).rejects.toMatchObject({ code: "store-damaged" });
      await rm(current);
      await expect(openLevelStore(folder)).rejects.toMatchObject({ code: "store-damaged" });
      await repairLevelStore(folder);
      const store = await openLevelStore(folder);
      for (const { id, wire } of events) expect(await store.event(id)).toEqual({ ok: true, value: wire });
      expect(store.tip().intact).toBe(true);
      await store.close();
    }));
});
