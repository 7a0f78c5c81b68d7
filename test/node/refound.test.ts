import { rm } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { postingRef } from "../../src/api/posting-ref.ts";
import { viewSource } from "../../src/api/view-source.ts";
import { explainView } from "../../src/api/views/explain-view.ts";
import { membersView } from "../../src/api/views/members-view.ts";
import { plansView } from "../../src/api/views/plans-view.ts";
import { transfersView } from "../../src/api/views/transfers-view.ts";
import { present } from "../../src/base/assert.ts";
import type { MemberId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { adopt } from "../../src/events/kinds/adopt.ts";
import { claim } from "../../src/events/kinds/claim.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { vote } from "../../src/events/kinds/vote.ts";
import { termsHash } from "../../src/events/terms.ts";
import { trialXianghubao } from "../../src/ledger/templates.ts";
import { money } from "../../src/money/money.ts";
import type { NodeParts } from "../../src/node/node-parts.ts";
import { EMPTY_BATCH } from "../../src/peer/batch.ts";
import { enrolmentKey } from "../../src/state/spells.ts";
import { communityOf, type State } from "../../src/state/state.ts";
import type { EventStore } from "../../src/store/event-store.ts";
import { huzhu } from "../cli/terminal.ts";
import { Homes, TRIAL_CHARTER, until } from "./homes.ts";

let homes = new Homes();
afterEach(async () => {
  await homes.close();
  homes = new Homes();
});

const NAMES = ["Ada", "Bo", "Cy", "Di", "Ed"];
const service = (name: string) => homes.node(name).service;
const booksOf = (name: string) => present(service(name).books(), `${name}'s books`);
const stateOf = (name: string): State => booksOf(name).sealed.state;
const memberOf = (name: string): MemberId =>
  present(service(name).member() ?? undefined, `${name} on the roll`);

async function say(name: string, kind: "propose" | "adopt" | "claim" | "vote", body: unknown) {
  const schema = { propose, adopt, claim, vote }[kind].body as typeof propose.body;
  const said = await service(name).author(kind, schema.write(body as never));
  if (!said.ok) throw new Error(`${name}: ${said.error}`);
  return said.value;
}

/** All five run, know one another and have nobody but Ada to seal. */
async function village(): Promise<void> {
  await homes.found("Ada", { seatAfterMs: 365 * 86_400_000, seatExpiryMs: 3_600_000 });
  await homes.start("Ada");
  for (const name of NAMES.slice(1)) {
    await homes.join(name, "Ada");
    await homes.start(name);
  }
  await until(() => NAMES.every((name) => service(name).member() !== null), "all on the roll");
  const named = (name: string) =>
    NAMES.every((other) => service(name).profileOf(memberOf(other))?.content?.nickname === other);
  await until(() => NAMES.every(named), "all know what the others are called");
}

/** A plan of all five, a claim of Bo's that was apportioned, and what everybody owes him for it. */
async function aid(): Promise<PlanId> {
  const moments = { everyMs: 2_000, waitingMs: 0, voteMs: 3_000, noticeMs: 100, graceMs: 600_000 };
  const terms = { ...trialXianghubao(moments), minMembers: 4 };
  const plan = (await say("Ada", "propose", { terms, tier: 0 })) as PlanId;
  const isKnown = (name: string) => stateOf(name).plans.has(plan);
  await until(() => NAMES.every(isKnown), "the plan is known");
  for (const name of NAMES.slice(1)) await say(name, "adopt", { plan, tier: 0, termsHash: termsHash(terms) });
  await until(() => NAMES.every((name) => stateOf(name).plans.get(plan)?.enrolled === 5), "open");
  const incidentDay = dayOf(Date.now(), TRIAL_CHARTER.utcOffsetMinutes);
  const ballot = await say("Bo", "claim", { plan, incidentDay, amount: money(100_000), for: null });
  await until(() => NAMES.every((name) => stateOf(name).claims.has(ballot)), "the claim is sealed");
  for (const name of ["Ada", "Cy", "Di", "Ed"])
    await say(name, "vote", { ballot, choice: "yes", amount: null });
  const owed = (name: string) => [...stateOf(name).transfers.entries()].length === 4;
  await until(() => NAMES.every(owed), "everybody owes Bo");
  return plan;
}

async function told(name: string, ...words: readonly string[]) {
  return await huzhu(["--home", await homes.folder(name), ...words], {
    env: { HUZHU_LANG: "en" },
    answers: [homes.identity(name.replace(" anew", "")).phrase, "We begin anew!"],
  });
}

/** What everybody is owed less what they owe, of what is open. */
function balances(state: State): readonly number[] {
  const sums = new Map<string, number>();
  for (const [, { from, to, amount, received }] of state.transfers.entries()) {
    sums.set(from, (sums.get(from) ?? 0) - (amount - received));
    sums.set(to, (sums.get(to) ?? 0) + (amount - received));
  }
  return [...sums.values()];
}

let store: EventStore;
const PARTS: NodeParts = {
  wrapStore: (opened) => {
    store = opened;
    return opened;
  },
};

test("two of five begin anew where a quorum is gone for ever, with all that is theirs, and a third who gave a word comes later", async () => {
  await village();
  const plan = await aid();
  const [bo, cy, di] = ["Bo", "Cy", "Di"].map(memberOf) as [MemberId, MemberId, MemberId];
  const share = present(
    [...stateOf("Bo").postings.entries()].find(([, each]) => each.member === cy),
    "a share",
  );
  await until(() => new Set(NAMES.map((name) => homes.root(name))).size === 1, "equal roots");
  // the only seat is gone, with the disk and the words; what is said from now on no seal ever names
  await homes.stop("Ada");
  await rm(await homes.folder("Ada"), { recursive: true });
  for (const name of NAMES.slice(1)) await homes.stop(name);

  const words: string[] = [];
  for (const name of ["Cy", "Di"]) {
    const signed = await told(name, "refound", "sign", "Bo");
    expect(signed).toMatchObject({ exit: 0, out: expect.stringMatching(/^huzhuanew1[a-z0-9]+$/) });
    expect(signed.err).toContain("agrees to begin anew with Bo");
    words.push(signed.out);
  }
  const anew = await homes.folder("Bo anew");
  const begun = await told("Bo", "refound", "found", "--to", anew, ...words);
  expect(begun.err).toContain("Come along: ");
  expect(begun.err).toMatch(/Do not come along: .*Ada|Do not come along: .*Ed/);
  expect(begun.err).toContain("Goes on: 2 open payments among you");
  expect(begun.err).toContain("Ends here: 2 open payments with others");
  expect(begun.err).toContain("3 of 5 enrolled go on, fewer than the 4");
  expect(begun).toMatchObject({ exit: 0, out: expect.stringContaining("has begun anew") });
  expect(begun.out).toContain(`invite --return ${cy.slice(0, 8)}`);

  const old = stateOf.bind(null, "Bo");
  await homes.start("Bo", { peers: [] });
  const before = old();
  await homes.stop("Bo");
  await homes.start("Bo anew", {}, PARTS);
  expect(service("Bo anew").member()).toBe(bo);
  await come("Cy anew", cy, "Cy");
  const together = ["Bo anew", "Cy anew"];
  const members = (name: string) => [...stateOf(name).members.entries()].map(([id]) => id);
  for (const name of together) {
    const state = stateOf(name);
    expect(members(name)).toEqual([bo, cy, di].toSorted());
    for (const member of [bo, cy, di]) {
      expect(state.members.get(member)).toEqual(before.members.get(member));
      const place = enrolmentKey(plan, member);
      expect(state.enrolments.get(place)).toEqual(before.enrolments.get(place));
    }
    expect([...state.transfers.entries()]).toEqual(
      [...before.transfers.entries()].filter(([, { from }]) => from === cy || from === di),
    );
    expect(balances(state).reduce((sum, each) => sum + each, 0)).toBe(0);
    expect(communityOf(state).height).toBeGreaterThan(communityOf(before).height);
    expect(communityOf(state).id).not.toBe(communityOf(before).id);
    const why = explainView(viewSource(service(name)), postingRef(share[0]));
    const steps = present(why.explanation.sealed ?? undefined, "an explanation").steps;
    expect(steps.map(({ code }) => code)).toEqual(["share-period", "share-amount"]);
    for (const table of [state.claims, state.transfers, state.plans])
      for (const [id] of table.entries())
        expect(explainView(viewSource(service(name)), id).explanation.sealed?.steps.length).toBeGreaterThan(
          0,
        );
    for (const view of [membersView, plansView, transfersView])
      expect(JSON.stringify(view(viewSource(service(name))))).toContain("Trial");
  }
  // a cold start of each leads to the same, with nobody there to ask
  await until(() => homes.root("Bo anew") === homes.root("Cy anew"), "equal roots");
  const root = homes.root("Bo anew");
  for (const name of together) await homes.stop(name);
  for (const name of together.toReversed()) {
    await homes.start(name, { peers: [] });
    expect(service(name).network().alarms).toEqual([]);
    expect(homes.root(name)).toBe(root);
    if (name === "Cy anew") await homes.stop(name);
  }
  await homes.start("Cy anew", { peers: service("Bo anew").network().addresses });
  await come("Di anew", di, "Di");
  await until(() => service("Cy anew").profileOf(di)?.content?.nickname === "Di", "Di is known to Cy");

  await homes.stop("Cy anew");
  await homes.start("Cy anew", {}, PARTS);
  const base = await store.base();
  if (!base.ok) throw new Error(base.error);
  await store.write({ ...EMPTY_BATCH, base: base.value.slice(1) });
  await homes.stop("Cy anew");
  // told, and nothing is made of what is left of it
  await homes.start("Cy anew", { peers: [] });
  expect(service("Cy anew").network().alarms).toEqual([{ code: "piece-lost", what: "base", name: "base" }]);
  expect(service("Cy anew").books()).toBeNull();
  await homes.stop("Cy anew");
  await homes.start("Cy anew", { peers: service("Bo anew").network().addresses }, PARTS);
  const isWhole = async () => {
    const held = await store.base();
    return held.ok && held.value.length === base.value.length;
  };
  await until(isWhole, "fetched again");
  expect(await store.base()).toEqual(base);
  expect(service("Cy anew").network().alarms).toEqual([]);
  await until(() => homes.root("Bo anew") === homes.root("Cy anew"), "equal roots at last");
  const said = await say("Cy anew", "propose", { terms: trialXianghubao(MOMENTS), tier: null });
  await until(() => stateOf("Di anew").plans.has(said as PlanId), "all seal on");
  await homes.join("Flo", "Bo anew");
  await homes.start("Flo");
  await until(() => service("Flo").member() !== null, "a newcomer by invite");
  await until(() => homes.root("Flo") === homes.root("Bo anew"), "equal roots with a newcomer");
  expect(members("Flo")).toHaveLength(4);
});

const MOMENTS = { everyMs: 2_000, waitingMs: 0, voteMs: 60_000, noticeMs: 100, graceMs: 600_000 };

/** Comes by a line that the re-founder's running node writes, with the same 24 words. */
async function come(folder: string, member: MemberId, name: string): Promise<void> {
  const line = service("Bo anew").returnLine(member);
  if (!line.ok) throw new Error(line.error);
  const done = await told(folder, "return", line.value, "--name", name);
  expect(done).toMatchObject({ exit: 0 });
  await homes.start(folder);
  await until(() => service(folder).member() === member, `${name} is the same member`);
  expect(stateOf(folder).devices.get(service(folder).device)).toMatchObject({ member });
}
