import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { huzhu } from "./terminal.ts";

async function whatIf(words: string): Promise<unknown> {
  const { exit, out, err } = await huzhu(["whatif", ...words.split(" "), "--json"]);
  expect({ exit, err }).toEqual({ exit: 0, err: "" });
  return JSON.parse(out);
}

test("the accident case of 2018: 1 fen each, 2,460,000 fen left over", async () => {
  expect(await whatIf("--members 34,860,000 --aid 300000 --other 8% --uniform")).toMatchObject({
    collected: 34_860_000,
    surplus: 2_460_000,
    tiers: [{ share: 1 }],
  });
});

test("the same in words, without a node", async () => {
  const words = "whatif --members 34860000 --aid 300,000 --other 24,000 --uniform --lang zh-Hans".split(" ");
  const { out } = await huzhu(words);
  expect(out).toContain("每人付 ¥0.01");
  expect(out).toContain("剩余 ¥24,600.00");
});

test("our own division collects what is given, no more", async () => {
  expect(await whatIf("--members 2,1 --aid 100 --template illness")).toMatchObject({
    collected: 10_000,
    surplus: 0,
    tiers: [{ share: 4286 }, { share: 1428 }],
  });
});

test("terms from a file, in people's words, over a template", async () => {
  const folder = await mkdtemp(join(tmpdir(), "huzhu-terms-"));
  const file = join(folder, "terms.json");
  const caps = { perCase: "0.50", perPeriod: "30", perYear: "300" };
  await writeFile(file, JSON.stringify({ waitingMs: "30d", caps }));
  expect(await whatIf(`--members 10 --aid 100 --template illness --terms ${file}`)).toMatchObject({
    cappedAid: 1_500,
  });
  await writeFile(file, JSON.stringify({ caps: { perCase: null } }));
  const { exit, err } = await huzhu(["whatif", "--members", "10", "--aid", "1", "--terms", file]);
  expect(exit).toBe(2);
  expect(err).toMatch(/this is missing or wrong: \w+/);
  await rm(folder, { recursive: true });
});
