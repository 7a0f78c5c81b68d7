import { beforeEach, describe, expect, test } from "vitest";
import { EXIT } from "../../src/base/operator-error.ts";
import { dayOf, dayText } from "../../src/calendar/calendar.ts";
import { localOffsetMinutes } from "../../src/cli/local-offset.ts";
import type { ClockDoubt } from "../../src/peer/clock-guard.ts";
import { type FakeNode, fakeNode } from "../api/fake-node.ts";
import { servedHome } from "./served-home.ts";
import { huzhu, type Setting } from "./terminal.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let home: string;
let node: FakeNode;

beforeEach(async () => {
  node = fakeNode(1);
  const served = await servedHome(node);
  home = served.home;
  return served.close;
});

const run = (words: string, setting?: Setting) => huzhu([...words.split(" "), "--home", home], setting);

describe("status says why no report is given, and what to type", () => {
  const alone = (days: number): ClockDoubt => ({ reason: "alone", sinceMs: node.nowMs - days * DAY });
  test.each<[string, () => ClockDoubt, RegExp]>([
    ["ahead", () => ({ reason: "off", byMs: 3 * HOUR + 5 }), /^! This machine's clock is 3 hours ahead of/m],
    [
      "behind",
      () => ({ reason: "off", byMs: -11 * 60_000 }),
      /^! This machine's clock is 11 minutes behind/m,
    ],
    ["years", () => ({ reason: "off", byMs: 3_652 * DAY + HOUR }), /is 3652 days ahead of/],
    ["alone", () => alone(4), /^! By this machine's clock 4 days have passed since the last seal/m],
    ["asking", () => ({ reason: "asking" }), /^! This machine's clock has jumped/m],
  ])("%s", async (_, doubt, said) => {
    node.doubt = doubt();
    const { out } = await run("status");
    expect(out).toMatch(said);
    expect(out).toMatch(/huzhu --home \S+ clock confirm$/m);
  });

  test("and nothing where the clock is believed", async () => {
    expect((await run("status")).out).not.toContain("machine's clock");
    const { clock } = JSON.parse((await run("status --json")).out);
    expect(clock).toEqual({ nowMs: node.nowMs, doubt: null });
  });

  test.each([
    ["zh-Hant", "這台機器的時鐘比其他成員快 2 天"],
    ["zh-Hans", "这台机器的时钟比其他成员快 2 天"],
  ])("in %s", async (lang, said) => {
    node.doubt = { reason: "off", byMs: 2 * DAY };
    expect((await run(`status --lang ${lang}`)).out).toContain(said);
  });
});

describe("the person confirms the date", () => {
  const today = (plusDays = 0) => dayText(dayOf(node.nowMs + plusDays * DAY, localOffsetMinutes()));

  test("by typing the one that a calendar shows, which this machine does not tell before", async () => {
    node.doubt = { reason: "asking" };
    const { exit, out, err } = await run("clock confirm", { answer: today() });
    expect({ exit, out }).toEqual({ exit: EXIT.ok, out: expect.stringMatching(/^Noted: the date is right/) });
    expect(err).not.toContain(today());
    expect(node.doubt).toBeNull();
  });

  test.each([
    ["another day", () => today(1), EXIT.refused, "Nothing was changed: on this machine it is "],
    ["a reflexive yes", () => "yes", EXIT.usage, "yes"],
    ["nothing", () => "", EXIT.usage, ""],
  ])("%s does not do", async (_, answer, exit, said) => {
    node.doubt = { reason: "asking" };
    const session = await run("clock confirm", { answer: answer() });
    expect(session.exit).toBe(exit);
    expect(session.err).toContain(said);
    expect(node.doubt).toEqual({ reason: "asking" });
  });

  test("where nobody doubts it there is nothing to confirm", async () => {
    const { exit, err } = await run("clock confirm", { answer: today() });
    expect(exit).toBe(EXIT.failure);
    expect(err).toContain("nobody doubts this machine's date");
  });
});
