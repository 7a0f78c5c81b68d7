import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedApi, serveApi } from "../../src/api/serve-api.ts";
import { EXIT } from "../../src/base/operator-error.ts";
import { charterOf } from "../../src/state/state.ts";
import { AN, AUTHORED, BO, BO2, CHEN, type FakeNode, fakeNode, planOf } from "../api/fake-node.ts";
import { DAY, deviceOf, type Said, START_MS, TERMS } from "../ledger/aid-fixture.ts";
import { huzhu } from "./terminal.ts";

let home: string;
let node: FakeNode;
let api: ServedApi | undefined;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "huzhu-waits-"));
});

afterEach(async () => {
  await api?.stop();
  api = undefined;
  await rm(home, { recursive: true });
});

async function serve(steps: number): Promise<void> {
  node = fakeNode(steps);
  api = await serveApi(node, home, {
    onError: (error) => {
      throw error;
    },
  });
}

function say(member: Said["member"], kind: Said["kind"], body: Said["body"]): Said {
  return { member, kind, body };
}

/** The same in what is sealed and in what is held. */
function lives(afterMs: number, ...said: readonly Said[]): readonly string[] {
  const ids = [node.sealed, node.ahead].map((each) => each.seal(each.nowMs + afterMs, ...said));
  for (const id of ids[0] ?? []) expect(node.sealed.outcomes.get(id)).toBeNull();
  return ids[0] ?? [];
}

/** The screen in English; in every language it says what it means. */
async function screen(words: string): Promise<string> {
  const texts: string[] = [];
  for (const lang of ["en", "zh-Hant", "zh-Hans"]) {
    const { exit, out, err } = await huzhu([...words.split(" "), "--home", home, "--lang", lang]);
    expect({ exit, err }).toEqual({ exit: EXIT.ok, err: "" });
    expect(out.replace("worked out?", "")).not.toMatch(/[{}?]|undefined|\[object/);
    texts.push(out);
  }
  return texts[0] ?? "";
}

describe("the status says what waits for me", () => {
  beforeEach(() => serve(1));

  test("a motion, with what it is about", async () => {
    const plan = planOf(node.sealed);
    const terms = { ...TERMS, noticeMs: 4 * DAY };
    const [motion] = lives(DAY, say(BO, "motion", { about: { kind: "amend", plan, terms } }));
    expect(await screen("status")).toMatch(
      /Your vote is wanted, until .*: change a plan's terms · Serious illness \(motion \w{8}\)\. .*huzhu motion show \w{8}/,
    );
    expect(await screen("motion list")).toMatch(
      /change a plan's terms · Serious illness · put by Bo .*voted/,
    );
    expect(await screen(`explain ${motion}`)).toContain("put a motion: change a plan's terms");
  });

  test("a motion, line by line: what ends and what comes in its place", async () => {
    const plan = planOf(node.sealed);
    const terms = { ...TERMS, title: "Illness", noticeMs: 4 * DAY };
    const charter = { ...charterOf(node.sealed.state), objections: 2, objectionMs: 7 * DAY };
    const abouts = [
      { kind: "amend", plan, terms },
      { kind: "charter", charter },
      { kind: "expel", member: CHEN, plan: null },
      { kind: "rules", rules: 3 },
    ];
    const [amend, change, expel, rules] = lives(DAY, ...abouts.map((about) => say(BO, "motion", { about })));
    const amended = await screen(`motion show ${amend}`);
    expect(amended).toMatch(/ {2}- name: Serious illness\n[\s\S]*instead:\n {2}\+ name: Illness\n/);
    expect(amended).toMatch(/ {2}\+ .*4 days of public notice/);
    expect(amended).not.toMatch(/[-+] For: /);
    const changed = await screen(`motion show ${change}`);
    expect(changed).toMatch(
      / {2}\+ objections that keep a newcomer out: 2\n {2}\+ time to object .*: 7 days/,
    );
    expect(changed).not.toContain("currency");
    expect(await screen(`motion show ${expel}`)).toMatch(/expel a member · \S/);
    expect(await screen(`motion show ${rules}`)).toContain("+ rules version: 3");
    for (const word of ["zz", "abcdef12", ""]) {
      const { exit, err } = await huzhu(["motion", "show", word, "--home", home]);
      expect({ exit, err }).toMatchObject({
        exit: EXIT.usage,
        err: expect.stringMatching(/^There is no ballot/),
      });
    }
  });

  test("that somebody leaves a plan, with the day", async () => {
    lives(DAY, say(AN, "leave", { plan: planOf(node.sealed), on: true }));
    expect(await screen("status")).toMatch(/you: leaving on \d{4}-\d{2}-\d{2}/);
  });

  test("terms that will hold, and how to leave before", async () => {
    const plan = planOf(node.sealed);
    const about = { kind: "amend", plan, terms: { ...TERMS, noticeMs: 4 * DAY } };
    const [ballot] = lives(DAY, say(BO, "motion", { about }));
    lives(1, ...[AN, BO, CHEN].map((each) => say(each, "vote", { ballot, choice: "yes", amount: null })));
    lives(8 * DAY);
    expect(await screen("status")).toMatch(/has new terms from .* huzhu leave \w{8}/);
    expect(await screen(`plan show ${plan}`)).toMatch(/From .* on these terms hold:/);
    expect(await screen(`explain ${plan}`)).toContain("New terms hold from");
  });

  test("somebody who wants me as contact person, and who may vote for me", async () => {
    lives(DAY, say(BO, "contact", { role: "name", other: AN, on: true }), say(AN, "delegate", { to: CHEN }));
    expect(await screen("status")).toMatch(/wants you as contact person.*huzhu contact accept \w{8}/);
    expect(await screen("members")).toMatch(/You are contact person of Bo .*one side has not said so/);
    expect(await screen("members")).toContain("counts for you");
    lives(1, say(AN, "contact", { role: "accept", other: BO, on: true }));
    expect(await screen("status")).toContain("Nothing waits for you");
    expect(await screen("members")).toContain("both have said so");
  });

  test("a claim of mine that was not agreed, and others' that were", async () => {
    const plan = planOf(node.sealed);
    const body = { plan, incidentDay: Math.floor(START_MS / DAY) + 2, amount: 9_000, for: null };
    const ids = lives(5 * DAY, say(AN, "claim", body), say(BO, "claim", body));
    const votes = ids.flatMap((ballot, index) => {
      const [choice, voters] = index === 0 ? ["no", [BO, CHEN]] : ["yes", [AN, CHEN]];
      return (voters as Said["member"][]).map((each) => say(each, "vote", { ballot, choice, amount: null }));
    });
    lives(1, ...votes);
    lives(8 * DAY);
    const text = await screen("status");
    expect(text).toMatch(/The claim of An .* was not agreed\. You can object until .*: huzhu claim appeal/);
    expect(text).toMatch(/The claim of Bo .* was agreed\..*: huzhu claim appeal/);
    expect(await screen(`explain ${ids[0]}`)).toMatch(
      /0 yes, 2 no; of so many, yes needs 1\.\n· Result: not agreed/,
    );
  });

  test("that I leave the community, and that I have left", async () => {
    lives(DAY, say(AN, "resign", { on: true }));
    expect(await screen("status")).toMatch(/^You: An .* · leaves on \d{4}-\d{2}-\d{2}/m);
    lives(60 * DAY);
    expect(await screen("status")).toMatch(/^You: An .* · left on \d{4}-\d{2}-\d{2}/m);
  });

  test("who signs on to witness stays a member as sealed", async () => {
    const [seat] = node.ahead.state.seats.entries();
    node.ahead.state.seats.set("1", { member: CHEN, device: deviceOf(CHEN) });
    expect(seat?.[1].member).not.toBe(CHEN);
    expect(await screen("members")).not.toContain("provisional");
  });

  test("somebody leaves the community, and says so", async () => {
    lives(DAY, say(BO2, "resign", { on: true }));
    expect(await screen("members")).toMatch(/Bo \(\w{8}\) .*left on/);
    lives(DAY, say(BO, "resign", { on: true }));
    expect(await screen("members")).toMatch(/leaves on .*/);
    expect(await screen(`explain ${BO}`)).toMatch(/Leaves the community, .*: by their own wish/);
    // an entry that is about nobody else is explained by how its member stands
    node.events = async function* () {
      yield { id: AUTHORED, device: deviceOf(BO), body: { on: true } } as never;
    };
    expect(await screen(`explain ${AUTHORED}`)).toMatch(/Leaves the community/);
  });
});

describe("payments", () => {
  beforeEach(() => serve(4));

  test("late: until when, and what then", async () => {
    lives(20 * DAY);
    expect(await screen("status")).toMatch(
      /You pay Bo .* overdue .*\n.*\n {2}if it is not paid by .* your places/,
    );
    lives(200 * DAY);
    expect(await screen("ledger")).toMatch(/still owed from payments that lapsed: ¥/);
    expect(await screen("status")).not.toContain("You pay");
    expect(await screen("status")).toMatch(/owed? this plan ¥\d.* from payments that lapsed/);
  });

  test("said to be paid: the payee can dispute it, and all others vote", async () => {
    const [transfer] = node.sealed.transfers().find(([, { from }]) => from === CHEN) ?? [""];
    lives(DAY, say(CHEN, "pay", { transfer }));
    const [dispute] = lives(DAY, say(BO, "dispute", { transfer }));
    expect(await screen("status")).toMatch(
      /Your vote is wanted, until .* says to have paid ¥.*\(payment \w{8}\)/,
    );
    const { exit } = await huzhu(["vote", transfer as string, "yes", "--home", home]);
    expect({ exit, authored: node.authored }).toMatchObject({ exit: EXIT.ok, authored: [{ kind: "vote" }] });
    expect(await screen(`explain ${dispute}`)).toContain("This payment: ");
  });

  test("of one period alone, with what it came to in all", async () => {
    const text = await screen("ledger --period 2026-01");
    expect(text).toMatch(/2026-01-01.* to 2026-02-01[\s\S]*you pay ¥385\.7[12][\s\S]*You pay Bo/);
    expect(await screen("ledger --period 2026-03")).not.toContain("You pay Bo");
  });
});
