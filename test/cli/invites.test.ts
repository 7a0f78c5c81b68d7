import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import decodeQR from "qr/decode.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { serveApi } from "../../src/api/serve-api.ts";
import { EXIT } from "../../src/base/operator-error.ts";
import { ok } from "../../src/base/result.ts";
import { checkWords, checkWordsText } from "../../src/node/check-words.ts";
import { foundHome } from "../../src/node/home.ts";
import { readInvite } from "../../src/node/invite-text.ts";
import { CONSENT_WORDS } from "../../src/words/consent-words.ts";
import { EVIDENCE_WORDS } from "../../src/words/evidence-words.ts";
import { LANGS } from "../../src/words/language.ts";
import { PREVIEW_WORDS } from "../../src/words/preview-words.ts";
import { say } from "../../src/words/sentence.ts";
import { BO, fakeNode } from "../api/fake-node.ts";
import { TRIAL_CHARTER } from "../node/homes.ts";
import { inviteLine, returnLine } from "../node/lines.ts";
import { huzhu, type Setting } from "./terminal.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "huzhu-invites-"));
});
afterEach(() => rm(folder, { recursive: true }));

const inNew = (words: readonly string[], setting?: Setting) =>
  huzhu([...words, "--home", join(folder, "new")], setting);
const nothingMade = () => expect(stat(join(folder, "new"))).rejects.toMatchObject({ code: "ENOENT" });

/** The picture's dark pixels, read by another hand than wrote them, as an image. */
function imageOf(png: Buffer) {
  const width = png.readUInt32BE(16);
  const at = png.indexOf("IDAT");
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const stride = 1 + Math.ceil(width / 8);
  expect(rows.length).toBe(width * stride);
  const data = new Uint8Array(width * width * 3);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++) {
      const isLight = ((rows[y * stride + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
      data.fill(isLight ? 255 : 0, 3 * (y * width + x), 3 * (y * width + x + 1));
    }
  return { width, height: width, data };
}

describe("an invite that is given", () => {
  const PEER = "12D3KooWGjgUx7GyPPfHrsAV5TcnnLyKGqjmLJpPMxR3pUhzPbvV";
  const addresses = Array.from({ length: 8 }, (_, n) => `/ip4/192.168.100.10${n}/tcp/40001/p2p/${PEER}`);
  const line = inviteLine({ addresses });
  const giving = async (words: string, lang = "en") => {
    const node = { ...fakeNode(1), invite: async () => ok(line), returnLine: () => ok(returnLine()) };
    const api = await serveApi(node, folder, { onError: () => undefined });
    const session = await huzhu([...words.split(" "), "--home", folder, "--lang", lang]);
    await api.stop();
    return session;
  };

  test.each(LANGS)("is alone on its output; its check words and the rest beside, in %s", async (lang) => {
    for (const [words, wanted] of [
      ["invite", line],
      [`invite --return ${BO}`, returnLine()],
    ] as const) {
      const { exit, out, err } = await giving(words, lang);
      expect({ exit, out }).toEqual({ exit: EXIT.ok, out: wanted });
      expect(err).toContain(checkWordsText(lang, wanted));
      expect(err).not.toMatch(/[{}]|undefined/);
    }
  });

  test("has its check words as data, too", async () => {
    const { out, err } = await giving("invite --json");
    expect(JSON.parse(out)).toMatchObject({ invite: line, checkWords: checkWords(line) });
    expect(err).toBe("");
  });

  test("--qr shows the same line in the terminal", async () => {
    const { out, err } = await giving("invite --qr");
    expect(out).toBe(line);
    const rows = err.split("\n").filter((row) => row.startsWith("\u001b[30;107m"));
    const dark = rows.flatMap((row) => {
      const cells = [...row.slice("\u001b[30;107m".length, -"\u001b[0m".length)];
      return ["▀█", "▄█"].map((shown) => cells.map((cell) => shown.includes(cell)));
    });
    const [width, scale] = [dark[0]?.length ?? 0, 4];
    const image = {
      width: width * scale,
      height: width * scale,
      data: new Uint8Array(3 * (width * scale) ** 2),
    };
    for (let y = 0; y < image.height; y++)
      for (let x = 0; x < image.width; x++) {
        const isDark = dark[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
        image.data.fill(isDark ? 0 : 255, 3 * (y * image.width + x), 3 * (y * image.width + x + 1));
      }
    expect(decodeQR(image)).toBe(line.toUpperCase());
  });

  test("--png writes the same line into a new file of one's own", async () => {
    const file = join(folder, "invite.png");
    expect(await giving(`invite --png ${file}`)).toMatchObject({ exit: EXIT.ok, out: line });
    if (process.platform !== "win32") expect((await stat(file)).mode & 0o777).toBe(0o600);
    const png = await readFile(file);
    expect(readInvite(decodeQR(imageOf(png))).title).toBe("Lane 7");
    const again = await giving(`invite --png ${file}`);
    expect(again).toMatchObject({ exit: EXIT.failure, out: "", err: expect.stringContaining(file) });
    expect(await readFile(file)).toEqual(png);
    expect(await giving(`invite --png ${join(folder, "none", "x.png")}`)).toMatchObject({
      exit: EXIT.failure,
    });
  });
});

describe("an invite that was sent", () => {
  test.each(LANGS)("is shown with all that it says before anything is made, in %s", async (lang) => {
    const line = inviteLine();
    // nobody is at its address: that is asked about before anything else
    const unseen = await inNew(["join", line, "--lang", lang], { answers: ["no"], answer: "no" });
    expect(unseen.exit).toBe(EXIT.failure);
    expect(unseen.err).toContain(say(lang, PREVIEW_WORDS.unseenQuestion));
    expect(unseen.err).not.toContain(say(lang, CONSENT_WORDS.gift));
    const { exit, err } = await inNew(["join", line, "--lang", lang], {
      answers: ["yes", "no"],
      answer: "no",
    });
    expect(exit).toBe(EXIT.failure);
    for (const part of ["An", "Lane 7", "CNY", checkWordsText(lang, line)]) expect(err).toContain(part);
    expect(err).toMatch(/^[^\d\n]+[：:] ?1( 個| 个)?$/m);
    for (const consent of Object.values(CONSENT_WORDS)) expect(err).toContain(say(lang, consent));
    expect(err).toContain(say(lang, EVIDENCE_WORDS.atJoining));
    await nothingMade();
  });

  test("and whose community nobody shows is not joined by a script, unless it says so", async () => {
    const unseen = await inNew(["join", inviteLine(), "--yes"]);
    expect(unseen).toMatchObject({
      exit: EXIT.unreachable,
      out: "",
      err: expect.stringContaining("--unseen"),
    });
    const preview = await inNew(["join", inviteLine(), "--preview"]);
    expect(preview).toMatchObject({
      exit: EXIT.unreachable,
      out: expect.stringContaining("Nobody at these"),
    });
    await nothingMade();
    const joined = await inNew(["join", inviteLine(), "--yes", "--unseen", "--json"]);
    expect(joined.exit).toBe(EXIT.ok);
    expect(JSON.parse(joined.out)).toMatchObject({ title: "Lane 7", preview: null });
    expect((await stat(join(folder, "new", "home.json"))).isFile()).toBe(true);
  });

  test("is read from a file, or from what is piped in", async () => {
    const file = join(folder, "line.txt");
    await writeFile(file, `\ufeff${inviteLine().replace(/.{60}/g, "$&\r\n")}\n`);
    for (const [words, setting] of [
      [["join", "--from", file], {}],
      [["join"], { input: `${inviteLine()}\n` }],
      [["join"], { answers: [inviteLine(), "no"], answer: "no" }],
    ] as const) {
      const { err } = await inNew(words, setting);
      expect(err).toContain(checkWords(inviteLine()).join(" · "));
    }
    await nothingMade();
  });

  test("and none, or a file that cannot be read, is said", async () => {
    expect(await inNew(["join"])).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringMatching(/No line was given/),
    });
    expect(await inNew(["return"])).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringMatching(/No line was given/),
    });
    expect(await inNew(["join", "--from", join(folder, "none")])).toMatchObject({ exit: EXIT.usage });
    expect(await inNew(["join", returnLine()])).toMatchObject({ err: expect.stringMatching(/huzhu return/) });
    expect(await inNew(["return", inviteLine()])).toMatchObject({ err: expect.stringMatching(/huzhu join/) });
  });

  test("and is expired by this machine's clock is told with its date, before any key is made", async () => {
    const { exit, err } = await inNew([
      "join",
      inviteLine({ expiresMs: Date.UTC(2020, 4, 17, 12) }),
      "--yes",
    ]);
    expect({ exit, err }).toEqual({
      exit: EXIT.refused,
      err: expect.stringMatching(/expired[\s\S]*2020-05-1[678]/),
    });
    await nothingMade();
  });

  test("into a folder that has a home is refused; of another community, by its title", async () => {
    const home = join(folder, "new");
    const { home: made } = await foundHome(home, { charter: TRIAL_CHARTER, nickname: "", nowMs: 1 });
    const elsewhere = await inNew(["join", inviteLine(), "--yes"]);
    expect(elsewhere).toMatchObject({
      exit: EXIT.failure,
      err: expect.stringMatching(/"Lane 7", and the folder .* another community/),
    });
    const here = await inNew(["join", inviteLine({ community: made.community }), "--yes"]);
    expect(here.exit).toBe(EXIT.failure);
    expect(here.err).not.toContain("another community");
  });
});

test("a line for coming back is shown with its check words before the 24 words are asked for", async () => {
  const file = join(folder, "line.txt");
  await writeFile(file, returnLine());
  const { err } = await inNew(["return", "--from", file], { answer: "no words" });
  const [before = ""] = err.split("24 words, in one line");
  expect(before).toContain(checkWords(returnLine()).join(" · "));
  await nothingMade();
});
