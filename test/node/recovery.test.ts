import { rm } from "node:fs/promises";
import { afterEach, describe, expect, test } from "vitest";
import { viewSource } from "../../src/api/view-source.ts";
import { statusView } from "../../src/api/views/status-view.ts";
import { present } from "../../src/base/assert.ts";
import type { MemberId, PlanId } from "../../src/base/id.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { seriousIllness } from "../../src/ledger/templates.ts";
import { returnHome } from "../../src/node/home.ts";
import { type Identity, newIdentity, readPhrase } from "../../src/node/identity.ts";
import { readReturn } from "../../src/node/return-text.ts";
import { signMandate } from "../../src/seal/mandate.ts";
import { communityOf } from "../../src/state/state.ts";
import { Homes, until } from "./homes.ts";

let homes = new Homes();
afterEach(async () => {
  await homes.close();
  homes = new Homes();
});

const service = (name: string) => homes.node(name).service;
const booksOf = (name: string) => present(service(name).books(), `${name}'s books`);
const screenOf = (name: string) => statusView(service(name), viewSource(service(name))).books;
const toldBy = (name: string) => present(service(name).recovery(), `${name}'s books`);
const epochOf = (name: string) => communityOf(booksOf(name).sealed.state).epoch;
const memberOf = (name: string): MemberId =>
  present(service(name).member() ?? undefined, `${name} on the roll`);
const isSealed = (name: string, plan: string) =>
  service(name)
    .books()
    ?.sealed.state.plans.get(plan as PlanId) !== undefined;

async function say(name: string): Promise<string> {
  const terms = { ...seriousIllness(2), title: `${name}'s plan` };
  const said = await service(name).author("propose", propose.body.write({ terms, tier: null }));
  if (!said.ok) throw new Error(said.error);
  return said.value;
}

/** What the command does with the 24 words: they stay with the person, the signature goes to the node. */
function word(name: string, { root }: Identity) {
  const { epoch, voice } = toldBy(name);
  const { member, device, boxKey } = present(voice ?? undefined, "somebody to speak for");
  const statement = { community: service(name).community, epoch, member, device, boxKey };
  return service(name).recover({ epoch, signature: signMandate(root, statement) });
}

/** All of them run and are on everybody's roll. */
async function village(names: readonly string[], charter: Parameters<Homes["found"]>[1]): Promise<void> {
  const [founder = "", ...others] = names;
  await homes.found(founder, charter);
  await homes.start(founder);
  for (const name of others) {
    await homes.join(name, founder);
    await homes.start(name);
  }
  await until(() => names.every((name) => service(name).member() !== null), "all on the roll");
  // so that who joined later finds the others where the founder is gone
  const peers = (name: string) => service(name).network().peers.length;
  await until(() => names.every((name) => peers(name) === names.length - 1), "all know one another");
}

/** The disk is gone; the member goes on at `anew`, by a line that `helper` wrote. */
async function loseDisk(name: string, anew: string, helper: string): Promise<void> {
  const member = memberOf(name);
  await homes.stop(name);
  await rm(await homes.folder(name), { recursive: true });
  const line = service(helper).returnLine(member);
  if (!line.ok) throw new Error(line.error);
  const identity = readPhrase(homes.identity(name).phrase);
  const options = { line: readReturn(line.value), identity, nowMs: Date.now() };
  await returnHome(await homes.folder(anew), options);
  await homes.start(anew);
  await until(() => service(anew).books()?.height === booksOf(helper).height, "the books are here");
}

describe("a founder with the only seat who lost the disk", () => {
  test("comes back by a member's line, and with one more member's word the community seals on, and nothing is lost", async () => {
    await village(["Ada", "Bo", "Cy"], { seatExpiryMs: 3_600_000 });
    const ada = memberOf("Ada");
    const before = await say("Bo");
    await until(() => ["Ada", "Bo", "Cy"].every((name) => isSealed(name, before)), "sealed");
    expect(booksOf("Bo").witnesses.map(({ member }) => member)).toEqual([ada]);
    await loseDisk("Ada", "Anew", "Bo");
    const { height } = booksOf("Bo");
    const meanwhile = await say("Bo");
    expect(toldBy("Anew")).toMatchObject({
      ...{ epoch: 1, needed: 2, given: [], seats: [ada], seatsNeeded: 1, isDue: false, isAgreed: false },
      ...{ height, members: 3, fault: null, voice: { member: ada, device: service("Anew").device } },
    });

    const waiting = { member: { id: ada }, seatElsewhere: true };
    expect(screenOf("Anew")).toMatchObject({ returning: waiting, recoveryNeeded: 2, recovery: null });
    expect(await word("Anew", newIdentity())).toEqual({ ok: false, error: "certificate-wrong" });
    expect(toldBy("Anew").voice?.isGiven).toBe(false);
    expect(await word("Anew", homes.identity("Ada"))).toMatchObject({ ok: true });
    expect(await word("Anew", homes.identity("Ada"))).toEqual({ ok: false, error: "word-given" });
    await until(() => toldBy("Bo").given.includes(ada), "Bo hears of it");
    // every seat has spoken: only one more word is waited for
    expect(toldBy("Bo")).toMatchObject({ given: [ada], needed: 2, isDue: true, isAgreed: false });
    expect(booksOf("Bo").height).toBe(height);
    expect(screenOf("Bo")?.recovery).toMatchObject({ given: [{ id: ada }], isMine: false });
    expect(await word("Bo", homes.identity("Bo"))).toMatchObject({ ok: true });

    const names = ["Anew", "Bo", "Cy"];
    await until(() => names.every((name) => isSealed(name, meanwhile)), "what was said meanwhile is sealed");
    const after = await say("Anew");
    await until(() => names.every((name) => isSealed(name, after)), "the new device is heard");
    for (const name of names) {
      expect(epochOf(name)).toBe(1);
      expect(screenOf(name)).toMatchObject({ recoveries: 1, recovery: null, returning: null });
      expect(isSealed(name, before)).toBe(true);
      expect(booksOf(name).sealed.state.devices.get(service("Anew").device)).toMatchObject({ member: ada });
      expect(booksOf(name).witnesses.map(({ member }) => member)).toEqual([ada]);
    }
    expect(service("Anew").member()).toBe(ada);
    const late = { epoch: 1, signature: new Uint8Array(64) };
    expect(await service("Cy").recover(late)).toEqual({ ok: false, error: "recovery-over" });
    await until(() => names.every((name) => homes.root(name) === homes.root("Bo")), "equal roots");
  });
});

describe("three of five seats that never come back", () => {
  test("once recoveryMs has passed those who are left go on, with a majority of the roll", async () => {
    const names = ["Ada", "Bo", "Cy", "Di", "Ed"];
    await village(names, { seatExpiryMs: 3_600_000, recoveryMs: 5_000 });
    for (let i = 0; booksOf("Ada").witnesses.length < 5; i++) {
      const plan = await say(present(names[i % names.length], "a name"));
      await until(() => names.every((name) => isSealed(name, plan)), "sealed");
    }
    for (const gone of ["Cy", "Di"]) await homes.stop(gone);
    await loseDisk("Ed", "Ed2", "Ada");
    const waits = await say("Bo");
    const { dueMs } = toldBy("Ada");
    expect(toldBy("Ada")).toMatchObject({ needed: 3, seatsNeeded: 2, members: 5 });
    const left = ["Ada", "Bo", "Ed2"];
    for (const name of left)
      expect(await word(name, homes.identity(name === "Ed2" ? "Ed" : name))).toMatchObject({ ok: true });
    await until(() => left.every((name) => isSealed(name, waits)), "they seal on");
    for (const name of left) {
      expect(epochOf(name)).toBe(1);
      // nobody decided before it was time
      expect(communityOf(booksOf(name).sealed.state).throughMs).toBeGreaterThanOrEqual(dueMs);
    }
    await until(() => left.every((name) => homes.root(name) === homes.root("Ada")), "equal roots");
    // who slept through it follows, and is one of them
    await homes.start("Cy");
    await until(() => epochOf("Cy") === 1 && homes.root("Cy") === homes.root("Ada"), "Cy follows");
  });
});
