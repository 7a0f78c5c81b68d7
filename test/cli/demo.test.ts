import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { DemoResult } from "../../src/cli/demo/run-demo.ts";

const program = new URL("../../bin/huzhu.js", import.meta.url).pathname;

test("the demo: five processes end with one root, and nothing of it is left behind", async () => {
  const folder = await mkdtemp(join(tmpdir(), "huzhu-demo-test-"));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, "demo", "--json"], {
      env: { ...process.env, TMPDIR: folder },
    });
    const { ok, roots, aid, payments, whatIf } = JSON.parse(stdout) as DemoResult;
    expect(ok).toBe(true);
    expect(roots).toHaveLength(5);
    expect(new Set(roots.map(({ height, root }) => `${height} ${root}`)).size).toBe(1);
    // the lower middle of what was voted in time, which a busy machine decides
    expect([90_001, 95_000, 100_000]).toContain(aid[0]);
    expect([80_000, 87_654]).toContain(aid[1]);
    expect(aid[2]).toBe(50_000);
    expect(payments).toBeGreaterThan(0);
    expect(whatIf).toEqual({ members: 34_860_000, share: 1, collected: 34_860_000, surplus: 2_460_000 });
    expect(await readdir(folder)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s in the middle: everything is stopped and cleared away, exit 130",
  async (signal) => {
    const folder = await mkdtemp(join(tmpdir(), "huzhu-demo-test-"));
    try {
      const demo = spawn(process.execPath, [program, "demo"], {
        env: { ...process.env, TMPDIR: folder },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = once(demo, "exit");
      // its first words: the nodes are being started
      await once(demo.stdout, "data");
      demo.kill(signal);
      expect(await ended).toEqual([130, null]);
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
