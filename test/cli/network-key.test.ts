import { beforeEach, expect, test } from "vitest";
import { LANGS } from "../../src/words/language.ts";
import { type FakeNode, fakeNode } from "../api/fake-node.ts";
import { servedHome } from "./served-home.ts";
import { huzhu } from "./terminal.ts";

let home: string;
let node: FakeNode;

beforeEach(async () => {
  node = fakeNode(1);
  const served = await servedHome(node);
  home = served.home;
  return served.close;
});

const run = (words: string) => huzhu([...words.split(" "), "--home", home]);

test("status says when the network key was changed, and whether this node has it", async () => {
  expect((await run("status")).out).not.toContain("network key");
  node.key = { changedMs: node.nowMs, isHere: true };
  expect((await run("status")).out).toMatch(/^The network key was changed on \d{4}-.*; this node has it\.$/m);
  node.key = { changedMs: node.nowMs, isHere: false };
  const { out } = await run("status");
  expect(out).toMatch(
    /^The network key was changed on \d{4}-.*; this node goes on with the one before until/m,
  );
  expect(JSON.parse((await run("status --json")).out).network.key).toEqual(node.key);
  const said = await Promise.all(LANGS.map(async (lang) => (await run(`status --lang ${lang}`)).out));
  expect(new Set(said).size).toBe(LANGS.length);
});

test("a motion for a new network key needs no word more, and shows no key", async () => {
  const { exit, out } = await run("motion network-key");
  expect([exit, node.keysDrawn]).toEqual([0, 1]);
  expect(node.authored).toMatchObject([{ kind: "motion", body: { about: { kind: "network-key" } } }]);
  expect(out).not.toMatch(/[0-9a-f]{64}/);
});
