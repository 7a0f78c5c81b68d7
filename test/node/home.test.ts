import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { foundHome } from "../../src/node/home.ts";
import { closeToOthers, readHome } from "../../src/node/home-file.ts";
import { homeOf } from "../../src/node/home-path.ts";
import { readInvite } from "../../src/node/invite-text.ts";
import { TRIAL_CHARTER } from "./homes.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "huzhu-home-"));
});

afterEach(() => rm(folder, { recursive: true }));

const found = (path: string) => foundHome(path, { charter: TRIAL_CHARTER, nickname: "", nowMs: 1 });

describe("a home that cannot be made says so", () => {
  test("under a file, or over one", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    for (const path of [file, join(file, "below")])
      await expect(found(path)).rejects.toMatchObject({ code: "disk-failed", exitCode: 1 });
  });

  test.runIf(process.platform === "linux")("where the system lets nobody make anything", async () => {
    await expect(found("/proc/huzhu")).rejects.toMatchObject({ code: "disk-failed" });
  });
});

test("a file where the folder should be is no home; a damaged one is named", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  await expect(readHome(file)).rejects.toMatchObject({ code: "home-missing" });
  for (const text of ["", "null", "{", '{"version":1}', '{"version":2}']) {
    await writeFile(join(folder, "home.json"), text);
    await expect(readHome(folder)).rejects.toMatchObject({ code: "home-damaged", exitCode: 7 });
  }
  await rm(join(folder, "home.json"));
  await mkdir(join(folder, "home.json"));
  await expect(readHome(folder)).rejects.toMatchObject({ code: "home-damaged" });
});

test.runIf(process.platform !== "win32")("a secret that others could read is theirs no longer", async () => {
  const path = join(folder, "home");
  await found(path);
  expect(await closeToOthers(path)).toBe(false);
  await chmod(path, 0o755);
  await chmod(join(path, "home.json"), 0o644);
  expect(await closeToOthers(path)).toBe(true);
  for (const each of [path, join(path, "home.json")]) expect((await stat(each)).mode & 0o077).toBe(0);
  expect(await closeToOthers(join(folder, "none"))).toBe(false);
});

test("which folder: the option, then the variable, then XDG's, which must be absolute", () => {
  const env = { HUZHU_HOME: "/b", XDG_DATA_HOME: "/c" };
  expect(homeOf({ home: "/a", env })).toBe("/a");
  expect(homeOf({ env })).toBe("/b");
  expect(homeOf({ env: { ...env, HUZHU_HOME: "" } })).toBe("/c/huzhu");
  expect(homeOf({ env: { XDG_DATA_HOME: "c" } })).toBe(homeOf({ env: {} }));
});

test.each([
  "",
  "huzhu1",
  "huzhu1nonsense",
  "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
  "互助",
  "x".repeat(10_000),
])("%j is no invite", (text) => {
  expect(() => readInvite(text)).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^invite-(none|mangled)$/) }),
  );
});
