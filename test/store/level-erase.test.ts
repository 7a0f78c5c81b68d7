import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { DeviceKey } from "../../src/base/id.ts";
import { EMPTY_BATCH } from "../../src/peer/batch.ts";
import { DATABASE_FOLDER, openLevelStore } from "../../src/store/level-store.ts";

const text = (value: string) => new TextEncoder().encode(value);

async function isThere(folder: string, wanted: string): Promise<boolean> {
  const db = join(folder, DATABASE_FOLDER);
  const files = await Promise.all((await readdir(db)).map((name) => readFile(join(db, name), "latin1")));
  return files.some((content) => content.includes(wanted));
}

test.each([1, 2, 3])(
  "what a profile said is in no file once it is erased, changed %i times before",
  async (times) => {
    const folder = await mkdtemp(join(tmpdir(), "huzhu-erase-"));
    const store = await openLevelStore(folder);
    const device = "ab".repeat(32) as DeviceKey;
    const say = (said: string, erases: boolean) =>
      store.write({ ...EMPTY_BATCH, sync: true, profiles: [{ device, bytes: text(said), erases }] });
    for (let time = 0; time < times; time++) await say(`Quillfeather ${time}`, false);
    await say("nothing", true);
    expect(await isThere(folder, "Quillfeather")).toBe(true);
    expect(await store.forgetErased(false)).toBe(true);
    expect(await isThere(folder, "Quillfeather")).toBe(false);
    expect((await store.profiles()).map(({ bytes }) => bytes)).toEqual([text("nothing")]);
    expect(await store.forgetErased(false)).toBe(false);
    await store.close();
    await rm(folder, { recursive: true });
  },
);
