import { cp, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readApiFile } from "../../src/api/api-file.ts";
import type { BooksStatus } from "../../src/api/views/status-view.ts";
import { newIdentity } from "../../src/node/identity.ts";
import { until } from "../node/homes.ts";
import { huzhu, type Session } from "./terminal.ts";

let folder: string;
let phrase: string;
const home = (name: string) => join(folder, name);

const LANG = { HUZHU_LANG: "en" };
const told = (name: string, words: readonly string[], answer?: string): Promise<Session> =>
  huzhu(["--home", home(name), ...words], { env: LANG, ...(answer === undefined ? {} : { answer }) });

/** Runs the node of that home meanwhile. */
async function running<T>(name: string, work: () => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const words = ["--home", home(name), "start", "--listen", "/ip4/127.0.0.1/tcp/0"];
  const node = huzhu(words, { env: LANG, stop });
  try {
    await until(async () => (await readApiFile(home(name))) !== undefined, "an interface");
    return await work();
  } finally {
    stop.abort("SIGTERM");
    await node;
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "huzhu-device-"));
  const founded = await told("ada", ["found", "Lane 7", "--name", "Ada", "--json"]);
  ({ phrase } = JSON.parse(founded.out) as { phrase: string });
});

afterAll(() => rm(folder, { recursive: true }));

const propose = ["plan", "propose", "--template", "illness", "--tier", "1"];

test("a copied folder says what to do, and goes on after the sentence was typed", async () => {
  await cp(home("ada"), home("copy"), { recursive: true });
  await running("copy", async () => {
    const command = `huzhu --home ${home("copy")} device only-copy`;
    await until(async () => (await told("copy", ["status"])).out.includes(command), "told");
    expect(await told("copy", propose)).toMatchObject({ exit: 7, err: expect.stringContaining(command) });
    expect(await told("copy", ["profile", "--pay-to", "jar"])).toMatchObject({ exit: 7 });
    const no = await told("copy", ["device", "only-copy"], "yes");
    expect(no).toMatchObject({ exit: 1, err: expect.stringContaining("Nothing was changed") });
    const yes = await told("copy", ["device", "only-copy"], " This home is the ONLY copy. ");
    expect(yes).toMatchObject({ exit: 0, out: expect.stringContaining("signs again") });
    await until(async () => (await told("copy", propose)).exit === 0, "it signs again");
    expect((await told("copy", ["status"])).out).not.toContain("!");
    expect(await told("copy", ["device", "only-copy"], "這是唯一的一份")).toMatchObject({ exit: 1 });
  });
});

test("a new device asks the 24 words, of this member, with the node stopped", async () => {
  await running("ada", async () => {
    expect(await told("ada", ["device", "new"], phrase)).toMatchObject({ exit: 1 });
  });
  expect(await told("ada", ["device", "new"], "some words")).toMatchObject({
    exit: 2,
    err: expect.stringContaining("2 words were read; places of those on no list: 1"),
  });
  expect(await told("ada", ["device", "new"], newIdentity().phrase)).toMatchObject({
    exit: 5,
    err: expect.stringContaining("another identity"),
  });
  expect(await told("none", ["device", "new"], phrase)).toMatchObject({ exit: 1 });
  const made = await told("ada", ["device", "new"], phrase);
  expect(made).toMatchObject({ exit: 0, out: expect.stringContaining("never signs again") });
  await running("ada", async () => {
    const { out } = await told("ada", ["status"]);
    // its founder's seat was the stopped device's
    expect(out).toContain("You are Ada; this new device of yours waits to be sealed");
    expect(out).toContain("The only witness is another device of yours.");
  });
});

test("a lone founder seals on with the new device, by recover", async () => {
  await running("ada", async () => {
    const { out } = await told("ada", ["status"]);
    expect(out).toContain("1 of 1 have to give their word.");
    const command = `huzhu --home ${home("ada")} recover`;
    expect(out).toContain(`Give yours on this device: ${command}`);
    const shown = await told("ada", ["recover", "--dry-run"]);
    expect(shown).toMatchObject({ exit: 0, out: expect.stringContaining("Nothing was signed.") });
    const given = await told("ada", ["recover"], phrase);
    expect(given).toMatchObject({ exit: 0 });
    await until(async () => (await told("ada", propose)).exit === 0, "the new device signs");
    await until(
      async () => (await told("ada", ["status"])).out.includes("You: Ada (founder) [sealed]"),
      "sealed",
    );
    const { books } = JSON.parse((await told("ada", ["status", "--json"])).out) as { books: BooksStatus };
    expect(books).toMatchObject({ returning: null, recovery: null, recoveries: 1, stoppedAlone: false });
    expect((await told("ada", ["status"])).out).toContain("have recovered this community once");
  });
});

test("a line for who lost a disk, and what is said where it does not fit", async () => {
  const line = await running("copy", () => told("copy", ["invite", "--return", "Ada"]));
  expect(line).toMatchObject({ exit: 0, out: expect.stringMatching(/^huzhuback1[a-z0-9]+$/) });
  const back = (text: string, answer: string) => told("back", ["return", text], answer);
  const cut = line.out.slice(0, -1);
  expect(await back(cut, phrase)).toMatchObject({
    exit: 1,
    err: expect.stringContaining("a letter is wrong"),
  });
  expect(await back(line.out, newIdentity().phrase)).toMatchObject({ exit: 5 });
  await expect(stat(home("back"))).rejects.toMatchObject({ code: "ENOENT" });
  const done = await back(line.out, phrase);
  expect(done).toMatchObject({ exit: 0, out: expect.stringContaining("you are who you were") });
  expect(await back(line.out, phrase)).toMatchObject({ exit: 1, err: expect.stringContaining("already") });
});
