import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXIT, OperatorError } from "../../src/base/operator-error.ts";
import { CliFault } from "../../src/cli/cli-fault.ts";
import { faultJson, faultTold } from "../../src/cli/fault-told.ts";
import { huzhu } from "./terminal.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "huzhu-faults-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("with --json a fault is one object on the error output, and nothing on the other", () => {
  test.each([
    [["invite", "--json"], "home-missing", EXIT.failure, { home: "HOME" }],
    [["join", "--json", "nonsense"], "invite-none", EXIT.failure, {}],
    [["status", "--json"], "home-missing", EXIT.failure, { home: "HOME" }],
    [["pay", "--json"], "missing-argument", EXIT.usage, {}],
    [["statsu", "--json"], "unknown-command", EXIT.usage, { name: "statsu", suggestion: "status" }],
    [["vote", "--json", "a", "maybe"], "bad-choice", EXIT.usage, { value: "maybe" }],
    [
      ["invite", "--json", "--days", "0"],
      "out-of-range",
      EXIT.usage,
      { value: "0", least: "1", most: "365" },
    ],
    [["status", "--json", "--lang", "fr"], "bad-choice", EXIT.usage, { value: "fr" }],
  ] as const)("%j", async (words, code, exitCode, details) => {
    const home = join(folder, "none");
    const { exit, out, err } = await huzhu([...words, "--home", home]);
    expect({ exit, out, lines: err.split("\n").length }).toEqual({ exit: exitCode, out: "", lines: 1 });
    const told = JSON.parse(err) as unknown;
    const named = "home" in details ? { ...details, home } : details;
    expect(told).toMatchObject({ code, exitCode, details: named });
    // the sentence is the one that a person gets
    const asked = words.filter((word) => word !== "--json");
    const { err: said } = await huzhu([...asked, "--home", home]);
    expect(told).toHaveProperty("text", said);
    expect(said).not.toMatch(/^\{/);
  });

  test("in the reader's language; a word after -- is none of its options", async () => {
    const home = join(folder, "none");
    const { err } = await huzhu(["status", "--json", "--lang", "zh-Hant", "--home", home]);
    expect(JSON.parse(err)).toMatchObject({ code: "home-missing", text: expect.stringContaining("資料夾") });
    expect((await huzhu(["status", "--home", home, "--", "--json"])).err).not.toMatch(/^\{/);
  });
});

describe("whatever is thrown has a code", () => {
  test.each([
    ["a rule", new CliFault(EXIT.refused, "vote-twice", ["No."], { event: "ab" }), "vote-twice", 5],
    ["the node", new OperatorError("timed-out", EXIT.unreachable, { seconds: "3" }), "timed-out", 4],
    ["commander", new CommanderError(1, "commander.unknownOption", "'--x'"), "unknown-option", 2],
    ["a bug", new TypeError("x is not a function"), "internal", 1],
    ["no error at all", "x", "internal", 1],
  ] as const)("of %s", (_, error, code, exitCode) => {
    const told = faultTold("en", error, new Command("huzhu"));
    if (typeof told === "number") throw new Error("told as no fault");
    const details =
      error instanceof CliFault || error instanceof OperatorError ? error.details : told.details;
    expect(JSON.parse(faultJson(told))).toEqual({ code, exitCode, text: told.lines.join("\n"), details });
    expect(told.lines.length).toBeGreaterThan(0);
  });

  test("help is no fault", () => {
    expect(faultTold("en", new CommanderError(0, "commander.helpDisplayed", ""), undefined)).toBe(EXIT.ok);
  });
});
