import { beforeEach, expect, test } from "vitest";
import { twoSealsTold } from "../../src/node/two-seals-told.ts";
import type { Peer } from "../../src/peer/peer.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import type { TwoSeals } from "../../src/seal/two-seals.ts";
import { AN, BO, BO2, CHEN, type FakeNode, fakeNode } from "../api/fake-node.ts";
import { deviceOf } from "../ledger/aid-fixture.ts";
import { headerOf } from "../seal/samples.ts";
import { servedHome } from "./served-home.ts";
import { huzhu } from "./terminal.ts";

const seats = [AN, BO, CHEN, BO2].map((member) => ({ member, device: deviceOf(member) }));
const signed = (...by: readonly number[]) => by.map((seat) => ({ seat, signature: new Uint8Array(64) }));

let home: string;
let node: FakeNode;

beforeEach(async () => {
  node = fakeNode(1);
  const served = await servedHome(node);
  home = served.home;
  return served.close;
});

function twoSeals(round: number): TwoSeals {
  const header = headerOf({ height: 9 });
  const other = { ...header, throughMs: header.throughMs + 60_000 };
  return {
    ours: { header, certificate: { round: 0, signatures: signed(0, 1, 2) } },
    other: { header: other, certificate: { round, signatures: signed(0, 2, 3) } },
  };
}

/** As a node tells it. */
function toldOf(two: TwoSeals) {
  const journal = { seatsNamed: () => seats };
  return twoSealsTold({ seals: { found: two }, journal } as unknown as Peer);
}

const status = async (...words: readonly string[]) => (await huzhu(["status", ...words, "--home", home])).out;

test("status shows both seals, when they were made and who signed which; who signed both is proven", async () => {
  const two = twoSeals(0);
  node.two = toldOf(two);
  const out = await status();
  const [ours, other] = [two.ours, two.other].map(({ header }) => sealIdOf(header).slice(0, 8));
  expect(out).toMatch(
    new RegExp(`^Seal ${ours} \\(in use here\\), dated .*, round 0: signed by An, Bo.* and `, "m"),
  );
  expect(out).toMatch(new RegExp(`^Seal ${other}, dated .*, round 0: signed by An, `, "m"));
  expect(out).toMatch(/^Signed both in one round, which nobody may do: An and /m);
  const { twoSeals: view } = JSON.parse(await status("--json")).books;
  expect(view).toMatchObject({ height: 9, isProof: true, liarsMin: 2 });
  expect(view.both.map(({ id }: { id: string }) => id)).toEqual([AN, CHEN]);
});

test("of different rounds it is a question to them, with how many liars there must be", async () => {
  node.two = toldOf(twoSeals(3));
  const out = await status();
  expect(out).toMatch(
    /^Signed both, in different rounds: An and .* At least 2 of those who signed the earlier/m,
  );
  expect(out).not.toContain("which nobody may do");
});

test("the alarm names the height and both, and says to pay nothing on it", async () => {
  expect(await status()).toMatch(
    /^! There are two different seals at height 4: .{8}, in use here, and .{8}\. .* Pay nothing .*: huzhu --home \S+ status$/m,
  );
  expect(await status("--lang", "zh-Hant")).toContain("請一概不要付款");
});

test("nothing is said where there are none", async () => {
  expect(await status()).not.toContain("(in use here)");
});
