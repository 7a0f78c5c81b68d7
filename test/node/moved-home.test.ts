import { cp, rename, rm } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import type { EventId } from "../../src/base/id.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { seriousIllness } from "../../src/ledger/templates.ts";
import { readHome } from "../../src/node/home-file.ts";
import type { Alarm } from "../../src/peer/output.ts";
import { Homes, until } from "./homes.ts";

let homes = new Homes();
afterEach(async () => {
  await homes.close();
  homes = new Homes();
});

const MOVED: Alarm = { code: "device-moved", awaits: "word" };
const COPY: Alarm = { code: "device-moved", awaits: "copy" };

const alarmsOf = (name: string) => homes.node(name).service.network().alarms;
const addressesOf = (name: string) => homes.node(name).service.network().addresses;

function speak(name: string, title: string) {
  const terms = { ...seriousIllness(2), title };
  return homes.node(name).service.author("propose", propose.body.write({ terms, tier: null }));
}

async function spoken(name: string, title: string): Promise<EventId> {
  const said = await speak(name, title);
  if (!said.ok) throw new Error(said.error);
  return said.value;
}

/** Ada and Bo on one roll, equal. */
async function village(): Promise<void> {
  await homes.found("Ada");
  await homes.start("Ada");
  await homes.join("Bo", "Ada");
  await homes.start("Bo");
  await until(() => homes.node("Bo").service.member() !== null, "Bo on the roll");
  await until(() => homes.root("Ada") === homes.root("Bo"), "equal roots");
}

async function move(from: string, to: string, how: "move" | "copy"): Promise<void> {
  const [source, target] = [await homes.folder(from), await homes.folder(to)];
  if (how === "move") await rename(source, target);
  else await cp(source, target, { recursive: true });
}

const held = async (name: string, id: EventId) => (await homes.node(name).service.event(id)) !== undefined;

test("a home is at home where it was made, over any number of starts", async () => {
  await homes.found("Ada");
  for (let start = 0; start < 2; start++) {
    await homes.start("Ada");
    expect((await speak("Ada", `Plan ${start}`)).ok).toBe(true);
    expect(alarmsOf("Ada")).toEqual([]);
    await homes.stop("Ada");
  }
});

test.each(["move", "copy"] as const)(
  "after a %s a lone founder's word is enough, and is remembered with the new place",
  async (how) => {
    await homes.found("Ada");
    await homes.start("Ada");
    await spoken("Ada", "Before");
    await until(() => (homes.node("Ada").service.books()?.height ?? 0) > 0, "a seal");
    await homes.stop("Ada");
    await move("Ada", "Elsewhere", how);
    await homes.start("Elsewhere");
    const { height } = homes.node("Elsewhere").service.books() ?? { height: 0 };
    expect(height).toBeGreaterThan(0);
    await until(() => alarmsOf("Elsewhere").length > 0, "told");
    expect(alarmsOf("Elsewhere")).toEqual([MOVED]);
    expect(await speak("Elsewhere", "No")).toEqual({ ok: false, error: "device-moved" });
    expect(await homes.node("Elsewhere").service.onlyCopy()).toBe(true);
    await until(() => alarmsOf("Elsewhere").length === 0, "it signs again");
    expect((await speak("Elsewhere", "Yes")).ok).toBe(true);
    expect(await homes.node("Elsewhere").service.onlyCopy()).toBe(false);
    await homes.stop("Elsewhere");
    await homes.start("Elsewhere");
    expect((await speak("Elsewhere", "And again")).ok).toBe(true);
  },
);

test("where the roll has others a moved home shows everything, and signs after its person's word and one member's copy", async () => {
  await village();
  await spoken("Bo", "Before");
  await homes.stop("Bo");
  await move("Bo", "Moved", "move");
  const said = await spoken("Ada", "While away");
  await homes.stop("Ada");
  // nobody to be reached: its person's word alone moves nothing, and lasts over a restart
  await homes.start("Moved");
  expect(await homes.node("Moved").service.onlyCopy()).toBe(true);
  await until(() => alarmsOf("Moved").some(({ code }) => code === "device-moved"), "told");
  await homes.stop("Moved");
  expect((await readHome(await homes.folder("Moved"))).onlyCopyAt).not.toBeNull();
  await homes.start("Moved");
  await until(() => alarmsOf("Moved").length > 0, "told");
  expect(alarmsOf("Moved")).toEqual([COPY]);
  expect(await speak("Moved", "No")).toEqual({ ok: false, error: "device-moved" });
  await homes.stop("Moved");
  await homes.start("Ada");
  await homes.start("Moved", { peers: addressesOf("Ada") });
  await until(() => held("Moved", said), "it syncs");
  await until(() => alarmsOf("Moved").length === 0, "it signs again");
  const own = await spoken("Moved", "Back");
  await until(() => held("Ada", own), "Ada hears it");
  expect((await readHome(await homes.folder("Moved"))).onlyCopyAt).toBeNull();
});

test("a word counts where it was given, and nowhere else", async () => {
  await village();
  await homes.stop("Ada");
  await homes.stop("Bo");
  await move("Bo", "Moved", "move");
  await homes.start("Moved");
  expect(await homes.node("Moved").service.onlyCopy()).toBe(true);
  await homes.stop("Moved");
  await move("Moved", "Further", "copy");
  await homes.start("Further");
  await until(() => alarmsOf("Further").length > 0, "told");
  expect(alarmsOf("Further")).toEqual([MOVED]);
});

test("without its person's word it signs nothing, whoever it meets", async () => {
  await village();
  await homes.stop("Bo");
  await move("Bo", "Moved", "move");
  const said = await spoken("Ada", "Something");
  await homes.start("Moved", { peers: addressesOf("Ada") });
  await until(() => held("Moved", said), "it syncs");
  expect(await speak("Moved", "No")).toEqual({ ok: false, error: "device-moved" });
  expect(alarmsOf("Moved")).toEqual([MOVED]);
});

test("an old copy is found out by any member's, stops for good, and remembers that", async () => {
  await village();
  await homes.stop("Bo");
  await move("Bo", "Copy", "copy");
  await homes.start("Bo");
  const said = await spoken("Bo", "Beyond the copy");
  await until(() => held("Ada", said), "Ada hears it");
  await homes.stop("Bo");
  await homes.stop("Ada");
  await homes.start("Copy");
  await homes.node("Copy").service.onlyCopy();
  await homes.stop("Copy");
  await homes.start("Ada");
  await homes.start("Copy", { peers: addressesOf("Ada") });
  await until(() => alarmsOf("Copy").some(({ code }) => code === "device-stopped"), "found out");
  expect(alarmsOf("Copy")).toEqual([{ code: "device-stopped", reason: "outdated" }]);
  await homes.stop("Copy");
  await homes.stop("Ada");
  await homes.start("Copy");
  expect(await speak("Copy", "No")).toEqual({ ok: false, error: "device-stopped" });
  expect(await homes.node("Copy").service.onlyCopy()).toBe(false);
});

test("a store put back under a home is a move too", async () => {
  await homes.found("Ada");
  const path = await homes.folder("Ada");
  await cp(`${path}/store`, `${path}/backup`, { recursive: true });
  await homes.start("Ada");
  await spoken("Ada", "Later");
  await homes.stop("Ada");
  await rm(`${path}/store`, { recursive: true });
  await rename(`${path}/backup`, `${path}/store`);
  await homes.start("Ada");
  expect(await speak("Ada", "No")).toEqual({ ok: false, error: "device-moved" });
});
