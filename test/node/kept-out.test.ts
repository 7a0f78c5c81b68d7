import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Ban } from "../../src/net/penalty-box.ts";
import { KeptOutFile } from "../../src/node/kept-out.ts";

let home = "";
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "huzhu-test-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const logs: string[] = [];
const open = (nowMs: number) =>
  KeptOutFile.open(
    home,
    () => nowMs,
    (_, message) => void logs.push(message),
  );

async function save(nowMs: number, bans: readonly Ban[]): Promise<void> {
  const file = await open(nowMs);
  const written: Promise<void>[] = [];
  file.keeping((one) => void written.push(one)).changed(bans);
  await Promise.all(written);
}

const restored = async (nowMs: number) => (await open(nowMs)).keeping(() => undefined).restored;

test("who is kept out is known after a restart, for as long as was left", async () => {
  expect(await restored(0)).toEqual([]);
  await save(1_000, [
    { name: "short", leftMs: 500 },
    { name: "long", leftMs: 5_000 },
  ]);
  expect(await restored(2_000)).toEqual([{ name: "long", leftMs: 4_000 }]);
  expect((await stat(join(home, "kept-out.json"))).mode & 0o077).toBe(0);
});

test("a damaged file is as none, and is told", async () => {
  await save(0, [{ name: "long", leftMs: 5_000 }]);
  const file = join(home, "kept-out.json");
  await writeFile(file, (await readFile(file, "utf8")).slice(0, -3));
  logs.length = 0;
  expect(await restored(1)).toEqual([]);
  expect(logs).toEqual(["who was kept out is not known any more"]);
});
