import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** Each bench with a size at which it proves only that it runs; and figures that it must state. */
const benches = [
  { name: "ingest", size: 120, states: ["gossiped one by one", "ranges of feeds", "two threads"] },
  { name: "cold-start", size: 400, states: ["cold start, 400 events", "peak memory"] },
  { name: "bytes-per-event", size: 400, states: ["on the wire", "on disk, compacted", "seals"] },
  { name: "small-costs", size: 400, states: ["a seal of 98 votes", "digest", "among 400 sharers"] },
  { name: "apportion", size: 20, states: ["20 plans x 20 members", "its digest", "has anything due"] },
  {
    name: "seal-cost",
    size: 20,
    states: ["a seal of 20 events by 31 witnesses", "a seal of 50 events: sent"],
  },
];

/** They run whole nodes; most start the built program, and read what it takes in Linux's /proc. */
const benchesOfNodes = [
  // so many that the newcomer starts from a snapshot
  {
    name: "catch-up",
    size: 2_000,
    states: ["catch-up of an empty node, 2,0", "could be used", "peak memory", "killed half-way"],
  },
  { name: "idle-node", size: 1, states: ["idle node, 1 peers", "of a core", "from its start to ready"] },
  {
    name: "traffic-at-rest",
    size: 1,
    states: ["a day at rest, 100 members, 4 peers", "kept alive", "sync", "seals", "renewals"],
  },
];

test.each(benches)("the bench of $name prints its figures", printsItsFigures);

// together they take minutes
const isLong = process.env["HUZHU_LONG"] !== undefined && process.platform === "linux";
test.skipIf(!isLong).each(benchesOfNodes)(
  "the bench of $name prints its figures (skipped but with HUZHU_LONG=1, and where there is no /proc)",
  printsItsFigures,
);

async function printsItsFigures({ name, size, states }: (typeof benches)[number]): Promise<void> {
  const file = fileURLToPath(new URL(`../../bench/${name}.ts`, import.meta.url));
  // a folder of its own, so that no home of an earlier version is found
  const folder = await mkdtemp(join(tmpdir(), "huzhu-test-bench-"));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [file, "--size", String(size)], {
      env: { ...process.env, TMPDIR: folder },
    });
    for (const words of states) expect(stdout).toContain(words);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
