import { beforeEach, describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { fromHex } from "../../src/base/bytes.ts";
import { EXIT } from "../../src/base/operator-error.ts";
import { verifySignature } from "../../src/events/signature.ts";
import { newIdentity } from "../../src/node/identity.ts";
import { verifyMandate } from "../../src/seal/mandate.ts";
import { communityOf, ONLY } from "../../src/state/state.ts";
import { EARLY_WORDS } from "../../src/words/recovery-words.ts";
import { AN, AN_IDENTITY, AUTHORED, BO, CHEN, type FakeNode, fakeNode } from "../api/fake-node.ts";
import { DAY } from "../ledger/aid-fixture.ts";
import { servedHome } from "./served-home.ts";
import { huzhu, type Setting } from "./terminal.ts";

let home: string;
let node: FakeNode;

beforeEach(async () => {
  node = fakeNode(2, 3);
  const served = await servedHome(node);
  home = served.home;
  return served.close;
});

const run = (words: string, setting?: Setting) => huzhu([...words.split(" "), "--home", home], setting);
const due = () => {
  const dueMs = node.sealed.nowMs;
  node.told = { ...node.told, dueMs, isDue: true };
};
const PHRASE = { answer: AN_IDENTITY.phrase };

describe("before the 24 words are asked for", () => {
  test("it says who seals, who has given their word, how many it takes and from when", async () => {
    node.told = { ...node.told, given: [BO, CHEN] };
    const { exit, out, err } = await run("recover --dry-run");
    expect({ exit, err }).toEqual({ exit: EXIT.ok, err: "" });
    expect(out).toContain("Sealed by An alone.");
    expect(out).toMatch(/^Recovery: 2 of 3 needed have given their word: Bo.* All 4 members may\.$/m);
    expect(out).toContain("At least 1 of the witnesses An must be among them.");
    expect(out).toMatch(/^It goes on from seal \d+ \(\w{8}\), or from the next one/m);
    expect(out).toMatch(/^Unless every witness gives their word it begins no earlier than 20/m);
    expect(out).toContain("With your word you give up your seat at once");
    due();
    node.told = { ...node.told, seats: [BO], height: 0, sealId: null };
    const other = (await run("recover --dry-run")).out;
    expect(other).toContain("You have no seat, so your word costs you nothing");
    expect(other).toContain("The time for it has come");
    expect(other).toContain("Nothing is sealed yet: it goes on from the beginning");
  });

  test.each(["zh-Hant", "zh-Hans"])("in %s", async (lang) => {
    const { out } = await run(`recover --dry-run --lang ${lang}`);
    expect(out).not.toMatch(/[{}?]|undefined/);
    expect(out).toMatch(/您的 24 [個个]/u);
  });

  test("a dry run shows what would be signed and seen for ever, and signs nothing", async () => {
    const { device, boxKey } = present(node.told.voice ?? undefined, "a voice");
    const { out } = await run("recover --dry-run");
    for (const part of [node.community, device, boxKey, AN, "epoch 1", "Every member sees that for ever"])
      expect(out).toContain(part);
    const { statement } = JSON.parse((await run("recover --dry-run --json")).out);
    expect(statement).toEqual({ community: node.community, epoch: 1, member: AN, device, boxKey });
    expect(node.words).toEqual([]);
  });

  test("who gives it too early types that the seat is given up", async () => {
    const no = await run("recover", { answers: ["yes", AN_IDENTITY.phrase] });
    expect(no).toMatchObject({ exit: EXIT.failure, err: expect.stringContaining("Nothing was signed") });
    expect(no.err).toContain("It is early for that: recovery becomes possible by itself on 20");
    expect(node.words).toEqual([]);
    for (const words of [`  ${EARLY_WORDS.en.toUpperCase()}. `, EARLY_WORDS.hans]) {
      const yes = await run("recover", { answers: [words, AN_IDENTITY.phrase] });
      expect(yes.exit).toBe(EXIT.ok);
      expect(node.words).toHaveLength(1);
      node.words.length = 0;
      node.told = {
        ...node.told,
        given: [],
        voice: node.told.voice && { ...node.told.voice, isGiven: false },
      };
    }
  });

  test.each([
    ["device-stopped", EXIT.integrity, /device new\nThen start the node, and type again: huzhu .* recover/],
    ["device-moved", EXIT.integrity, /device only-copy/],
  ] as const)("a device that signs nothing is told so: %s", async (fault, exit, said) => {
    node.told = { ...node.told, fault };
    const session = await run("recover", PHRASE);
    expect(session.exit).toBe(exit);
    expect(session.err).toMatch(said);
    expect(session.err).not.toContain("24 words, in one line");
  });

  test("who is not on the roll, or has given their word, is told so", async () => {
    const voice = present(node.told.voice ?? undefined, "a voice");
    node.told = { ...node.told, voice: null };
    expect(await run("recover", PHRASE)).toMatchObject({ exit: EXIT.refused });
    node.told = { ...node.told, voice: { ...voice, isGiven: true } };
    const again = await run("recover", PHRASE);
    expect(again).toMatchObject({ exit: EXIT.failure, err: expect.stringContaining("already") });
    expect(node.words).toEqual([]);
  });
});

describe("the word", () => {
  beforeEach(due);

  test("is the root's signature for this device, in this recovery; then it says what is waited for", async () => {
    node.told = { ...node.told, given: [BO] };
    const { exit, out, err } = await run("recover", PHRASE);
    expect(exit).toBe(EXIT.ok);
    expect(err).not.toContain("early");
    expect(out).toMatch(/^Your word is given .* 2 of 3 needed have given theirs: Bo.* and An\.$/m);
    expect(out).toContain("Leave this node running");
    const [{ epoch = 0, signature = new Uint8Array() } = {}] = node.words;
    const { member, device, boxKey, root } = present(node.told.voice ?? undefined, "a voice");
    const { community } = node;
    const statement = { community, epoch, member, device, boxKey };
    expect(epoch).toBe(1);
    expect(verifyMandate(root, statement, signature, verifySignature)).toBe(true);
    expect(verifyMandate(root, { ...statement, epoch: 2 }, signature, verifySignature)).toBe(false);
    expect(fromHex(root)).toHaveLength(32);
  });

  test("as data", async () => {
    const { out, err } = await run("recover --json", PHRASE);
    expect(JSON.parse(out)).toMatchObject({ epoch: 1, recovery: { needed: 3, isMine: true } });
    expect(err).not.toContain("Recovery:");
  });

  test("by another identity's words is none, and the node is not asked", async () => {
    const session = await run("recover", { answer: newIdentity().phrase });
    expect(session).toMatchObject({ exit: EXIT.refused, err: expect.stringContaining("another identity") });
    expect(node.words).toEqual([]);
    expect((await run("recover", { answer: "some words" })).exit).toBe(EXIT.usage);
  });

  test.each([
    ["recovery-over", EXIT.failure, "another recovery came about"],
    ["votes-missing", EXIT.unreachable, "cannot be shown yet"],
    ["certificate-wrong", EXIT.refused, ""],
  ] as const)("may be turned down by the node: %s", async (code, exit, said) => {
    node.refuseWord = code;
    const session = await run("recover", PHRASE);
    expect(session.exit).toBe(exit);
    expect(session.err).toContain(said);
  });
});

describe("status", () => {
  test("shows a recovery under way, and how to give one's word", async () => {
    expect((await run("status")).out).not.toMatch(/Recovery:|your word/);
    node.told = { ...node.told, given: [BO, CHEN] };
    const { out } = await run("status");
    expect(out).toMatch(/^Recovery: 2 of 3 needed have given their word: Bo/m);
    expect(out).toMatch(/^To give your word: huzhu --home \S+ recover$/m);
    const voice = present(node.told.voice ?? undefined, "a voice");
    node.told = { ...node.told, given: [AN, BO], voice: { ...voice, isGiven: true } };
    const mine = (await run("status")).out;
    expect(mine).toContain("You have given your word. Leave this node running.");
    expect(mine).not.toContain("To give your word");
    const { recovery } = JSON.parse((await run("status --json")).out).books;
    expect(recovery).toMatchObject({ epoch: 1, needed: 3, members: 4, isMine: true, isAgreed: false });
    expect(recovery.given.map(({ name }: { name: string }) => name)).toEqual([
      "An",
      expect.stringMatching(/^Bo/),
    ]);
  });

  test.each([
    [1, /^The members have recovered this community once, /m],
    [3, /^The members have recovered this community 3 times, /m],
  ])("says how often there was one: %i", async (epoch, said) => {
    const { state } = node.sealed;
    state.community.set(ONLY, { ...communityOf(state), epoch });
    expect((await run("status")).out).toMatch(said);
  });

  test("says what to type once it is due and nothing is sealed", async () => {
    const real = node.books;
    const { throughMs } = communityOf(node.sealed.state);
    const open = [{ id: AUTHORED, kind: "claim", body: {}, seq: 1 }] as never;
    const witnesses = [{ member: BO, reported: false }];
    const at = (nowMs: number) => {
      node.told = { ...node.told, dueMs: throughMs + 30 * DAY };
      node.books = () => ({ ...present(real() ?? undefined, "books"), open, witnesses, nowMs });
    };
    at(throughMs + 29 * DAY);
    const early = (await run("status")).out;
    expect(early).toContain("If it stays so, recovery becomes possible on");
    expect(early).not.toContain("To give your word");
    at(throughMs + 30 * DAY);
    expect((await run("status")).out).toMatch(/^To give your word: huzhu --home \S+ recover$/m);
  });

  test("says that one was agreed on, and who seals from then on", async () => {
    node.told = { ...node.told, epoch: 2, isAgreed: true, seats: [BO] };
    expect((await run("status")).out).toMatch(
      /^The members have agreed on a recovery\. From here on these seal: Bo/m,
    );
  });

  test("a device that held the only seat and stopped: first a new one, then recover", async () => {
    node.alarms = [{ code: "device-stopped", reason: "missing" }];
    node.sealed.state.seats.set("0" as never, { member: AN, device: node.device });
    const { out } = await run("status");
    expect(out).toMatch(
      /After the new device \(huzhu .* device new\) start the node, and give your word: huzhu .* recover\./,
    );
    expect(out).toContain("In all 3 of 4 members have to.");
  });
});
