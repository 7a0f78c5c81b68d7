import { execFile } from "node:child_process";
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
    // the lower middle of what was voted: 90,001 95,000 100,000 100,000; 80,000 87,654 87,654; 50,000 four times
    expect(aid).toEqual([95_000, 87_654, 50_000]);
    expect(payments).toBeGreaterThan(0);
    expect(whatIf).toEqual({ members: 34_860_000, share: 1, collected: 34_860_000, surplus: 2_460_000 });
    expect(await readdir(folder)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
