import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../node/homes.ts";
import { ATTACKS, type AttackName, FORGIVEN } from "./attacks.ts";
import { BUDGET_BYTES, PEAK_PER_IDLE, SiegeVillage } from "./siege.ts";

/** Beside other tests the attacker may be too slow to exhaust what it attacks: the siege wants the machine for itself. */
const isAlone = process.env["HUZHU_LONG"] !== undefined;
const village = new SiegeVillage();
beforeAll(() => (isAlone ? village.open() : undefined));
afterAll(() => village.close());

const MIB = 1024 * 1024;
const figures: string[] = [];
afterAll(() => {
  if (process.env["HUZHU_FIGURES"] !== undefined) process.stdout.write(`${figures.join("\n")}\n`);
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

const names = Object.keys(ATTACKS) as AttackName[];

describe.skipIf(!isAlone)("a siege (HUZHU_LONG=1)", () => {
  test.each(names)(
    "a member's node that attacks with %s is dropped and kept out, and nobody else notices",
    attackWith,
  );
});

async function attackWith(name: AttackName): Promise<void> {
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
  await until(async () => village.areHonestIn((await village.tell()).devices), "the honest are there still");
  await expectBounded(name);
}

test.skipIf(!isAlone)(
  "a stranger without the network key who holds every place at the door keeps nobody out",
  async () => {
    await village.begin();
    await village.victim.ask("idle", undefined);
    const [, host = "", port = ""] =
      /\/ip4\/([\d.]+)\/tcp\/(\d+)/.exec((await village.tell()).addresses[0] ?? "") ?? [];
    await village.attacker.ask("knock", { host, port: Number(port) });
    await until(
      async () => (await village.attacker.ask("tell", undefined)).sockets >= 200,
      "the door is full",
    );
    await village.expectLife();
    // an honest node comes back through that door
    await village.homes.stop("Cy");
    await village.homes.start("Cy");
    await until(async () => village.areHonestIn((await village.tell()).devices), "Cy is back");
    await village.expectLife();
    await village.attacker.ask("end", undefined);
    await expectBounded("a stranger's 100 sockets");
  },
);
