import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { SealId } from "../../src/base/id.ts";
import { newIdentity } from "../../src/node/identity.ts";
import { readBooks } from "../../src/node/old-books.ts";
import { giveRefoundWord, readWords, type WordLine, wordText } from "../../src/node/refound-word.ts";
import { Homes, until } from "../node/homes.ts";
import { huzhu, type Session } from "./terminal.ts";

const homes = new Homes();
let folder: string;
let lineOfBo: WordLine;

function told(name: string, words: readonly string[], answers: readonly string[] = [], lang = "en") {
  const run = async (): Promise<Session> =>
    huzhu(["--home", await homes.folder(name), ...words], { env: { HUZHU_LANG: lang }, answers });
  return run();
}
const phraseOf = (name: string) => homes.identity(name).phrase;
const anew = (name: string) => join(folder, name);
const found = (lines: readonly string[], answers: readonly string[], to = anew("new")) =>
  told("Ada", ["refound", "found", "--to", to, ...lines], answers);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "huzhu-refound-"));
  await homes.found("Ada", { seatAfterMs: 365 * 86_400_000 });
  const empty = await told("Ada", ["refound", "sign", "Ada"], [phraseOf("Ada")]);
  expect(empty).toMatchObject({ exit: 5, err: expect.stringContaining("Nothing is sealed in this folder") });
  await homes.start("Ada");
  await homes.join("Bo", "Ada");
  await homes.start("Bo");
  const isNamed = (name: string) => {
    const { service } = homes.node(name);
    const roll = service.books()?.sealed.state.members.size ?? 0;
    return roll === 2 && service.profiles().length === 2;
  };
  await until(() => isNamed("Ada") && isNamed("Bo"), "both know both");
  await until(() => homes.root("Ada") === homes.root("Bo"), "equal roots");
  const busy = await told("Bo", ["refound", "sign", "Ada"], [phraseOf("Bo")]);
  expect(busy).toMatchObject({
    exit: 1,
    err: expect.stringContaining("Another process is using the folder"),
  });
  await homes.stop("Bo");
  await homes.stop("Ada");
  const books = await readBooks(await homes.folder("Bo"), Date.now());
  const ada = (await readBooks(await homes.folder("Ada"), Date.now())).member;
  const word = giveRefoundWord(books, ada, homes.identity("Bo"));
  if (!word.ok) throw new Error(word.error);
  lineOfBo = word.value;
});

afterAll(async () => {
  await homes.close();
  await rm(folder, { recursive: true });
});

describe("huzhu refound sign", () => {
  test("says what is agreed to, and prints one line that anybody's books can check", async () => {
    const signed = await told("Bo", ["refound", "sign", "Ada"], [phraseOf("Bo")]);
    expect(signed.exit).toBe(0);
    expect(signed.err).toMatch(/^Bo agrees to begin anew with Ada, from seal \d+ .* of "Trial"/);
    expect(signed.err).toContain("Send this line to Ada");
    expect(readWords(signed.out)).toEqual([lineOfBo]);
    const json = await told(
      "Bo",
      ["refound", "sign", lineOfBo.founder.slice(0, 8), "--json"],
      [phraseOf("Bo")],
    );
    expect(JSON.parse(json.out)).toMatchObject({ line: signed.out, founder: lineOfBo.founder });
    expect((await told("Bo", ["refound", "sign", "Ada"], [phraseOf("Bo")], "zh-Hant")).err).toContain(
      "重新開始",
    );
  });

  test("needs a member's name and this member's 24 words", async () => {
    expect(await told("Bo", ["refound", "sign", "Zoe"], [phraseOf("Bo")])).toMatchObject({ exit: 2 });
    expect(await told("Bo", ["refound", "sign", "Ada"], [newIdentity().phrase])).toMatchObject({
      exit: 5,
      err: expect.stringContaining("another identity"),
    });
    expect(await told("Bo", ["refound", "sign", "Ada"], ["some words"])).toMatchObject({ exit: 2 });
  });
});

describe("huzhu refound found", () => {
  test("words are read however they are pasted, and each that does not fit is named", async () => {
    const line = wordText(lineOfBo);
    const broken = line.replace(/(.{40})/g, "$1\n ").toUpperCase();
    expect(readWords(`${broken}\r\n\r\n${line}`)).toEqual([lineOfBo, lineOfBo]);
    expect(readWords(`Bo：「${line}」 > ${broken}。`)).toEqual([lineOfBo, lineOfBo]);
    expect(readWords("")).toEqual([]);
    const answers = [phraseOf("Ada"), "we begin anew"];
    const seal = "ab".repeat(32) as SealId;
    for (const [change, says] of [
      [{ community: lineOfBo.member }, "The word of Bo is for another community"],
      [{ seal, height: 99 }, "The word of Bo is for seal 99 (abababab)"],
      [{ founder: lineOfBo.member }, "The word of Bo is for a founding by Bo, not by you"],
      [{ member: lineOfBo.founder }, "The word of Ada is not signed by that member's 24 words"],
      [{ word: lineOfBo.word.with(3, 0) }, "The word of Bo is not signed by that member's 24 words"],
    ] as const) {
      const wrong = await found([line, wordText({ ...lineOfBo, ...change })], answers);
      expect(wrong).toMatchObject({ exit: 5, err: expect.stringContaining(says) });
    }
    for (const wrong of [line.slice(0, -1), `${line}x`, "huzhu1qq"])
      expect(await found([wrong], answers)).toMatchObject({
        exit: 1,
        err: expect.stringContaining("cannot be read"),
      });
    await expect(stat(anew("new"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("begins nothing without the sentence, with another's words, or where a home is already", async () => {
    const lines = [wordText(lineOfBo)];
    expect(await found(lines, [phraseOf("Ada"), "yes"])).toMatchObject({
      exit: 1,
      err: expect.stringContaining("Nothing was begun"),
    });
    expect(await found(lines, [phraseOf("Bo"), "we begin anew"])).toMatchObject({ exit: 5 });
    await expect(stat(anew("new"))).rejects.toMatchObject({ code: "ENOENT" });
    const there = await found(lines, [phraseOf("Ada"), "we begin anew"], await homes.folder("Bo"));
    expect(there).toMatchObject({ exit: 1, err: expect.stringContaining("already") });
    expect(await told("Ada", ["refound", "found", ...lines])).toMatchObject({ exit: 2 });
  });

  test("makes a home of its own out of a file of words, and leaves the old one as it was", async () => {
    const old = await homes.folder("Ada");
    const before = await readFile(join(old, "home.json"), "utf8");
    const file = join(folder, "words.txt");
    await writeFile(file, `${wordText(lineOfBo)}\n`);
    const done = await told(
      "Ada",
      ["refound", "found", "--to", anew("whole"), "--words", file, "--json"],
      [phraseOf("Ada"), "我們重新開始"],
    );
    expect(done.exit).toBe(0);
    const made = JSON.parse(done.out) as { community: string; coming: string[] };
    expect(made.coming.toSorted()).toEqual([lineOfBo.member, lineOfBo.founder].toSorted());
    expect(made).toMatchObject({ staying: [], kept: { count: 0 }, home: anew("whole") });
    expect(await readFile(join(old, "home.json"), "utf8")).toBe(before);
    expect((await readdir(anew("whole"))).toSorted()).toEqual(["home.json", "store"]);
    const books = await readBooks(anew("whole"), Date.now());
    expect(books.member).toBe(lineOfBo.founder);
    expect(present(books.journal, "a beginning").height).toBe(lineOfBo.height);
    expect(books.home.community).toBe(made.community);
    // who re-founded may do so again: there is a seal to go on from, the old community's
    const alone = await told(
      "Ada",
      ["refound", "found", "--to", anew("alone")],
      [phraseOf("Ada"), "we begin anew"],
    );
    expect(alone.exit).toBe(0);
    expect(alone.err).toContain("Do not come along: Bo");
  });
});
