import { cp } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { DeviceKey, EventId } from "../../src/base/id.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { witness } from "../../src/events/kinds/witness.ts";
import { seriousIllness } from "../../src/ledger/templates.ts";
import { joinHome } from "../../src/node/home.ts";
import { storePath } from "../../src/node/home-file.ts";
import { readInvite } from "../../src/node/invite-text.ts";
import { prng } from "../../src/sim/prng.ts";
import { nextEvent } from "../peer/feeds.ts";
import { flip } from "./heal-damage.ts";
import { Homes, until } from "./homes.ts";
import { HostileNode } from "./hostile-node.ts";

let homes = new Homes();
const hostiles: HostileNode[] = [];
afterEach(async () => {
  await Promise.all(hostiles.splice(0).map((node) => node.stop()));
  await homes.close();
  homes = new Homes();
});

const DAY_MS = 86_400_000;
const HONEST = ["Ada", "Bo"];
const addressesOf = (name: string) => homes.node(name).service.network().addresses;
const booksOf = (name: string) => present(homes.node(name).service.books(), "books");

async function village(names: readonly string[], charter = {}): Promise<void> {
  await homes.found("Ada", charter);
  await homes.start("Ada");
  for (const name of names) {
    await homes.join(name, "Ada");
    await homes.start(name);
  }
  await until(() => names.every((name) => homes.node(name).service.member() !== null), "all on the roll");
  await until(() => new Set(["Ada", ...names].map(homes.root.bind(homes))).size === 1, "one root");
}

async function say(name: string): Promise<EventId> {
  const terms = { ...seriousIllness(2), title: `Plan ${booksOf(name).height}` };
  const said = await homes.node(name).service.author("propose", propose.body.write({ terms, tier: null }));
  if (!said.ok) throw new Error(said.error);
  return said.value;
}

async function expectLife(): Promise<void> {
  const before = booksOf("Ada").height;
  await say("Ada");
  await until(() => booksOf("Ada").height > before, "a seal");
  await until(() => homes.root("Ada") === homes.root("Bo"), "equal roots");
}

async function lastOf(device: DeviceKey): Promise<AuthenticEvent> {
  let last: AuthenticEvent | undefined;
  for await (const event of homes.node("Ada").service.events()) if (event.device === device) last = event;
  return present(last, "an event");
}

async function attack(name: string, victim: string): Promise<HostileNode> {
  const hostile = new HostileNode(homes.node(name).home);
  hostiles.push(hostile);
  await hostile.attack(addressesOf(victim));
  await until(() => hostile.up > 0, "greeted");
  return hostile;
}

const isFrozen = (name: string, device: string) => booksOf(name).sealed.state.forks.has(device);

test.each(["an open", "a sealed"])(
  "two histories from %s place on: frozen by all, and life goes on",
  async (place) => {
    await village(["Bo", "Mal"]);
    const { device } = homes.node("Mal").service;
    await homes.stop("Bo");
    const before = await lastOf(device);
    if (place === "a sealed") {
      await say("Mal");
      await until(async () => (await lastOf(device)).id !== before.id, "what Mal says");
      await until(() => booksOf("Ada").open.length === 0, "sealed");
    }
    const stood = await lastOf(device);
    const node = homes.node("Mal");
    await homes.stop("Mal");
    homes.nodes.set("Mal", node);
    await homes.start("Bo", { peers: addressesOf("Ada") });
    const [toAda, toBo] = [await attack("Mal", "Ada"), await attack("Mal", "Bo")];
    homes.nodes.delete("Mal");
    const branch = (name: string) => nextEvent(toAda.signer, toAda.home.community, before, name);
    await until(async () => {
      await toAda.transport.publish("events", branch("left").wire);
      await toBo.transport.publish("events", branch("right").wire);
      return HONEST.every((name) => isFrozen(name, device));
    }, "frozen at both");
    if (place === "a sealed") {
      const stands = async () => (await homes.node("Bo").service.event(stood.id))?.id === stood.id;
      await until(stands, "Bo has what was sealed");
    }
    await expectLife();
    // who hears of it by the other's sealed word sees it in the ledger, not as an alarm
    const told = HONEST.flatMap((name) => homes.node(name).service.network().alarms);
    expect(told).toContainEqual({ code: "device-forked", device });
  },
);

test("a copy of a home that runs beside it is noticed, and stops itself", async () => {
  await village(["Bo", "Mal"]);
  await homes.stop("Mal");
  const path = await homes.folder("Mal");
  await cp(path, await homes.folder("Copy"), { recursive: true });
  await homes.start("Mal", { peers: addressesOf("Ada") });
  const said = await homes.node("Mal").service.author("witness", witness.body.write({ on: true }));
  expect(said.ok).toBe(true);
  await until(
    async () => (await homes.node("Ada").service.event(said.ok ? said.value : ("" as EventId))) !== undefined,
    "heard",
  );
  await homes.stop("Mal");
  const copy = await homes.start("Copy", { peers: addressesOf("Ada") });
  const stopped = () => copy.service.network().alarms.some(({ code }) => code === "device-stopped");
  await until(stopped, "the copy stops");
  const more = await copy.service.author("witness", witness.body.write({ on: true }));
  expect(more).toEqual({ ok: false, error: "device-stopped" });
  await expectLife();
});

test("strangers with the network key get in by no invite, by a used one, and by one that has expired, never", async () => {
  await village(["Bo"]);
  const used = await homes.node("Ada").service.invite(3_600_000);
  const expired = await homes.node("Ada").service.invite(-DAY_MS);
  if (!used.ok || !expired.ok) throw new Error("invites");
  const enter = async (name: string, text: string) => {
    const path = await homes.folder(name);
    await joinHome(path, { invite: readInvite(text), nickname: name, nowMs: Date.now() });
    return await homes.start(name);
  };
  const first = await enter("First", used.value);
  await until(() => first.service.member() !== null, "the first to use it");
  const second = await enter("Second", used.value);
  const late = await enter("Late", expired.value);
  const none = new HostileNode(second.home);
  hostiles.push(none);
  await none.attack(addressesOf("Ada"));
  await expectLife();
  await expectLife();
  expect(none.up).toBe(0);
  for (const stranger of [second, late]) {
    expect(stranger.service.books()).toBeNull();
    expect(stranger.service.network().peers).toEqual([]);
  }
});

test("a clock that is set back while a node runs stops neither its sync nor its seals for longer than that moment", async () => {
  await homes.found("Ada");
  let skewMs = 0;
  const clock = () => Date.now() + skewMs;
  await homes.start("Ada");
  await homes.join("Bo", "Ada");
  await homes.start("Bo", { gossip: false }, { clock });
  await until(() => homes.node("Bo").service.member() !== null, "on the roll");
  skewMs = -5_000;
  await expectLife();
});

test("with a clock a week behind, no seal is applied, and the node says which clock is off", async () => {
  await village(["Bo"]);
  await say("Ada");
  await homes.join("Cy", "Ada");
  const clock = () => Date.now() - 7 * DAY_MS;
  const cy = await homes.start("Cy", {}, { clock });
  const alarms = () => cy.service.network().alarms.map(({ code }) => code);
  await until(() => alarms().includes("seal-from-the-future"), "an alarm");
  expect(cy.service.books()?.height ?? 0).toBe(0);
  await expectLife();
  await homes.stop("Cy");
  const right = await homes.start("Cy");
  await until(() => homes.root("Cy") === homes.root("Ada") && right.service.member() !== null, "caught up");
  expect(right.service.network().alarms).toEqual([]);
});

test("own events that nobody else has are there again as soon as a damaged first event has come back", async () => {
  await village(["Bo"], { seatExpiryMs: 7 * DAY_MS });
  await homes.stop("Ada");
  const said = await homes.node("Bo").service.author("witness", witness.body.write({ on: true }));
  if (!said.ok) throw new Error(said.error);
  const { community } = homes.node("Bo").service;
  await homes.stop("Bo");
  await flip(storePath(await homes.folder("Bo")), prng(1), [community]);
  await homes.start("Ada");
  const bo = await homes.start("Bo", { peers: addressesOf("Ada") });
  await until(() => homes.root("Bo") === homes.root("Ada"), "one root");
  expect(bo.service.books()?.open.some(({ id }) => id === said.value) ?? false).toBe(true);
  const more = await bo.service.author("witness", witness.body.write({ on: false }));
  expect(more.ok).toBe(true);
  await until(() => bo.service.network().alarms.length === 0, "no alarm any more");
});
