import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { x25519 } from "@noble/curves/ed25519.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedApi, serveApi } from "../../src/api/serve-api.ts";
import { fromHex, toHex } from "../../src/base/bytes.ts";
import type { ClaimId, HashId } from "../../src/base/id.ts";
import { EXIT } from "../../src/base/operator-error.ts";
import { safeName } from "../../src/cli/safe-name.ts";
import { openWith, sealFor } from "../../src/node/evidence/age-box.ts";
import {
  blobHash,
  commitmentOf,
  type Document,
  decodeDocument,
  encodeDocument,
} from "../../src/node/evidence/document-frame.ts";
import { evidenceFile } from "../../src/node/evidence/evidence-files.ts";
import type { DocumentTold, EvidenceTold } from "../../src/node/evidence/evidence-told.ts";
import { writeWhole } from "../../src/node/evidence/write-whole.ts";
import { AN, BO, type FakeNode, fakeNode, planOf } from "../api/fake-node.ts";
import { writeBoxHome } from "../node/evidence/box-home.ts";
import { huzhu, type Setting } from "./terminal.ts";

const SECRET = "44".repeat(32);
let home: string;
let node: FakeNode;
let api: ServedApi;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "huzhu-evidence-"));
  node = fakeNode(2);
  api = await serveApi(node, home, {
    onError: (error) => {
      throw error;
    },
  });
  for (const { state } of [node.sealed, node.ahead])
    state.claims.set(claimOf(), { ...state.claims.must(claimOf()), member: AN, status: "voting" });
  await writeBoxHome(home, SECRET);
  await writeFile(join(home, "note.txt"), "a note");
});

afterEach(async () => {
  await api.stop();
  await rm(home, { recursive: true });
});

const claimOf = () => ([...node.sealed.state.claims.entries()].map(([id]) => id)[0] ?? "") as ClaimId;
const run = (words: readonly string[], setting?: Setting) => huzhu([...words, "--home", home], setting);
const put = (setting?: Setting, ...options: readonly string[]) =>
  run(["claim", "evidence", claimOf(), join(home, "note.txt"), ...options], setting);

describe("before a document is put before reviewers", () => {
  test.each([
    [
      "en",
      "Every member would see this for ever",
      "Only the reviewers will see this, until 14 days",
      "note.txt (6 B",
    ],
    ["zh-Hant", "每位成員都會永遠看到", "只有評議的人看得到，到決定後 14 天為止", "note.txt（6 B"],
    ["zh-Hans", "每位成员都会永远看到", "只有评议的人看得到，到决定后 14 天为止", "note.txt（6 B"],
  ])("exactly two lists say who will see what, and until when: %s", async (lang, all, some, name) => {
    for (const { out } of [await put({}, "--lang", lang), await put({}, "--dry-run", "--lang", lang)]) {
      expect(out.split(all).length).toBe(2);
      expect(out.split(some).length).toBe(2);
      const [, before = "", after = ""] = out.split(all).flatMap((part) => part.split(some));
      // a document's name is in the second alone
      expect(before).not.toContain("note.txt");
      expect(after).toContain(name);
    }
  });

  test("a claim too is shown so", async () => {
    const words = ["claim", "file", "--plan", planOf(node.sealed), "--day", "2026-01-04", "--amount", "20"];
    const { out } = await run(words);
    expect(out).toMatch(/see this for ever[\s\S]*amount: ¥20\.00\n[\s\S]*Only the reviewers[\s\S]*Signed/);
    expect(node.authored.length).toBe(1);
  });

  test("who says no has signed nothing, and nothing is kept", async () => {
    const { exit, err } = await put({ answer: "no" });
    expect(exit).toBe(EXIT.failure);
    expect(err).toContain("Go on?");
    expect(node.authored).toEqual([]);
    expect(await readdir(home)).not.toContain("evidence");
  });

  test("a copy with its salt and name is kept, for this home's key alone, and matches what is signed", async () => {
    expect(await put({ answer: "yes" })).toMatchObject({ exit: EXIT.ok });
    const [name = ""] = await readdir(join(home, "evidence", claimOf()));
    const path = join(home, "evidence", claimOf(), name);
    expect((await stat(path)).mode & 0o077).toBe(0);
    const blob = new Uint8Array(await readFile(path));
    const document = decodeDocument((await openWith([SECRET], blob)) ?? new Uint8Array()) as Document;
    expect(document).toMatchObject({ name: "note.txt", content: new TextEncoder().encode("a note") });
    expect(await openWith(["55".repeat(32)], blob)).toBeUndefined();
    const commitments = [fromHex(commitmentOf(document))];
    expect(node.authored).toMatchObject([{ body: { commitments } }]);
    expect(name.slice(0, 64)).toBe(commitmentOf(document));
  });

  test("one that is too large, or more than a claim takes, is not signed for", async () => {
    await truncate(join(home, "note.txt"), 8_000_001);
    expect((await put()).err).toContain("has 8.1 MB; the most is 8 MB");
    await truncate(join(home, "note.txt"), 1);
    const seventeen = Array.from({ length: 17 }, () => join(home, "note.txt"));
    const many = await run(["claim", "evidence", claimOf(), ...seventeen]);
    expect(many).toMatchObject({ exit: EXIT.usage, err: expect.stringContaining("at most 16 documents") });
    await truncate(join(home, "note.txt"), 8_000_000);
    const large = await run(["claim", "evidence", claimOf(), ...seventeen.slice(0, 8)]);
    expect(large).toMatchObject({ exit: EXIT.usage, err: expect.stringContaining("too large") });
    expect(node.authored).toEqual([]);
  });
});

/** Puts a document where a reviewer's node would; what it tells of it. */
async function arrived(name: string, text: string): Promise<DocumentTold> {
  const content = new TextEncoder().encode(text);
  const document = { salt: new Uint8Array(16).fill(3), name, content, devices: [] };
  const commitment = commitmentOf(document);
  const key = toHex(x25519.getPublicKey(fromHex(SECRET)));
  const blob = await sealFor([key], encodeDocument(document));
  const hash = blobHash(blob);
  await writeWhole(evidenceFile(home, claimOf(), commitment, { is: "age", hash }), blob);
  return { commitment, standing: "here", hash, bytes: blob.length };
}

function told(documents: readonly DocumentTold[], rest: Partial<EvidenceTold> = {}): EvidenceTold {
  const as = { as: "reviewer", isReviewed: true, isAddressed: true, reviewers: 3 } as const;
  return { ...as, sides: [BO], endMs: null, documents, ...rest };
}

const missing = (standing: "partly" | "awaited" | "differs", bytes = 0): DocumentTold => {
  return { commitment: "aa".repeat(32) as HashId, standing, hash: null, bytes };
};

describe("huzhu claim read", () => {
  const read = (...options: readonly string[]) => run(["claim", "read", claimOf(), ...options]);

  test("says what is here and matches, and writes it where asked, for its owner alone", async () => {
    node.documents = told([await arrived("letter.txt", "ill"), await arrived("../../photo.jpg", "x")]);
    const { exit, out, err } = await read();
    expect([exit, err]).toEqual([EXIT.ok, ""]);
    expect(out).toMatch(/letter\.txt \(3 B\): it is what was committed to[\s\S]*photo\.jpg/);
    expect(out).toContain(`huzhu claim seen ${claimOf().slice(0, 8)} yes`);
    const before = await readdir(home, { recursive: true });
    const folder = join(home, "to-read");
    expect((await read("--out", folder)).exit).toBe(EXIT.ok);
    expect((await readdir(folder)).sort()).toEqual(["1-letter.txt", "2-photo.jpg"]);
    expect(await readFile(join(folder, "1-letter.txt"), "utf8")).toBe("ill");
    expect((await stat(join(folder, "2-photo.jpg"))).mode & 0o077).toBe(0);
    const after = (await readdir(home, { recursive: true })).filter((name) => !name.startsWith("to-read"));
    expect(after.sort()).toEqual(before.sort());
    // nothing is written over
    expect((await read("--out", folder)).err).toContain("1-letter.txt");
    const json = JSON.parse((await read("--json")).out);
    expect(json.documents[0]).toMatchObject({ name: "letter.txt", documentBytes: 3, file: null });
  });

  test.each(["en", "zh-Hant", "zh-Hans"])(
    "says what is not here yet, and from whom it comes: %s",
    async (lang) => {
      node.documents = told([
        await arrived("letter.txt", "ill"),
        missing("awaited"),
        missing("partly", 200_000),
      ]);
      const { exit, out } = await read("--lang", lang);
      expect(exit).toBe(EXIT.unreachable);
      expect(out).toMatch(/letter\.txt[\s\S]* 2[\s\S]*Bo[\s\S]* 3[\s\S]*200 KB/);
      expect(out).not.toContain("claim seen");
    },
  );

  test("says where what came is not what was committed to", async () => {
    node.documents = told([missing("differs")]);
    const { exit, out } = await read();
    expect(exit).toBe(EXIT.refused);
    expect(out).toMatch(/Bo.* sent something else than was committed to/);
    expect(out).toContain(`huzhu claim seen ${claimOf().slice(0, 8)} no`);
  });

  test("does not believe its own disk: another document under that name is none", async () => {
    const [one, other] = [await arrived("letter.txt", "ill"), await arrived("letter.txt", "well")];
    const path = (each: DocumentTold) =>
      evidenceFile(home, claimOf(), each.commitment, { is: "age", hash: each.hash as HashId });
    await writeFile(path(one), await readFile(path(other)));
    node.documents = told([one]);
    const { exit, out } = await read();
    expect(exit).toBe(EXIT.unreachable);
    expect(out).toContain("does not open on this disk");
  });

  test("is for reviewers, and for whoever put them", async () => {
    node.documents = told([await arrived("letter.txt", "ill")], { as: "nobody" });
    expect(await read()).toMatchObject({
      exit: EXIT.refused,
      err: expect.stringContaining("not a reviewer"),
    });
    node.documents = told([missing("awaited")], { isAddressed: false });
    expect((await read()).out).toContain("this is another one");
    node.documents = told([missing("awaited")], { as: "side" });
    expect(await read()).toMatchObject({
      exit: EXIT.ok,
      out: expect.stringContaining("not on this computer"),
    });
    node.documents = null;
    expect((await read()).out).toContain("No documents were put");
  });
});

test.each([
  ["photo.jpg", "photo.jpg"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\x\\a.pdf", "a.pdf"],
  [".bashrc", "bashrc"],
  ["a\u001b[31mred\u202e.txt", "a_[31mred_.txt"],
  ["", "document"],
  ["...", "document"],
  ["報告 1.pdf", "報告 1.pdf"],
  [`${"x".repeat(300)}.pdf`, `${"x".repeat(56)}.pdf`],
])("a name that somebody else gave is made fit for one's own folder: %j", (name, safe) => {
  expect(safeName(name)).toBe(safe);
});
