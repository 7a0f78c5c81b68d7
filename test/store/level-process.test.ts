import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { OperatorError } from "../../src/base/operator-error.ts";
import { openLevelStore } from "../../src/store/level-store.ts";
import { SOUND } from "./conformance.ts";
import { inFolder, loggedIds, sampleEvent, seededNumbers, signOf } from "./sample.ts";

const SCRIPT = fileURLToPath(new URL("./write-until-killed.ts", import.meta.url));
const KILLS = 5;

type Child = ChildProcessByStdio<null, Readable, null>;

function start(folder: string): Child {
  const flags = ["--experimental-strip-types", "--disable-warning=ExperimentalWarning"];
  return spawn(process.execPath, [...flags, SCRIPT, folder], { stdio: ["ignore", "pipe", "inherit"] });
}

/** Reads lines until `wanted` accepts one, kills, and gives the last line that came out whole. */
async function killAfter(child: Child, wanted: (line: string) => boolean): Promise<string> {
  let last = "";
  let isKilled = false;
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    if (isKilled || !wanted(line)) continue;
    child.kill("SIGKILL");
    isKilled = true;
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return last;
}

describe("LevelDB store and other processes", () => {
  it("is refused to a second process, and free again when the first is gone", () =>
    inFolder(async (folder) => {
      const child = start(folder);
      let refusal: unknown;
      for await (const line of createInterface({ input: child.stdout })) {
        if (line !== "open") continue;
        refusal = await openLevelStore(folder).catch((error: unknown) => error);
        child.kill("SIGKILL");
      }
      expect(refusal).toBeInstanceOf(OperatorError);
      expect(refusal).toMatchObject({ code: "home-locked", exitCode: 1, details: { home: folder } });
      await (await openLevelStore(folder)).close();
    }));

  it("is refused to the same process a second time", () =>
    inFolder(async (folder) => {
      const store = await openLevelStore(folder);
      await expect(openLevelStore(folder)).rejects.toMatchObject({ code: "home-locked" });
      await store.close();
    }));

  it(`has all that was announced as durable after ${KILLS} SIGKILLs in the middle of writing`, () =>
    inFolder(async (folder) => {
      const random = seededNumbers(7);
      let announced = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        const target = announced + 2 + random(120);
        const count = (line: string) => Number(line.replace("durable ", ""));
        const last = await killAfter(start(folder), (line) => line !== "open" && count(line) >= target);
        announced = count(last);
        const store = await openLevelStore(folder);
        const { held, intact } = store.tip();
        expect(intact).toBe(true);
        expect(held).toBeGreaterThanOrEqual(announced);
        const ids = await loggedIds(store);
        for (let n = 0; n < announced; n++) expect(ids[n]).toBe(sampleEvent(n % 2 === 0 ? 1 : 0, n).id);
        // The slot is the announced one, or that of a write whose announcement the kill cut off.
        const sign = store.lastSign();
        expect(sign.ok && sign.value.height >= announced && sign.value.height <= held).toBe(true);
        expect(sign).toEqual({ ok: true, value: signOf(sign.ok ? sign.value.height : -1) });
        expect(await store.check()).toEqual(SOUND);
        await store.close();
        announced = held;
      }
    }));
});
