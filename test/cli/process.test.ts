import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EXIT } from "../../src/base/operator-error.ts";
import { inviteLine, returnLine } from "../node/lines.ts";

/** The command line as its own process, from its sources. */
const start = new URL("./start-cli.ts", import.meta.url).pathname;

let home: string;

beforeEach(async () => {
  home = join(await mkdtemp(join(tmpdir(), "huzhu-process-")), "home");
});

afterEach(async () => {
  await rm(join(home, ".."), { recursive: true });
});

function spawned(words: readonly string[]) {
  const env = { ...process.env, HUZHU_LANG: "en" };
  return spawn(process.execPath, [start, "--home", home, ...words], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function huzhu(
  ...words: readonly string[]
): Promise<{ exit: number | null; out: string; err: string }> {
  const child = spawned(words);
  let [out, err] = ["", ""];
  child.stdout.on("data", (part) => {
    out += part;
  });
  child.stderr.on("data", (part) => {
    err += part;
  });
  const exit = await new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  return { exit, out, err };
}

test.each([
  ["a line", `${inviteLine()}\n`, EXIT.usage, "Check words:"],
  ["the wrong line", returnLine(), EXIT.failure, "huzhu return"],
  ["nothing", "", EXIT.usage, "No line was given"],
  ["without end", "a".repeat(3_000_000), EXIT.failure, "no invite"],
])("join reads what is piped in: %s", async (_, text, exit, said) => {
  const env = { ...process.env, HUZHU_LANG: "en" };
  const child = spawn(process.execPath, [start, "--home", home, "join"], { env });
  let err = "";
  child.stderr.on("data", (part) => {
    err += part;
  });
  // it stops reading before the end of too much
  child.stdin.on("error", () => undefined);
  child.stdin.end(text);
  const closed = await new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  expect({ closed, err }).toEqual({ closed: exit, err: expect.stringContaining(said) });
});

test("found, start, ask, invite, join, Ctrl-C: with the exit codes that are promised", async () => {
  expect(await huzhu("status")).toMatchObject({ exit: EXIT.failure, out: "" });
  const found = await huzhu("found", "Lane 7", "--name", "An", "--json");
  expect(found).toMatchObject({ exit: EXIT.ok, err: "" });
  const { phrase, community } = JSON.parse(found.out) as { phrase: string; community: string };
  expect(phrase.split(" ").length).toBe(24);
  expect((await stat(join(home, "home.json"))).mode & 0o077).toBe(0);
  expect(await readFile(join(home, "home.json"), "utf8")).not.toContain(
    phrase.split(" ").slice(0, 3).join(" "),
  );
  expect((await huzhu("found", "Again")).exit).toBe(EXIT.failure);
  expect((await huzhu("status")).exit).toBe(EXIT.notRunning);

  const node = spawned(["start", "--listen", "/ip4/127.0.0.1/tcp/0", "--json"]);
  const closed = new Promise<number | null>((resolve) => {
    node.once("close", resolve);
  });
  try {
    const first = await createInterface({ input: node.stdout })[Symbol.asyncIterator]().next();
    expect(JSON.parse(String(first.value))).toMatchObject({ ready: true, community });
    const status = await huzhu("status", "--json");
    expect(JSON.parse(status.out)).toMatchObject({ community, books: { me: { id: community, name: "An" } } });
    const { invite } = JSON.parse((await huzhu("invite", "--json")).out) as { invite: string };
    const other = join(home, "..", "other");
    const unasked = await huzhu("join", invite, "--home", other);
    expect(unasked).toMatchObject({ exit: EXIT.usage, out: "" });
    expect(unasked.err).toContain('An invites you to the community "Lane 7"');
    const joined = await huzhu(
      "join",
      invite.slice(0, 40),
      invite.slice(40),
      "--home",
      other,
      "--yes",
      "--json",
    );
    expect(JSON.parse(joined.out)).toMatchObject({ community, title: "Lane 7", inviter: "An" });
    expect((await huzhu("join", "huzhu1nonsense", "--home", other)).exit).toBe(EXIT.failure);
  } finally {
    node.kill("SIGINT");
  }
  expect(await closed).toBe(EXIT.interrupted);
  expect((await huzhu("status")).exit).toBe(EXIT.notRunning);
});
