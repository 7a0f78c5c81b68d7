import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openLevelStore } from "../../src/store/level-store.ts";
import { MemoryDisk } from "../../src/store/memory-disk.ts";
import { openMemoryStore } from "../../src/store/memory-store.ts";
import { decodeSlot, encodeSlot, newestSlot, SLOT_BYTES, SLOTS_BYTES } from "../../src/store/slots.ts";
import { batchOf, bytesOf, inFolder, sampleEvent, sampleEvents, seededNumbers, signOf } from "./sample.ts";

const content = (n: number) => ({ tip: { count: n, running: bytesOf(n) }, lastSign: signOf(n) });

function pair(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(SLOTS_BYTES);
  bytes.set(first);
  bytes.set(second, SLOT_BYTES);
  return bytes;
}

describe("slots", () => {
  it("give back what was put in", () => {
    for (const lastSign of [null, "damaged" as const, signOf(0), signOf(7)]) {
      const one = { tip: { count: 5, running: bytesOf(5) }, lastSign };
      expect(decodeSlot(encodeSlot(6, one), 0)).toEqual({ generation: 6, content: one });
    }
  });

  it("are read where their generation belongs, the newer first", () => {
    expect(decodeSlot(encodeSlot(3, content(3)), 0)).toBeUndefined();
    expect(newestSlot(pair(encodeSlot(4, content(4)), encodeSlot(3, content(3))))?.generation).toBe(4);
    expect(newestSlot(pair(encodeSlot(4, content(4)), encodeSlot(5, content(5))))?.generation).toBe(5);
  });

  it("are unreadable after any flipped byte, and torn at any length", () => {
    const slot = encodeSlot(2, content(2));
    const other = encodeSlot(1, content(1));
    const random = seededNumbers(4096);
    for (let i = 0; i < 200; i++) {
      const flipped = slot.slice();
      const place = random(i < 100 ? 400 : SLOT_BYTES);
      flipped[place] = (flipped[place] as number) ^ (1 + random(255));
      expect(newestSlot(pair(flipped, other))?.generation).toBe(1);
      const torn = encodeSlot(0, content(9));
      torn.set(slot.subarray(0, random(250)));
      expect(newestSlot(pair(torn, other))?.generation).not.toBe(2);
    }
  });
});

describe("a power cut", () => {
  it("keeps what was synced, and any whole part of what was not", async () => {
    const disk = new MemoryDisk();
    const store = await openMemoryStore(disk);
    await store.write(batchOf({ events: sampleEvents(4), lastSign: signOf(1) }));
    await store.write(batchOf({ events: [sampleEvent(8, 0)] }));
    await store.write(batchOf({ events: [sampleEvent(8, 1)] }));
    for (const kept of [0, 1, 2]) {
      const after = await openMemoryStore(disk.cut(kept));
      expect(after.tip()).toEqual({ durable: 4, held: 4 + kept, intact: true });
      expect(after.lastSign()).toEqual({ ok: true, value: signOf(1) });
    }
  });

  it("that tears a slot leaves the one before, behind the event that is durable already", async () => {
    const disk = new MemoryDisk();
    const store = await openMemoryStore(disk);
    await store.write(batchOf({ events: sampleEvents(2), lastSign: signOf(1) }));
    await store.write(batchOf({ events: [sampleEvent(8, 0)], lastSign: signOf(2) }));
    for (const torn of [0, 1, 40, 300, SLOT_BYTES - 1]) {
      const after = await openMemoryStore(disk.cut(0, torn));
      expect(after.lastSign()).toEqual({ ok: true, value: signOf(1) });
      expect(after.tip()).toEqual({ durable: 2, held: 3, intact: true });
      await after.write(batchOf({ lastSign: signOf(3) }));
      expect(after.lastSign()).toEqual({ ok: true, value: signOf(3) });
    }
    const whole = await openMemoryStore(disk.cut(0, SLOT_BYTES));
    expect(whole.lastSign()).toEqual({ ok: true, value: signOf(2) });
  });

  it("on a disk that forgets syncs is noticed", async () => {
    for (const forgotten of ["table", "slots"] as const) {
      const disk = new MemoryDisk(forgotten);
      const store = await openMemoryStore(disk);
      await store.write(batchOf({ events: sampleEvents(2), lastSign: signOf(1) }));
      const after = await openMemoryStore(disk.cut());
      if (forgotten === "table") expect(after.tip()).toEqual({ durable: 2, held: 0, intact: false });
      else expect(after.lastSign()).toEqual({ ok: false, error: "missing" });
    }
  });
});

describe("a lost or damaged slots file", () => {
  it("is told as missing, and stays so until something is signed", () =>
    inFolder(async (folder) => {
      const store = await openLevelStore(folder);
      await store.write(batchOf({ events: sampleEvents(2), lastSign: signOf(1) }));
      await store.close();
      await rm(join(folder, "slots"));
      for (let i = 0; i < 2; i++) {
        const again = await openLevelStore(folder);
        expect(again.lastSign()).toEqual({ ok: false, error: "missing" });
        expect(again.tip().intact).toBe(false);
        await again.write(batchOf({ events: [sampleEvent(8, i)], sync: true }));
        await again.close();
      }
    }));

  it("is told as damaged, over restarts and synced writes, until something is signed", () =>
    inFolder(async (folder) => {
      const store = await openLevelStore(folder);
      await store.write(batchOf({ events: sampleEvents(2), lastSign: signOf(1) }));
      await store.close();
      await writeFile(join(folder, "slots"), new Uint8Array(SLOTS_BYTES).fill(0x5a));
      for (let i = 0; i < 3; i++) {
        const again = await openLevelStore(folder);
        expect(again.lastSign()).toEqual({ ok: false, error: "damaged" });
        await again.write(batchOf({ sync: true }));
        await again.close();
      }
      const signed = await openLevelStore(folder);
      await signed.write(batchOf({ lastSign: signOf(5) }));
      await signed.rebuildIndex();
      await signed.close();
      const after = await openLevelStore(folder);
      expect(after.lastSign()).toEqual({ ok: true, value: signOf(5) });
      expect(after.tip()).toEqual({ durable: 2, held: 2, intact: true });
      await after.close();
    }));
});
