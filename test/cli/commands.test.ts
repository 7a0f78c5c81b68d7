import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedApi, serveApi } from "../../src/api/serve-api.ts";
import { fromHex } from "../../src/base/bytes.ts";
import { EXIT } from "../../src/base/operator-error.ts";
import { STANDING_LINE } from "../../src/words/standing-line.ts";
import { AN, AUTHORED, BO, type FakeNode, fakeNode, planOf } from "../api/fake-node.ts";
import { huzhu, type Setting } from "./terminal.ts";

/** More than any system gives out. */
const DEAD_PID = 2 ** 30;

let home: string;
let node: FakeNode;
let api: ServedApi | undefined;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "huzhu-cli-"));
});

afterEach(async () => {
  await api?.stop();
  api = undefined;
  await rm(home, { recursive: true });
});

async function serve(served: FakeNode): Promise<void> {
  node = served;
  const onError = (error: unknown): never => {
    throw error;
  };
  api = await serveApi(node, home, { onError });
}

const run = (words: string, setting?: Setting) => huzhu([...words.split(" "), "--home", home], setting);

async function data(words: string): Promise<unknown> {
  const { exit, out, err } = await run(`${words} --json`);
  expect({ exit, err }).toEqual({ exit: EXIT.ok, err: "" });
  return JSON.parse(out);
}

describe("without a running node", () => {
  beforeEach(() => writeFile(join(home, "home.json"), "{}"));

  test.each([
    ["en", /^Your node is not running\. Start it with: huzhu --home \S+ start$/],
    ["zh-Hant", /^您的節點沒有在執行。請啟動它：huzhu --home \S+ start$/],
    ["zh-Hans", /^您的节点没有在运行。请启动它：huzhu --home \S+ start$/],
  ])("a command says so in %s", async (lang, said) => {
    const { exit, out, err } = await run(`status --lang ${lang}`);
    expect(err).toMatch(said);
    expect({ exit, out }).toEqual({ exit: EXIT.notRunning, out: "" });
  });

  test("that was killed, too", async () => {
    // A port of our own on which nobody listens any more.
    await serve(fakeNode(1));
    const port = api?.port ?? 0;
    await api?.stop();
    api = undefined;
    const left = JSON.stringify({ port, token: "a".repeat(64), pid: 1 });
    await writeFile(join(home, "api.json"), left);
    expect((await run("status")).exit).toBe(EXIT.notRunning);
  });

  test("that was killed, and whose port another program has now", async () => {
    const other = await mkdtemp(join(tmpdir(), "huzhu-other-"));
    api = await serveApi(fakeNode(1), other, { onError: () => undefined });
    const left = { port: api.port, token: "a".repeat(64), pid: DEAD_PID };
    await writeFile(join(home, "api.json"), JSON.stringify(left));
    expect((await run("status")).exit).toBe(EXIT.notRunning);
    // while its process lives, the token is at fault
    await writeFile(join(home, "api.json"), JSON.stringify({ ...left, pid: process.pid }));
    expect(await run("status")).toMatchObject({ exit: EXIT.failure, err: expect.stringContaining("token") });
    await rm(other, { recursive: true });
  });

  test("whose api.json is a folder", async () => {
    await mkdir(join(home, "api.json"));
    expect(await run("status")).toMatchObject({
      exit: EXIT.failure,
      err: expect.stringContaining("Check the disk"),
    });
  });

  test("where there is no community, it says how to begin", async () => {
    await writeFile(join(home, "file"), "");
    await mkdir(join(home, "empty"));
    for (const name of ["none", "file", "empty"]) {
      const { exit, err } = await huzhu(["status", "--home", join(home, name)]);
      expect(exit).toBe(EXIT.failure);
      expect(err).toContain("huzhu found");
    }
  });
});

describe("looking", () => {
  beforeEach(() => serve(fakeNode(2, 3)));

  test.each([
    ...["status", "members", "need list", "plan list", "plan show Serious", "claim list", "ledger"],
    ...["outlook Serious", "outlook Serious --tier 2", "motion list", "device list"],
  ])("%s, as words and as data", async (words) => {
    const asked = words.replace("Serious", planOf(node.sealed).slice(0, 8));
    for (const lang of ["en", "zh-Hant", "zh-Hans"]) {
      const { exit, out, err } = await run(`${asked} --lang ${lang}`);
      expect({ exit, err }).toEqual({ exit: EXIT.ok, err: "" });
      expect(out).toContain("Lane 7");
      expect(out.replace("worked out?", "")).not.toMatch(/[{}?]|undefined|\[object/);
    }
    expect(await data(asked)).toMatchObject(words === "status" ? { books: {} } : { moment: { height: 3 } });
  });

  test("what is provisional is marked", async () => {
    expect((await run("claim list")).out).toContain("[provisional, may still change; An seals it alone]");
    expect((await run("claim list")).out).toContain("2 yes, 0 no");
    const sealed = await run("claim list --sealed");
    expect(sealed.out).toContain("[sealed]");
    expect(sealed.out).toContain("0 yes, 0 no");
    expect((await run("claim list --sealed --json")).out).not.toContain('"provisional"');
  });

  test("money is never shown without what it is", async () => {
    for (const words of ["status", "ledger", `plan show ${planOf(node.sealed)}`]) {
      expect((await run(words)).out).toContain(STANDING_LINE.en);
      expect((await run(`${words} --lang zh-Hans`)).out).toContain(STANDING_LINE.hans);
    }
  });

  test("the status says what waits for me", async () => {
    await api?.stop();
    await serve(fakeNode(2));
    expect((await run("status")).out).toMatch(
      /Your vote is wanted, until .*: Bo \(\w{8}\) asks for ¥900\.00/,
    );
  });
});

test("--sealed: exit 6 where it is only provisional", async () => {
  await serve(fakeNode(1, 2));
  const { exit, out } = await run("claim list --sealed");
  expect({ exit, out }).toEqual({ exit: EXIT.provisional, out: "" });
  expect((await run("claim list")).out).toContain("[provisional, not sealed yet; An seals it alone]");
});

test("every figure of a statement can be explained", async () => {
  await serve(fakeNode(4));
  const view = (await data("ledger")) as {
    readonly plans: { sealed: readonly { periods: readonly { share: { ref: string } }[] }[] };
    readonly toPay: readonly { id: string }[];
  };
  const { ref } = view.plans.sealed[0]?.periods[0]?.share ?? { ref: "" };
  for (const lang of ["en", "zh-Hant", "zh-Hans"]) {
    for (const id of [ref, ref.slice(0, 8), view.toPay[0]?.id, planOf(node.sealed)]) {
      const { exit, out, err } = await run(`explain ${id} --lang ${lang}`);
      expect({ exit, err }).toEqual({ exit: EXIT.ok, err: "" });
      expect(out).not.toMatch(/[{}?]|undefined/);
    }
  }
  expect((await run(`explain ${ref}`)).out).toMatch(/Your share: you pay ¥385\.7[12]\./);
});

/** What is typed before a plan is left. */
const TITLE = { answer: "serious illness" };

describe("doing", () => {
  beforeEach(() => serve(fakeNode(4)));

  test("tells what was signed", async () => {
    const plan = planOf(node.sealed).slice(0, 8);
    expect(await data(`claim file --plan ${plan} --day 2026-02-09 --amount 3,000.50`)).toEqual({
      event: AUTHORED,
      kind: "claim",
      standing: "provisional",
    });
    expect(node.authored).toMatchObject([{ kind: "claim", body: { amount: 300_050, incidentDay: 20_493 } }]);
    expect((await run(`leave ${plan} --undo --lang zh-Hant`)).out).toMatch(/^已簽署：撤回退出計畫/);
    expect(node.authored[1]).toMatchObject({ kind: "leave", body: { on: false } });
  });

  test("with --wait, that it is sealed", async () => {
    // Two are called Bo, but only one is owed something.
    expect((await run("pay Bo --wait")).out).toMatch(/^Sealed: says that a payment was sent/);
    const { exit, out } = await run(`leave ${planOf(node.sealed)} --wait`, TITLE);
    expect({ exit, out: out.slice(0, 7) }).toEqual({ exit: EXIT.ok, out: "Sealed:" });
  });

  test("with --wait and not in time, who is missed", async () => {
    const real = node.books;
    const witnesses = [AN, BO].map((member) => ({ member, reported: false }));
    const open = [{ id: AUTHORED, kind: "pay", body: {} }] as never;
    node.books = () => {
      const books = real();
      return books && { ...books, open, witnesses, seenBy: () => [AN] };
    };
    const { exit, err } = await run("pay Bo --wait --timeout 1");
    expect(exit).toBe(EXIT.unreachable);
    expect(err).toMatch(
      /^It is signed and waits to be sealed: 1 of 2 has seen it; waiting for Bo .*\.\nThis was not/,
    );
  });

  test.each([
    ["over-tier", EXIT.refused, "That is more than your tier still gives"],
    ["own-feed-behind", EXIT.unreachable, "This device's own latest entries"],
    ["device-stopped", EXIT.integrity, "This device signs nothing more"],
  ] as const)("refused with %s exits %d", async (code, exitCode, said) => {
    node.refuseWith = code;
    const { exit, err } = await run(`leave ${planOf(node.sealed)}`, TITLE);
    expect(exit).toBe(exitCode);
    expect(err).toContain(said);
  });

  test("a name that could be two lists both", async () => {
    const { exit, err } = await run("ledger --member Bo");
    expect(exit).toBe(EXIT.usage);
    expect(err).toMatch(/^"Bo" could be several members: Bo \(\w{8}\), Bo \(\w{8}\)$/);
  });

  test("a time-out that cannot be read is found before anything is signed", async () => {
    const { exit } = await run(`leave ${planOf(node.sealed)} --wait --timeout soon`, TITLE);
    expect({ exit, authored: node.authored }).toEqual({ exit: EXIT.usage, authored: [] });
  });

  test.each(["", ".", "..", " ", "x".repeat(20_000)])("%j names nothing", async (word) => {
    for (const words of [["explain"], ["plan", "show"], ["claim", "show"]]) {
      const { exit, err } = await huzhu([...words, word, "--home", home]);
      expect(exit).toBe(EXIT.usage);
      expect(err).toMatch(/^There is no (entry|plan|claim) /);
      expect(err.length).toBeLessThan(100);
    }
  });

  test("a tier is named by the number on the screen", async () => {
    const { err } = await run(`plan adopt ${planOf(node.sealed)} --tier 9 --yes`);
    expect(err).toBe('There is no tier "9".');
  });

  test("nobody enters a plan without having seen what it can cost", async () => {
    const plan = planOf(node.sealed);
    const unseen = await run(`plan enrol ${plan} --tier half`);
    expect({ exit: unseen.exit, authored: node.authored }).toEqual({ exit: EXIT.usage, authored: [] });
    expect(unseen.err).toMatch(
      /your share on .* would be ¥[\d.]+ to ¥[\d.]+, .*; never more than ¥10,000\.00/,
    );
    expect(unseen.err).toMatch(/Who carried whom so far:\n {2}full: shares of /);
    const declined = await run(`plan enrol ${plan} --tier half`, { answer: "no" });
    expect({ exit: declined.exit, authored: node.authored }).toEqual({ exit: EXIT.failure, authored: [] });
    expect((await run(`plan enrol ${plan} --tier half`, { answer: "yes" })).exit).toBe(EXIT.ok);
    expect(node.authored).toMatchObject([{ kind: "enrol", body: { tier: 1 } }]);
  });

  test("an invite is one line", async () => {
    expect(await data("invite --days 3")).toMatchObject({ invite: "huzhu1invite" });
    expect((await run("invite")).out.split("\n").at(-1)).toBe("huzhu1invite");
  });

  test("the export is the node's lines", async () => {
    expect(JSON.parse((await run("export --format jsonl")).out)).toMatchObject({ kind: "leave" });
  });
});

test("any other entry is explained by what it is about", async () => {
  await serve(fakeNode(4));
  const plan = fromHex(planOf(node.sealed));
  node.events = async function* () {
    yield { id: AUTHORED, device: node.device, body: { plan, on: true } } as never;
  };
  const { exit, out } = await run(`explain ${AUTHORED.slice(0, 8)}`);
  expect({ exit, out }).toMatchObject({ exit: EXIT.ok, out: expect.stringContaining("was proposed by") });
});

test("Ctrl-C is 130", async () => {
  await serve(fakeNode(1));
  const stop = new AbortController();
  stop.abort("SIGINT");
  expect((await run("status", { stop })).exit).toBe(EXIT.interrupted);
});
