import { afterEach, expect, test } from "vitest";
import type { EventId } from "../../src/base/id.ts";
import { type Prng, prng } from "../../src/sim/prng.ts";
import { openLevelStore } from "../../src/store/level-store.ts";
import { Homes, TEST_OPTIONS, until } from "../node/homes.ts";
import { wishOf } from "../sim/crash-people.ts";
import { SOUND } from "../store/conformance.ts";
import { type Death, POINTS } from "./death.ts";
import { Mortal } from "./mortal.ts";

const SEED = Number(process.env["HUZHU_SEED"] ?? 20_261);
const NAMES = ["Ada", "Bo", "Cy", "Di", "Ed"];
/** Members whose machine dies, one after the other, each this often. */
const RUNS = ["Ada", "Bo", "Cy", "Di"];
const DEATHS_PER_RUN = 5;
const ORDINAL_MAX: Readonly<Record<Death["point"], number>> = {
  "before-table": 8,
  between: 8,
  "slot-torn": 8,
  "after-slot": 8,
  "before-message": 40,
};

let homes = new Homes();
let mortal: Mortal | undefined;
afterEach(async () => {
  await mortal?.end();
  await homes.close();
  homes = new Homes();
});

/** Five on one roll, all of them witnesses. */
async function foundVillage(): Promise<void> {
  await homes.found("Ada");
  await homes.start("Ada");
  for (const name of NAMES.slice(1)) {
    await homes.join(name, "Ada");
    await homes.start(name);
  }
  await until(
    () => NAMES.every((name) => homes.node(name).service.books()?.witnesses.length === NAMES.length),
    "five seats",
  );
}

function addresses(): readonly string[] {
  return [...homes.nodes.values()].flatMap(({ service }) => service.network().addresses);
}

/** One life of a process: it speaks, others speak, seals are made, until it dies at its step. */
async function liveAndDie(name: string, death: Death, chance: Prng, acknowledged: Set<string>) {
  const options = { ...TEST_OPTIONS, peers: addresses() };
  const seed = chance.below(1_000_000);
  mortal = new Mortal({ home: await homes.folder(name), options, death, seed });
  let report = await mortal.report();
  while (report !== undefined) {
    report = await mortal.ask("say");
    if (report?.what === "said" && report.id !== null) acknowledged.add(report.id);
    await saySomethingElsewhere(chance, acknowledged);
    if (report !== undefined) report = await mortal.ask("next-height");
  }
}

async function saySomethingElsewhere(chance: Prng, acknowledged: Set<string>): Promise<void> {
  const service = chance.pick([...homes.nodes.values()])?.service;
  const books = service?.books();
  if (service === undefined || books == null) return;
  const { kind, body } = wishOf(chance, books.sealed.state, books.nowMs);
  const said = await service.author(kind, body);
  if (said.ok) acknowledged.add(said.value);
}

/** Everybody holds and has sealed what was acknowledged, and the books are the same. */
async function expectOneLedger(acknowledged: ReadonlySet<string>): Promise<void> {
  const settled = () => {
    const books = NAMES.map((name) => homes.node(name).service.books());
    const open = new Set(books.flatMap((held) => held?.open ?? []).map(({ id }) => id as string));
    return (
      new Set(books.map((held) => held?.root)).size === 1 && ![...acknowledged].some((id) => open.has(id))
    );
  };
  await until(settled, "equal roots, with nothing acknowledged left to seal").catch((error: unknown) => {
    throw new Error(JSON.stringify(NAMES.map(pictureOf), null, 1), { cause: error });
  });
  for (const name of NAMES) {
    const { service } = homes.node(name);
    for (const id of acknowledged)
      expect(await service.event(id as EventId), `${name} holds ${id}`).toBeDefined();
    expect(service.network().alarms, name).toEqual([]);
  }
}

/** What a failure is understood by. */
function pictureOf(name: string) {
  const { service } = homes.node(name);
  const books = service.books();
  const { peers, alarms } = service.network();
  const open = books?.open.map(({ device, seq, kind }) => `${device.slice(0, 4)} ${seq} ${kind}`);
  return {
    name,
    device: service.device.slice(0, 4),
    height: books?.height,
    root: books?.root.slice(0, 8),
    open,
    witnesses: books?.witnesses.map(({ reported }) => reported),
    peers: peers.map(({ device }) => device.slice(0, 4)),
    alarms,
  };
}

test(`killed at ${RUNS.length * DEATHS_PER_RUN} steps and started again, five nodes hold one ledger, and nothing acknowledged is lost`, async () => {
  const chance = prng(SEED);
  const acknowledged = new Set<string>();
  await foundVillage();
  for (const [run, name] of RUNS.entries()) {
    await homes.stop(name);
    for (let i = 0; i < DEATHS_PER_RUN; i++) {
      const point = POINTS[(run + i) % POINTS.length] as Death["point"];
      const death = { point, n: 1 + chance.below(ORDINAL_MAX[point]) };
      const step = `seed ${SEED}, ${name}'s life ${i}, ${point} ${death.n}`;
      await liveAndDie(name, death, chance, acknowledged).catch((error: unknown) => {
        throw new Error(step, { cause: error });
      });
    }
    await homes.start(name);
    await expectOneLedger(acknowledged).catch((error: unknown) => {
      throw new Error(`seed ${SEED}, after ${name}'s lives`, { cause: error });
    });
  }
  expect(acknowledged.size).toBeGreaterThan(RUNS.length * DEATHS_PER_RUN);
  await homes.stop("Ada");
  const store = await openLevelStore(`${await homes.folder("Ada")}/store`);
  expect(await store.check()).toEqual(SOUND);
  await store.close();
}, 600_000);
