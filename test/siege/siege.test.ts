import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../node/homes.ts";
import { ATTACKS, type AttackName, FORGIVEN } from "./attacks.ts";
import { BUDGET_BYTES, PEAK_PER_IDLE, SiegeVillage } from "./siege.ts";

const isLong = process.env["HUZHU_LONG"] !== undefined;
const village = new SiegeVillage();
beforeAll(() => (isLong ? village.open() : undefined));
afterAll(() => village.close());

const MIB = 1024 * 1024;
const figures: string[] = [];
afterAll(() => {
  if (process.env["HUZHU_LONG"] !== undefined) process.stdout.write(`${figures.join("\n")}\n`);
});

/** Peak against idle, of the same process. */
async function expectBounded(name: string): Promise<void> {
  const { peakBytes } = await village.tell();
  const { idleBytes } = village;
  figures.push(
    `${name}: idle ${Math.round(idleBytes / MIB)} MiB, peak ${Math.round(peakBytes / MIB)} MiB, ${(peakBytes / idleBytes).toFixed(2)} × idle`,
  );
  expect(peakBytes).toBeLessThanOrEqual(PEAK_PER_IDLE * idleBytes + BUDGET_BYTES);
}

test.each(Object.keys(ATTACKS) as AttackName[])(
  "a member's node that attacks with %s is dropped and kept out, and nobody else notices",
  async (name) => {
    const isForgiven = FORGIVEN.includes(name);
    await village.begin();
    await village.victim.ask("idle", undefined);
    await village.attack(name);
    await until(
      async () => (await village.attacker.ask("tell", undefined)).volleys > 0,
      "the attack has begun",
    );
    await village.expectLife();
    await until(async () => {
      const { thrownOut, refused } = await village.attacker.ask("tell", undefined);
      return thrownOut > 0 && (refused > 0 || isForgiven);
    }, "the attacker is out, and comes in no more");
    await village.expectLife();
    const told = await village.attacker.ask("tell", undefined);
    figures.push(`${name}: ${JSON.stringify(told)}`);
    await village.attacker.ask("end", undefined);
    if (!isForgiven) expect(await village.isMalIn()).toBe(false);
    expect(village.areHonestIn((await village.tell()).devices)).toBe(true);
    await expectBounded(name);
  },
);
