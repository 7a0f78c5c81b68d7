import { beforeAll, expect, test } from "vitest";
import { REMAINS } from "./brittle.ts";
import { FourOnAStreet, type Moment, NAMES } from "./street.ts";

/** Virtual milliseconds in which the machine may die, and one gossiped message in so many that is lost meanwhile. */
const LIFE_MS = 1_200;
const LOSS_ONE_IN = 5;
const SEEDS = process.env["HUZHU_LONG"] === "1" ? [1, 2, 3, 4, 5, 6] : [1];

let moment: Moment;

beforeAll(async () => {
  const street = await FourOnAStreet.found();
  await street.run(2_000, false, REMAINS[0]);
  for (const name of NAMES.slice(1)) await street.join(name);
  await street.run(6_000, true, REMAINS[0]);
  await street.heal();
  expect(street.seats()).toBe(NAMES.length);
  moment = street.moment();
});

/** One life that ends at that step, the next one, and all until it is well. */
async function lifeAndAfter(seed: number, diesAt: number, forgets = false) {
  const street = new FourOnAStreet(moment, seed, diesAt, forgets);
  const { life } = street;
  await street.startAll();
  street.lossOneIn = LOSS_ONE_IN;
  const remains = REMAINS[diesAt % REMAINS.length] ?? REMAINS[0];
  await street.run(LIFE_MS, true, remains);
  await street.heal();
  return { street, life };
}

test.each(SEEDS)(
  "a seat that dies at any one step of writing, sending and answering goes on without a second word (seed %i)",
  async (seed) => {
    const undisturbed = await lifeAndAfter(seed, 0);
    expect(undisturbed.street.faults).toEqual([]);
    const { steps } = undisturbed.life;
    expect(steps).toBeGreaterThan(100);
    const places = new Set<string>();
    for (let diesAt = 1; diesAt <= steps; diesAt++) {
      const { street, life } = await lifeAndAfter(seed, diesAt);
      places.add(life.at);
      expect(street.faults, `seed ${seed}, step ${diesAt}: ${life.at}`).toEqual([]);
    }
    expect([...places].filter((place) => place !== "").length).toBeGreaterThan(8);
  },
  600_000,
);

test("a disk that forgets a life's writes is found out, by a second word and by a memory that is behind", async () => {
  const { steps } = (await lifeAndAfter(1, 0)).life;
  const faults = new Set<string>();
  for (let diesAt = Math.floor(steps / 2); diesAt <= steps; diesAt += 7)
    for (const fault of (await lifeAndAfter(1, diesAt, true)).street.faults) faults.add(fault);
  const found = [...faults].join("\n");
  expect(found).toMatch(/two different words|signs nothing more/);
}, 600_000);
