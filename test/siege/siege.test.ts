import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SNAPSHOT_AHEAD_MIN } from "../../src/peer/snapshot-client.ts";
import { until } from "../node/homes.ts";
import { ATTACKS, type AttackName, FORGIVEN } from "./attacks.ts";
import { BAD_STARTS, type BadStartName } from "./bad-starts.ts";
import { BUDGET_BYTES, PEAK_PER_IDLE, SiegeVillage } from "./siege.ts";

/** A minute and a half, with nothing beside it: no part of `npm test`; `.ci/run` plays it by itself. */
const isAsked = process.env["HUZHU_SIEGE"] !== undefined || process.env["HUZHU_LONG"] !== undefined;
let village: SiegeVillage;
beforeAll(async () => {
  if (!isAsked) return;
  village = new SiegeVillage();
  await village.open();
});
afterAll(async () => {
  if (isAsked) await village.close();
});

/** Several waits of a minute each. */
const TIMEOUT_MS = 300_000;
const MIB = 1024 * 1024;
const figures: string[] = [];
afterAll(() => {
  if (process.env["HUZHU_FIGURES"] !== undefined) process.stdout.write(`${figures.join("\n")}\n`);
});

/** Peak against idle, of the same process. */
async function expectBounded(
  name: string,
  { victim, idleBytes } = { victim: village.victim, idleBytes: village.idleBytes },
): Promise<void> {
  const { peakBytes } = await victim.ask("tell", undefined);
  figures.push(
    `${name}: idle ${Math.round(idleBytes / MIB)} MiB, peak ${Math.round(peakBytes / MIB)} MiB, ${(peakBytes / idleBytes).toFixed(2)} × idle`,
  );
  expect(peakBytes).toBeLessThanOrEqual(PEAK_PER_IDLE * idleBytes + BUDGET_BYTES);
}

const names = Object.keys(ATTACKS) as AttackName[];

describe.skipIf(!isAsked)("a siege (HUZHU_SIEGE=1)", { timeout: TIMEOUT_MS }, () => {
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
  if (isForgiven) expect(await village.isMalKeptOut("Ada")).toBe(false);
  else {
    await until(() => village.isMalKeptOut("Ada"), "the attacker is kept out over restarts");
    expect(await village.isMalIn()).toBe(false);
  }
  await until(async () => village.areHonestIn((await village.tell()).devices), "the honest are there still");
  await expectBounded(name);
}

test.skipIf(!isAsked)(
  "a stranger without the network key who holds every place at the door keeps nobody out",
  { timeout: TIMEOUT_MS },
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

const starts = Object.keys(BAD_STARTS) as BadStartName[];

describe.skipIf(!isAsked)("a newcomer (HUZHU_SIEGE=1)", { timeout: TIMEOUT_MS }, () => {
  test.each(starts)("whom a member's node gives %s drops it, and has its start from another", startWith);
});

async function startWith(start: BadStartName): Promise<void> {
  await village.begin();
  await village.grow(SNAPSHOT_AHEAD_MIN + 1);
  const { name, child } = await village.newcomer(start);
  const idleBytes = await child.ask("idle", undefined);
  await village.attack(start, child);
  await until(() => village.isMalKeptOut(name), "the attacker is kept out");
  // asked once, believed never, and asked for no start again
  expect((await village.attacker.ask("tell", undefined)).startsForged).toBe(1);
  expect((await child.ask("look", null)).height).toBe(0);
  await village.letCyCall();
  await until(async () => (await child.ask("tell", undefined)).isMember, "the newcomer is on the roll");
  await village.expectLife(child);
  await village.expectLife();
  const told = await village.attacker.ask("tell", undefined);
  figures.push(`${start}: ${JSON.stringify(told)}`);
  expect(told.startsForged).toBe(1);
  await village.attacker.ask("end", undefined);
  expect(await village.isMalIn(child)).toBe(false);
  await expectBounded(start, { victim: child, idleBytes });
}
