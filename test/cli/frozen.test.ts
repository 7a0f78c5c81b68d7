import { beforeEach, expect, test } from "vitest";
import { EXIT } from "../../src/base/operator-error.ts";
import { FORK_BAR_MS } from "../../src/events/kinds/fork.ts";
import type { Fork } from "../../src/state/records.ts";
import { BO, CHEN, type FakeNode, fakeNode } from "../api/fake-node.ts";
import { deviceOf, id } from "../ledger/aid-fixture.ts";
import { servedHome } from "./served-home.ts";
import { huzhu } from "./terminal.ts";

let home: string;
let node: FakeNode;

beforeEach(async () => {
  node = fakeNode(2, 3);
  node.alarms = [];
  const served = await servedHome(node);
  home = served.home;
  return served.close;
});

const run = (words: string) => huzhu([...words.split(" "), "--home", home]);

/** As a seal leaves it. */
function freeze(member: typeof BO, shown: Pick<Fork, "seq" | "place">, stoppedMs = node.sealed.nowMs): void {
  const { state } = node.sealed;
  const device = deviceOf(member);
  state.forks.set(device, { device, ids: [id("one") as never, id("other") as never], ...shown });
  const record = state.devices.must(device);
  state.devices.set(device, { ...record, status: "frozen", stoppedBy: id("fork") as never, stoppedMs });
  const barredUntilMs = stoppedMs + FORK_BAR_MS;
  state.witnesses.set(member, { device, on: true, seenMs: 0, height: 0, barredUntilMs });
}

const PLACE = { epoch: 0, height: 7, round: 2, step: "prevote" };

test("status and members name whose device is frozen, why, since when, and until when there is no seat", async () => {
  freeze(CHEN, { seq: 5, place: null });
  for (const words of ["status", "members"]) {
    const { exit, out } = await run(words);
    expect(exit).toBe(EXIT.ok);
    expect(out).toMatch(
      /^Device \w{8} of \w{8} is frozen since 20[^:]*:\d\d: it signed two different histories, from its entry 5 on\. \w{8} has no seat before 20/m,
    );
  }
  const { books } = JSON.parse((await run("status --json")).out);
  expect(books.frozen).toEqual([
    {
      device: deviceOf(CHEN),
      member: { id: CHEN, name: expect.any(String) },
      sinceMs: node.sealed.nowMs,
      barredUntilMs: node.sealed.nowMs + FORK_BAR_MS,
      ...{ seq: 5, place: null },
    },
  ]);
});

test.each([
  ["prevote", 7, "it signed two different words as a witness (first vote, seal 7, round 2)"],
  ["precommit", 7, "(second vote, seal 7, round 2)"],
  ["mandate", 0, "it signed two different words in a recovery (its member's word, to epoch 3, round 2)"],
])("two words of a seat say their place: %s", async (step, height, said) => {
  freeze(BO, { seq: null, place: { ...PLACE, epoch: 3, height, step } });
  expect((await run("members")).out).toContain(said);
  for (const lang of ["zh-Hant", "zh-Hans"])
    expect((await run(`members --lang ${lang}`)).out).not.toMatch(/[{}?]|undefined|first vote/);
});

test("once the member may have a seat again, only the list of members still says it", async () => {
  freeze(BO, { seq: null, place: PLACE }, node.sealed.nowMs - FORK_BAR_MS - 1);
  expect((await run("status")).out).not.toContain("frozen");
  const { out } = await run("members");
  expect(out).toContain("is frozen since");
  expect(out).not.toContain("has no seat before");
});

test("the alarm names the member, until a seal says it; a device that nobody has is named by its key", async () => {
  node.alarms = [
    { code: "device-forked", device: deviceOf(BO) },
    { code: "device-forked", device: id("stranger") },
  ];
  const { out } = await run("status");
  expect(out).toMatch(
    /^! Device \w{8} of Bo \(\w{8}\) signed two different things for one place; it will be/m,
  );
  expect(out).toContain(`! Device ${id("stranger").slice(0, 8)} signed two different histories;`);
  const { network } = JSON.parse((await run("status --json")).out);
  expect(network.alarms.map(({ member }: { member: unknown }) => member)).toMatchObject([{ id: BO }, null]);
  freeze(BO, { seq: null, place: PLACE });
  const after = (await run("status")).out;
  expect(after).not.toContain("it will be frozen.\n! Device");
  expect(after.match(/of Bo/g)).toHaveLength(1);
});
