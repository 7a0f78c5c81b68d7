import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COMMAND_WORDS } from "../../src/words/command-words.ts";
import { read } from "./page.ts";

const service = read("deploy/huzhu.service");
const container = read("deploy/Containerfile");
const page = read("docs/mailbox.md");

const isThere = (path: string) => existsSync(new URL(`../../${path}`, import.meta.url));
/** What is set, comments left out. */
const settingsOf = (name: string) =>
  [...service.matchAll(new RegExp(`^${name}=(.*)$`, "gm"))].map(([, v]) => v);

describe("the service file of a mailbox", () => {
  test("starts what is there, by the Node that the project brings, with a command and options that there are", () => {
    const [command = ""] = settingsOf("ExecStart");
    const [node = "", program = "", ...words] = command.replaceAll("%h/huzhu/", "").split(" ");
    expect([node, program].filter((path) => !isThere(path))).toEqual([]);
    const help = execFileSync(process.execPath, [program, "start", "--help"], { encoding: "utf8" });
    expect(words[0]).toBe("start");
    for (const option of words.filter((word) => word.startsWith("--"))) expect(help).toContain(option);
  });

  test("does not forbid the memory that V8 writes its code to, and bounds what it takes", () => {
    expect(settingsOf("MemoryDenyWriteExecute")).toEqual([]);
    expect(settingsOf("Restart")).toEqual(["on-failure"]);
    expect(settingsOf("MemoryMax")).toHaveLength(1);
  });
});

describe("the container file of a mailbox", () => {
  test("copies what is there, and runs as nobody special", () => {
    const copied = [...container.matchAll(/^COPY (?!--from)(.*) \.\/?\S*$/gm)].flatMap(([, words = ""]) =>
      words.split(" "),
    );
    expect(copied).toContain("src");
    expect(copied.filter((path) => !isThere(path))).toEqual([]);
    const last = container.slice(container.lastIndexOf("\nFROM "));
    expect(last.indexOf("\nUSER node\n")).toBeGreaterThan(0);
    expect(last.indexOf("\nUSER node\n")).toBeLessThan(last.indexOf("\nCMD "));
    expect(last).toContain("\nHEALTHCHECK ");
  });
});

test("every command and file that the page names is there", () => {
  const commands = [...page.matchAll(/(?:bin\/huzhu\.js|`huzhu) ([a-z]+)/g)].map(([, word = ""]) => word);
  expect(new Set(commands)).toContain("join");
  expect(commands.filter((word) => !(word in COMMAND_WORDS))).toEqual([]);
  const files = [...page.matchAll(/\b((?:deploy|bench|test)\/[\w./-]+\w)/g)].map(([, path = ""]) => path);
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((path) => !isThere(path))).toEqual([]);
});
