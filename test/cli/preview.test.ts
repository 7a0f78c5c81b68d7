import { stat } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PreviewView } from "../../src/api/views/preview-view.ts";
import { present } from "../../src/base/assert.ts";
import { fromHex } from "../../src/base/bytes.ts";
import type { PlanId, PublicKey } from "../../src/base/id.ts";
import { EXIT } from "../../src/base/operator-error.ts";
import { adopt } from "../../src/events/kinds/adopt.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { verifySignature } from "../../src/events/signature.ts";
import { termsHash } from "../../src/events/terms.ts";
import { seriousIllness } from "../../src/ledger/templates.ts";
import { checkWordsText } from "../../src/node/check-words.ts";
import { readHome } from "../../src/node/home-file.ts";
import { readInvite } from "../../src/node/invite-text.ts";
import { readPreviewAnswer } from "../../src/peer/preview-answer.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { charterSummary } from "../../src/words/charter-summary.ts";
import { CONSENT_WORDS } from "../../src/words/consent-words.ts";
import { LANGS, type Lang } from "../../src/words/language.ts";
import { planSummary } from "../../src/words/plan-summary.ts";
import { PREVIEW_WORDS } from "../../src/words/preview-words.ts";
import { say } from "../../src/words/sentence.ts";
import { shortId } from "../../src/words/writing.ts";
import { Homes, TRIAL_CHARTER, until } from "../node/homes.ts";
import { huzhu, type Setting } from "./terminal.ts";

const NAMES = ["Ada", "Bogdana", "Cyrillus"] as const;
const TERMS: Terms = { ...seriousIllness(2), title: "For the ill", waitingMs: 0, minMembers: 3 };

let homes: Homes;
let plan: PlanId;
let line: string;
let folder: string;

/** Three members, a plan that all three are in, one that only waits, and an invite of Ada's. */
beforeAll(async () => {
  homes = new Homes();
  await homes.found("Ada");
  await homes.start("Ada");
  for (const name of NAMES.slice(1)) {
    await homes.join(name, "Ada");
    await homes.start(name);
  }
  const service = (name: string) => homes.node(name).service;
  await until(() => NAMES.every((name) => service(name).member() !== null), "all on the roll");
  const body = propose.body.write({ terms: TERMS, tier: 0 });
  const proposed = await service("Ada").author("propose", body);
  if (!proposed.ok) throw new Error(proposed.error);
  plan = proposed.value;
  const other = propose.body.write({ terms: { ...TERMS, title: "Only proposed" }, tier: 0 });
  expect((await service("Ada").author("propose", other)).ok).toBe(true);
  for (const name of NAMES.slice(1)) {
    await until(() => service(name).books()?.sealed.state.plans.has(plan) === true, `${name} knows the plan`);
    const word = adopt.body.write({ plan, tier: 1, termsHash: termsHash(TERMS) });
    expect((await service(name).author("adopt", word)).ok).toBe(true);
  }
  await until(() => service("Ada").books()?.sealed.state.plans.get(plan)?.enrolled === 3, "the plan is open");
  const invite = await service("Ada").invite(3_600_000);
  if (!invite.ok) throw new Error(invite.error);
  line = invite.value;
  folder = await homes.folder("new");
});

afterAll(() => homes.close());

const join = (words: readonly string[], setting?: Setting) =>
  huzhu(["join", line, ...words, "--home", folder], setting);
const nothingMade = () => expect(stat(folder)).rejects.toMatchObject({ code: "ENOENT" });

/** All that an invitee is to see, in the order in which it comes. */
function partsIn(lang: Lang): readonly string[] {
  const currency = { currency: "CNY", digits: 2 };
  const writing = { lang, currency, utcOffsetMinutes: TRIAL_CHARTER.utcOffsetMinutes, nameOf: shortId };
  return [
    "Ada",
    checkWordsText(lang, line),
    say(lang, PREVIEW_WORDS.byInviter),
    ...charterSummary(lang, TRIAL_CHARTER),
    say(lang, PREVIEW_WORDS.plans),
    say(lang, PREVIEW_WORDS.plan, { title: "For the ill", enrolled: "3" }),
    ...planSummary(writing, TERMS, 0),
    say(lang, CONSENT_WORDS["public-log"]),
    say(lang, PREVIEW_WORDS.forGood),
    say(lang, PREVIEW_WORDS.noTakingBack),
  ];
}

/** The parts that do not follow one after the other. */
function missing(text: string, parts: readonly string[]): readonly string[] {
  let at = 0;
  return parts.filter((part) => {
    const found = text.indexOf(part, at);
    if (found === -1) return true;
    at = found + part.length;
    return false;
  });
}

describe("whoever was invited", () => {
  test.each(LANGS)("sees charter, plans and their worst cost in plain words, in %s", async (lang) => {
    const { exit, out, err } = await join(["--preview", "--lang", lang]);
    expect({ exit, err }).toEqual({ exit: EXIT.ok, err: "" });
    expect(missing(out, partsIn(lang))).toEqual([]);
    // by the terms, an independent sum: the least and the most that a year can cost
    const weights = TERMS.tiers.map(({ weight }) => weight * TERMS.caps.perYear);
    for (const cost of [Math.min(...weights), Math.max(...weights)])
      expect(out).toContain((cost / 100).toLocaleString("en-US", { minimumFractionDigits: 2 }));
    expect(out).not.toMatch(/[{}]|undefined/);
    await nothingMade();
  });

  test("sees nobody else, and nothing that is not for them", async () => {
    const [text, data] = [await join(["--preview"]), await join(["--preview", "--json"])];
    for (const name of NAMES.slice(1)) {
      const { service } = homes.node(name);
      for (const hidden of [name, present(service.member(), name), service.device]) {
        expect(text.out).not.toContain(hidden);
        expect(data.out).not.toContain(hidden);
      }
    }
    expect(text.out).not.toContain("Only proposed");
    expect(data.out).not.toContain("Only proposed");
  });

  test("has it as data, with the answer as the inviter's device signed it", async () => {
    const { exit, out } = await join(["--preview", "--json"]);
    expect(exit).toBe(EXIT.ok);
    const view = JSON.parse(out) as PreviewView;
    const { community, given } = readInvite(line);
    const { inviter, expiresMs, key, inviterDevice } = given.statement;
    expect(view).toMatchObject({ community, expiresMs, inviter: { id: inviter, name: "Ada" } });
    const told = present(view.told, "a preview");
    expect(told).toMatchObject({ by: "inviter", differing: false, members: 3, charter: TRIAL_CHARTER });
    expect(told.plans).toMatchObject([{ id: plan, enrolled: 3, terms: TERMS }]);
    const answer = readPreviewAnswer(fromHex(told.frame), community, key as PublicKey, verifySignature);
    expect(answer).toMatchObject({ device: inviterDevice, told: { height: told.height } });
  });

  test("is asked after having seen all of it, and has no key and no folder before the yes", async () => {
    const declined = await join([], { answer: "no" });
    expect(declined.exit).toBe(EXIT.failure);
    expect(missing(declined.err, partsIn("en"))).toEqual([]);
    await nothingMade();
    // nobody sits there: shown, and nothing done
    const unasked = await join([]);
    expect(unasked.exit).toBe(EXIT.usage);
    expect(missing(unasked.err, partsIn("en"))).toEqual([]);
    await nothingMade();
    const { exit, out } = await join(["--yes", "--json", "--name", "Di"]);
    expect(exit).toBe(EXIT.ok);
    expect(JSON.parse(out)).toMatchObject({ title: "Trial", preview: { members: 3 } });
    expect((await readHome(folder)).community).toBe(readInvite(line).community);
  });

  test("once the invite is used is told so at the next asking, before any key is made", async () => {
    await homes.start("new");
    const sizeAt = (name: string) => homes.node(name).service.books()?.sealed.state.members.size;
    await until(() => NAMES.every((name) => sizeAt(name) === 4), "the newcomer is on every roll");
    const late = await homes.folder("late");
    const { exit, err } = await huzhu(["join", line, "--yes", "--unseen", "--home", late]);
    expect({ exit, err }).toEqual({ exit: EXIT.refused, err: expect.stringContaining("used") });
    await expect(stat(late)).rejects.toMatchObject({ code: "ENOENT" });
  });
});
