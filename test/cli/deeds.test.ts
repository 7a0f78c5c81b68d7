import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedApi, serveApi } from "../../src/api/serve-api.ts";
import type { DryRunView } from "../../src/api/views/dry-run-view.ts";
import type { PublicKey } from "../../src/base/id.ts";
import { EXIT } from "../../src/base/operator-error.ts";
import { FIELD_WORDS } from "../../src/words/body-words.ts";
import { AN, AN_IDENTITY, AUTHORED, CHEN, type FakeNode, fakeNode, planOf } from "../api/fake-node.ts";
import { deviceOf } from "../ledger/aid-fixture.ts";
import { writeBoxHome } from "../node/evidence/box-home.ts";
import { huzhu, type Setting } from "./terminal.ts";

let home: string;
let node: FakeNode;
let api: ServedApi;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "huzhu-deeds-"));
  node = fakeNode(2);
  api = await serveApi(node, home, {
    onError: (error) => {
      throw error;
    },
  });
  // An's words are typed here
  for (const { state } of [node.sealed, node.ahead]) {
    const root = AN_IDENTITY.root.publicKey as PublicKey;
    state.members.set(AN, { ...state.members.must(AN), root });
  }
  await writeBoxHome(home, "44".repeat(32));
  await writeFile(join(home, "note.txt"), "a note");
  await writeFile(join(home, "terms.json"), `{ "title": "Serious illness 2" }`);
  await writeFile(join(home, "charter.json"), `{ "vouches": 2 }`);
});

afterEach(async () => {
  await api.stop();
  await rm(home, { recursive: true });
});

const claimOf = () => [...node.sealed.state.claims.entries()].map(([id]) => id)[0] ?? "";

/** What is typed, with names of the village filled in. */
function wordsOf(text: string): readonly string[] {
  const known: Readonly<Record<string, string>> = {
    PLAN: planOf(node.sealed),
    CLAIM: claimOf(),
    CHEN,
    DEVICE: deviceOf(AN, 1),
    NOTE: join(home, "note.txt"),
    TERMS: join(home, "terms.json"),
    CHARTER: join(home, "charter.json"),
  };
  return text.split(" ").map((word) => known[word] ?? word);
}

const run = (text: string, setting?: Setting) => huzhu([...wordsOf(text), "--home", home], setting);

/** Every command that signs, what it signs, and what a person types before. */
const DEEDS = [
  ["plan enrol PLAN --tier half --yes", "enrol", { tier: 1 }],
  ["plan propose --template illness --tier 1", "propose", { tier: 0 }],
  ["claim file --plan PLAN --day 2026-01-04 --amount 20", "claim", { amount: 2_000, for: null }, "yes"],
  ["claim file --plan PLAN --day 2026-01-04 --amount 20 --for CHEN", "claim", { for: bytes(CHEN) }, "yes"],
  ["claim evidence CLAIM NOTE", "evidence", { commitments: [expect.anything()] }, "yes"],
  ["claim seen CLAIM yes", "seen", { matches: true }],
  ["claim appeal CLAIM", "appeal", {}],
  ["claim withdraw CLAIM", "withdraw", {}],
  ["recuse CLAIM", "recuse", {}],
  ["vote CLAIM yes --amount 10", "vote", { choice: "yes", amount: 1_000 }],
  ["contact name CHEN", "contact", { role: "name", other: bytes(CHEN), on: true }],
  ["contact accept CHEN --undo", "contact", { role: "accept", on: false }],
  ["delegate CHEN", "delegate", { to: bytes(CHEN) }],
  ["delegate --undo", "delegate", { to: null }],
  ["leave PLAN", "leave", { on: true }, "serious illness"],
  ["leave PLAN --undo", "leave", { on: false }],
  ["resign", "resign", { on: true }, "An"],
  ["resign --undo", "resign", { on: false }],
  ["motion amend PLAN --terms TERMS", "motion", { about: { kind: "amend" } }],
  ["motion end PLAN", "motion", { about: { kind: "end" } }, "Serious illness"],
  ["motion expel CHEN", "motion", { about: { kind: "expel", member: bytes(CHEN), plan: null } }],
  ["motion expel CHEN --plan PLAN", "motion", { about: { kind: "expel" } }],
  ["motion charter --charter CHARTER", "motion", { about: { kind: "charter", charter: { vouches: 2 } } }],
  ["motion rules 2", "motion", { about: { kind: "rules", rules: 2 } }],
  ["device revoke DEVICE", "revoke", {}, AN_IDENTITY.phrase],
] as const;

function bytes(id: string): Uint8Array {
  return Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

describe.each(DEEDS)("huzhu %s", (words, kind, body, answer = "") => {
  test("signs what it says", async () => {
    expect(await run(words, { answer })).toMatchObject({ exit: EXIT.ok });
    expect(node.authored).toMatchObject([{ kind, body }]);
  });

  test("shows it before, in three languages and as data, and signs nothing", async () => {
    for (const lang of ["en", "zh-Hant", "zh-Hans"]) {
      const { out } = await run(`${words} --dry-run --lang ${lang}`);
      expect(out).toContain(`{"kind":"${kind}","body":{`);
      expect(out).not.toMatch(/undefined|\[object|\?\?/);
    }
    const { exit, out } = await run(`${words} --dry-run --json`);
    const view = JSON.parse(out) as DryRunView;
    expect(view.kind).toBe(kind);
    expect(exit).toBe(view.refused === null ? EXIT.ok : EXIT.refused);
    // a field without words of its own would be shown by its name in the protocol
    expect(view.says.map(({ field }) => field).filter((field) => !Object.hasOwn(FIELD_WORDS, field))).toEqual(
      [],
    );
    expect(node.authored).toEqual([]);
    expect(await readdir(home)).not.toContain("evidence");
  });
});

describe("before it is signed, a name is typed", () => {
  test.each([
    ["leave PLAN", "yes"],
    ["leave PLAN", ""],
    ["motion end PLAN", "An"],
    ["resign", "Serious illness"],
  ])("%s, and not %j", async (words, answer) => {
    const { exit, err } = await run(words, { answer });
    expect(exit).toBe(EXIT.failure);
    expect(err).toContain("That is not the name. Nothing was signed.");
    expect(node.authored).toEqual([]);
  });
});

describe("a dry run says whether it would count", () => {
  test("it would", async () => {
    const { exit, out } = await run("vote CLAIM yes --dry-run");
    expect({ exit, out }).toEqual({
      exit: EXIT.ok,
      out: expect.stringMatching(/vote: yes[\s\S]*As things stand it would count\.\nNothing was signed\.$/),
    });
  });

  test("it would not, and why", async () => {
    const { exit, out } = await run("claim file --plan PLAN --day 2026-01-04 --amount 20,000 --dry-run");
    expect(exit).toBe(EXIT.refused);
    expect(out).toMatch(/amount: ¥20,000\.00\n[\s\S]*it would be refused: That is more than your tier/);
  });

  test("what it proposes is told in plain words, with what it costs", async () => {
    const { out } = await run("plan propose --template illness --tier 1 --dry-run");
    expect(out).toMatch(
      /Every member would see this for ever[\s\S]* {2}name: Serious illness\n[\s\S]*at worst you pay/,
    );
  });
});

test("a device is taken off by the identity key alone", async () => {
  const { exit, err } = await run("device revoke DEVICE", { answer: `${"abandon ".repeat(23)}art` });
  expect({ exit, authored: node.authored }).toEqual({ exit: EXIT.refused, authored: [] });
  expect(err).not.toContain(AUTHORED);
  expect((await run("device list")).out).toMatch(/in use · since .* · this one/);
});
