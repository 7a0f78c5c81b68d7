import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ServedApi, serveApi } from "../../src/api/serve-api.ts";
import type { CatchingUpTold } from "../../src/node/pace.ts";
import { type FakeNode, fakeNode } from "../api/fake-node.ts";
import { huzhu } from "./terminal.ts";

let home: string;
let node: FakeNode;
let api: ServedApi;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "huzhu-catching-up-"));
  node = fakeNode(1);
  api = await serveApi(node, home, {
    onError: (error) => {
      throw error;
    },
  });
});

afterEach(async () => {
  await api.stop();
  await rm(home, { recursive: true });
});

function tell(catchingUp: CatchingUpTold | null): void {
  const network = node.network();
  node.network = () => ({ ...network, storedEvents: 1_234, catchingUp });
}

const status = async (lang: string) => (await huzhu(["status", "--home", home, "--lang", lang])).out;

const HALFWAY = { what: "history", seals: 40, ofSeals: 90, perSecond: 55, leftMs: 150_500 } as const;

test.each([
  [
    "en",
    "Catching up: 40 of 90 seals and 1234 entries are here.",
    "55 entries a second. About 3 minutes left.",
  ],
  ["zh-Hant", "已有 40 次定案，共 90 次；1234 筆紀錄。", "每秒 55 筆。大約還要 3 分鐘。"],
  ["zh-Hans", "已有 40 次定案，共 90 次；1234 笔记录。", "每秒 55 笔。大约还要 3 分钟。"],
])("status says in %s how far a node has caught up", async (lang, count, rate) => {
  tell(HALFWAY);
  const text = await status(lang);
  expect(text).toContain(count);
  expect(text).toContain(rate);
  tell({ ...HALFWAY, perSecond: null, leftMs: null });
  const first = await status(lang);
  expect(first).toContain(count);
  expect(first).not.toContain(rate.slice(0, 8));
  tell(null);
  expect(await status(lang)).not.toContain(count);
});

test("a newcomer's start and its past are told as what they are", async () => {
  tell({ ...HALFWAY, what: "start" });
  const start = await status("en");
  expect(start).toContain("40 of 90 seals are checked. About 3 minutes left.");
  tell({ ...HALFWAY, what: "past", leftMs: 5 * 3_600_000 });
  const past = await status("en");
  expect(past).toContain("Figures are up to date. Older history is still coming: 40 of 90 seals");
  expect(past).toContain("About 5 hours left.");
});
