import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { EMPTY_BATCH } from "../../src/peer/batch.ts";
import { openLevelStore } from "../../src/store/level-store.ts";
import { MemoryDisk } from "../../src/store/memory-disk.ts";
import { openMemoryStore } from "../../src/store/memory-store.ts";
import type { StoreMedium } from "../../src/store/table-store.ts";
import { batchOf, inFolder, loggedIds, sampleEvent, sampleEvents, signOf } from "./sample.ts";

/** A medium whose next slot or table write fails with this error; all later ones would succeed. */
function failingOnce(medium: StoreMedium, part: "slots" | "table", error: Error) {
  let isArmed = false;
  const fail = () => {
    if (!isArmed) return;
    isArmed = false;
    throw error;
  };
  const failing: StoreMedium = {
    home: medium.home,
    table: {
      ...medium.table,
      write: async (ops, sync) => {
        if (part === "table") fail();
        await medium.table.write(ops, sync);
      },
    },
    slots: {
      ...medium.slots,
      write: async (offset, slot) => {
        if (part === "slots") fail();
        await medium.slots.write(offset, slot);
      },
    },
  };
  return {
    failing,
    arm: () => {
      isArmed = true;
    },
  };
}

const errno = (code: string) => Object.assign(new Error(`${code}: write`), { code });
const levelError = (reason: string) =>
  Object.assign(new Error(`IO error: db/3.log: ${reason}`), { code: "LEVEL_IO_ERROR" });

describe("a disk that fails", () => {
  it.each([
    ["slots", errno("ENOSPC"), "disk-full"],
    ["slots", errno("EIO"), "disk-failed"],
    ["table", levelError("No space left on device"), "disk-full"],
    ["table", levelError("Input/output error"), "disk-failed"],
    ["table", Object.assign(new Error("Corruption: x"), { code: "LEVEL_CORRUPTION" }), "store-damaged"],
  ] as const)("in the %s: %s is %s, once and for all", async (part, error, code) => {
    const disk = new MemoryDisk();
    const { failing, arm } = failingOnce(disk, part, error);
    const store = await openMemoryStore(failing);
    await store.write(batchOf({ events: sampleEvents(3), lastSign: signOf(1) }));
    arm();
    const results = await Promise.allSettled([
      store.write(batchOf({ events: [sampleEvent(8, 0)], lastSign: signOf(2) })),
      store.write(batchOf({ events: [sampleEvent(8, 1)] })),
    ]);
    for (const result of results) expect(result).toMatchObject({ status: "rejected", reason: { code } });
    await expect(store.write(EMPTY_BATCH)).rejects.toMatchObject({ code, details: { home: "memory" } });
    expect((await store.event(sampleEvent(0, 0).id)).ok).toBe(true);
    expect(store.lastSign()).toEqual({ ok: true, value: signOf(1) });
    await store.close();
  });

  it("is told as full when it really is", async (context) => {
    await inFolder(async (folder) => {
      try {
        execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], { stdio: "ignore" });
      } catch {
        context.skip("mounting a small disk needs root");
      }
      try {
        const store = await openLevelStore(folder);
        let acknowledged = 0;
        let refusal: unknown;
        for (let n = 0; n < 3000 && refusal === undefined; n++)
          await store.write(batchOf({ events: [sampleEvent(0, n, 0, 3000)], sync: true })).then(
            () => {
              acknowledged++;
            },
            (error: unknown) => {
              refusal = error;
            },
          );
        expect(refusal).toMatchObject({ code: "disk-full", exitCode: 1, details: { home: folder } });
        await expect(store.write(EMPTY_BATCH)).rejects.toBe(refusal);
        await store.close();
        execFileSync("mount", ["-o", "remount,size=16m", folder]);
        const again = await openLevelStore(folder);
        expect((await loggedIds(again)).length).toBeGreaterThanOrEqual(acknowledged);
        expect(again.tip()).toMatchObject({ durable: acknowledged, intact: true });
        await again.close();
      } finally {
        // Lazily: a store that the failing test left open must not keep the mount.
        execFileSync("umount", ["-l", folder]);
      }
    });
  });
});
