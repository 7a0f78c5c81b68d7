import { type ChildProcess, spawn } from "node:child_process";
import { chmod, cp, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiFilePath, readApiFile } from "../../src/api/api-file.ts";
import { EXIT } from "../../src/base/operator-error.ts";
import { sayCode } from "../../src/cli/say-code.ts";
import { REFUSAL_CODES } from "../../src/events/refusals.ts";

/** The command line as its own process, from its sources: every exit code that is promised is reached by one. */
const start = new URL("./start-cli.ts", import.meta.url).pathname;

let folder: string;
let ada: string;
let node: ChildProcess;
let nodeExit: Promise<number | null>;

function spawned(home: string, words: readonly string[]) {
  const env = { ...process.env, HUZHU_LANG: "en" };
  return spawn(process.execPath, [start, "--home", home, ...words], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function closing(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once("close", resolve);
  });
}

async function huzhu(
  home: string,
  ...words: readonly string[]
): Promise<{ exit: number | null; out: string; err: string }> {
  const child = spawned(home, words);
  let [out, err] = ["", ""];
  child.stdout.on("data", (part) => {
    out += part;
  });
  child.stderr.on("data", (part) => {
    err += part;
  });
  return { exit: await closing(child), out, err };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "huzhu-exit-"));
  ada = join(folder, "ada");
  // nothing proposed now is sealed while the test runs
  const charter = join(folder, "charter.json");
  await writeFile(charter, JSON.stringify({ sealEveryMs: "1h" }));
  expect((await huzhu(ada, "found", "Lane 7", "--name", "Ada", "--charter", charter)).exit).toBe(EXIT.ok);
  await chmod(join(ada, "home.json"), 0o644);
  const child = spawned(ada, ["start", "--listen", "/ip4/127.0.0.1/tcp/0", "--json"]);
  node = child;
  nodeExit = closing(child);
  const first = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  expect(JSON.parse(String(first.value))).toMatchObject({ ready: true });
});

afterAll(async () => {
  node.kill("SIGKILL");
  await nodeExit;
  await rm(folder, { recursive: true });
});

test("0: done", async () => {
  expect((await huzhu(ada, "status")).exit).toBe(EXIT.ok);
});

test("1: a home that is there already, in use, or cannot be made", async () => {
  expect((await huzhu(ada, "found", "Again")).exit).toBe(EXIT.failure);
  expect(await huzhu(ada, "start")).toMatchObject({
    exit: EXIT.failure,
    err: expect.stringContaining("Another process"),
  });
  const below = join(ada, "home.json", "below");
  expect(await huzhu(below, "found", "X")).toMatchObject({
    exit: EXIT.failure,
    err: expect.stringContaining("Check the disk"),
  });
});

test("2: typed wrongly", async () => {
  expect((await huzhu(ada, "statsu")).exit).toBe(EXIT.usage);
});

test("3: not running", async () => {
  const other = join(folder, "other");
  await huzhu(other, "found", "Other");
  expect((await huzhu(other, "status")).exit).toBe(EXIT.notRunning);
});

test("4: not in time, and 6: only provisional", async () => {
  const sealed = await huzhu(ada, "plan", "propose", "--template", "illness", "--tier", "1", "--wait");
  expect(sealed.exit).toBe(EXIT.ok);
  const late = await huzhu(ada, "plan", "propose", "--template", "xianghubao", "--wait", "--timeout", "1");
  expect(late).toMatchObject({ exit: EXIT.unreachable, err: expect.stringContaining("within 1 seconds") });
  const [id] = await provisionalPlans();
  expect((await huzhu(ada, "plan", "show", String(id), "--sealed")).exit).toBe(EXIT.provisional);
});

async function provisionalPlans(): Promise<readonly string[]> {
  const { plans } = JSON.parse((await huzhu(ada, "plan", "list", "--json")).out) as {
    readonly plans: readonly { readonly id: string; readonly standing: string }[];
  };
  return plans.filter(({ standing }) => standing === "provisional").map(({ id }) => id);
}

test("5: a rule says no; a program gets its code", async () => {
  const aid = ["--plan", "Serious illness", "--day", "2026-01-01", "--amount", "1"];
  const { exit, err } = await huzhu(ada, "claim", "file", ...aid);
  expect({ exit, said: err !== "" }).toEqual({ exit: EXIT.refused, said: true });
  const asData = await huzhu(ada, "claim", "file", ...aid, "--json");
  expect({ exit: asData.exit, out: asData.out }).toEqual({ exit: EXIT.refused, out: "" });
  const { code, text } = JSON.parse(asData.err) as { readonly code: string; readonly text: string };
  expect(REFUSAL_CODES).toContain(code);
  expect(sayCode("en", code)).toBe(text);
});

test("2: nothing is called so; a program gets what was looked for", async () => {
  const { exit, out, err } = await huzhu(ada, "explain", "nothing", "--json");
  expect({ exit, out }).toEqual({ exit: EXIT.usage, out: "" });
  expect(JSON.parse(err)).toMatchObject({ code: "reference-unknown", details: { reference: "nothing" } });
});

test("5: an invite whose time is over, however it was pasted", async () => {
  const { port, token } = (await readApiFile(ada)) ?? { port: 0, token: "" };
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const wish = { method: "POST", headers, body: JSON.stringify({ validMs: 1 }) };
  const answer = await fetch(`http://127.0.0.1:${port}/v1/invites`, wish);
  const { invite } = (await answer.json()) as { invite: string };
  // as a chat program may hand it on: broken into lines, with marks that nobody sees
  const pasted = `\u2060${invite.slice(0, 60)}\u200b\n${invite.slice(60).toUpperCase()}`;
  const late = join(folder, "late");
  const { exit, err } = await huzhu(late, "join", pasted, "--yes");
  expect(exit).toBe(EXIT.refused);
  expect(err).toMatch(/^This invite has expired\. Ask for a new one\.\n.*\d{4}-\d{2}-\d{2}.*\n$/);
  await expect(stat(late)).rejects.toMatchObject({ code: "ENOENT" });
});

test("7: a home that was damaged", async () => {
  const damaged = join(folder, "damaged");
  await cp(join(folder, "other"), damaged, { recursive: true });
  const whole = await readFile(join(damaged, "home.json"), "utf8");
  await writeFile(join(damaged, "home.json"), whole.slice(0, 100));
  expect((await huzhu(damaged, "start")).exit).toBe(EXIT.integrity);
});

test("a reader that goes early is no fault", async () => {
  const child = spawned(ada, ["export"]);
  child.stdout.destroy();
  expect(await closing(child)).toBe(EXIT.ok);
});

test("130: Ctrl-C, once or with its echo; the token goes, and the secret is its owner's again", async () => {
  expect((await stat(join(ada, "home.json"))).mode & 0o077).toBe(0);
  expect(await readApiFile(ada)).toBeDefined();
  node.kill("SIGINT");
  node.kill("SIGINT");
  expect(await nodeExit).toBe(EXIT.interrupted);
  await expect(stat(apiFilePath(ada))).rejects.toMatchObject({ code: "ENOENT" });
});
