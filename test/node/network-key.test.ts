import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { fromHex, toHex } from "../../src/base/bytes.ts";
import type { EventId, HashId } from "../../src/base/id.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import { signInvite } from "../../src/events/invite.ts";
import type { NetLog } from "../../src/net/net-log.ts";
import { newTransportKey } from "../../src/net/transport-key.ts";
import { joinHome } from "../../src/node/home.ts";
import { deviceSigner, firstEventOf, readHome, writeHome } from "../../src/node/home-file.ts";
import { readInvite } from "../../src/node/invite-text.ts";
import type { NodeOptions } from "../../src/node/node-options.ts";
import { FORMER_KEY_MS, keyHashOf } from "../../src/node/order-keys.ts";
import { redactedLog } from "../../src/node/redacted-log.ts";
import { Homes, until } from "./homes.ts";
import { HostileNode } from "./hostile-node.ts";

let homes: Homes;
/** every machine's clock goes ahead by this */
let aheadMs = 0;
let log: NetLog | undefined;
beforeEach(() => {
  homes = new Homes();
  aheadMs = 0;
  log = undefined;
});
afterEach(() => homes.close());

const clock = () => Date.now() + aheadMs;
const service = (name: string) => homes.node(name).service;
const start = (name: string, options: NodeOptions = {}) =>
  homes.start(name, log === undefined ? options : { log, ...options }, { clock });
const sealed = (name: string) => present(service(name).books(), `${name} has books`).sealed.state;
const homeOf = async (name: string) => readHome(await homes.folder(name));

/** A community of these, all running; who founds is the first. */
async function village(...names: readonly [string, ...string[]]): Promise<void> {
  const [founder, ...others] = names;
  await homes.found(founder, { recoveryMs: 365 * DAY_MS, seatExpiryMs: 365 * DAY_MS });
  await start(founder);
  for (const name of others) {
    await homes.join(name, founder);
    await start(name);
    await until(() => service(name).member() !== null && sealed(founder).members.size > 1, `${name} is in`);
  }
  const isKnown = (name: string) => sealed(name).members.size === names.length;
  await until(() => names.every(isKnown), "all know all");
}

/** Moves that, has these say yes, or all who run, and lets the time for it pass. */
async function decide(mover: string, about: object, voters?: readonly string[]): Promise<void> {
  const moved = await service(mover).author("motion", { about } as never);
  if (!moved.ok) throw new Error(moved.error);
  await pass(mover, moved.value, voters);
}

async function pass(
  teller: string,
  motion: EventId,
  voters: readonly string[] = [...homes.nodes.keys()],
): Promise<void> {
  for (const name of voters) {
    await until(() => sealed(name).ballots.get(motion) !== undefined, `${name} knows the motion`);
    const said = await service(name).author("vote", { ballot: fromHex(motion), choice: "yes", amount: null });
    expect(said).toMatchObject({ ok: true });
  }
  const votes = () => [...sealed(teller).votes.entries(motion)].length;
  await until(() => votes() === voters.length, "all votes are sealed");
  aheadMs += 15 * DAY_MS;
  await until(() => sealed(teller).motions.get(motion)?.status === "passed", "the motion passed");
}

async function rotate(mover: string): Promise<HashId> {
  const keyHash = await service(mover).drawNetworkKey();
  await decide(mover, { kind: "network-key", keyHash: fromHex(keyHash) });
  return keyHash;
}

/** How many of those that it calls hung up on it, or it on them. */
function refusedBy(name: string): number {
  return service(name)
    .health()
    .peers.filter(({ dialed }) => dialed === "refused").length;
}

const inForce = async (name: string) => keyHashOf((await homeOf(name)).networkKey);
const comesTo = async (name: string, key: HashId) =>
  until(async () => (await inForce(name)) === key, `${name} has the key`);
const told = (name: string) => service(name).network().key;
const isConnected = (name: string, other: string) =>
  service(name)
    .network()
    .peers.some(({ device }) => device === service(other).device);

/** Every file of a home in which the key stands, as it is or in hexadecimal, but for `home.json`. */
async function filesWith(home: string, key: string): Promise<readonly string[]> {
  const forms = [
    key,
    Buffer.from(fromHex(key)).toString("latin1"),
    Buffer.from(fromHex(key)).toString("base64"),
  ];
  const found: string[] = [];
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === "home.json") continue;
    const content = await readFile(join(entry.parentPath, entry.name), "latin1");
    if (forms.some((form) => content.includes(form))) found.push(entry.name);
  }
  return found;
}

test("a key is kept before anybody hears of it, comes to every member once it is decided, and stands nowhere else", async () => {
  const lines: string[] = [];
  log = redactedLog((line) => lines.push(line), "debug");
  await village("An", "Bo", "Cy");
  const before = (await homeOf("An")).networkKey;
  const drawn = await service("An").drawNetworkKey();
  const { networkKey, waitingNetworkKeys } = await homeOf("An");
  expect([networkKey, waitingNetworkKeys.map(({ key }) => keyHashOf(key))]).toEqual([before, [drawn]]);
  expect(told("An")).toBeNull();
  await decide("An", { kind: "network-key", keyHash: fromHex(drawn) });
  for (const name of ["An", "Bo", "Cy"]) await comesTo(name, drawn);
  expect(told("Cy")).toEqual({ changedMs: expect.any(Number), isHere: true });
  const line = await service("Bo").invite(60_000);
  const after = (await homeOf("An")).networkKey;
  expect(line.ok && toHex(readInvite(line.value).networkKey)).toBe(after);
  // who comes by it joins with the new key alone
  await homes.join("Di", "Bo");
  await start("Di");
  await until(() => service("Di").member() !== null, "Di is in");
  const places = ["An", "Bo", "Cy", "Di"];
  await homes.stop("An");
  await until(() => lines.join().includes("a peer was not reached"), "An is missed");
  for (const name of [...homes.nodes.keys()]) await homes.stop(name);
  for (const name of places)
    for (const key of [before, after]) expect(await filesWith(await homes.folder(name), key)).toEqual([]);
  for (const key of [before, after]) expect(lines.join()).not.toContain(key.slice(0, 12));
});

test("who slept through two changes comes in with the key from before, and is given the newest, by whoever has it", async () => {
  await village("An", "Bo", "Cy");
  await homes.stop("Cy");
  const keys = [await rotate("An"), await rotate("Bo")] as const;
  for (const name of ["An", "Bo"]) await comesTo(name, keys[1]);
  expect((await homeOf("Bo")).formerNetworkKeys.length).toBe(2);
  expect(await inForce("Cy")).not.toBe(keys[0]);
  // who moved it is gone: the others hand it on
  await homes.stop("Bo");
  await start("Cy");
  await comesTo("Cy", keys[1]);
  expect(told("Cy")?.isHere).toBe(true);
  // a former key is let go in its time; members go on with the newest
  aheadMs += FORMER_KEY_MS;
  for (const name of ["An", "Cy"])
    await until(async () => (await homeOf(name)).formerNetworkKeys.length === 0, `${name} lets go`);
  await homes.stop("Cy");
  await start("Cy");
  await until(() => isConnected("Cy", "An"), "the two go on with the new key");
});

test("while nobody has the key all go on with the one before; it comes with who drew it, whose node has been off", async () => {
  await village("An", "Bo", "Cy");
  const before = await inForce("An");
  const drawn = await service("Bo").drawNetworkKey();
  const moved = await service("Bo").author("motion", {
    about: { kind: "network-key", keyHash: fromHex(drawn) },
  } as never);
  expect(moved.ok).toBe(true);
  const motion = moved.ok ? moved.value : ("" as EventId);
  await until(() => sealed("An").motions.has(motion), "the motion is sealed");
  await homes.stop("Bo");
  await pass("An", motion);
  await until(() => told("Cy") !== null, "Cy knows");
  expect([told("An")?.isHere, told("Cy")?.isHere]).toEqual([false, false]);
  expect([await inForce("An"), await inForce("Cy")]).toEqual([before, before]);
  await homes.stop("Cy");
  await start("Cy");
  await until(() => isConnected("Cy", "An"), "they meet with the key from before");
  await start("Bo");
  for (const name of ["Bo", "An", "Cy"]) await comesTo(name, drawn);
});

test("an expelled member's node gets nothing once the key has changed: not with the old key, not with the new one", async () => {
  let turnedOff = 0;
  log = (_, __, details) => {
    if (JSON.stringify(details ?? null).includes("hello refused")) turnedOff++;
  };
  await village("An", "Bo", "Cy");
  const member = present(service("Cy").member(), "Cy is a member");
  await decide("An", { kind: "expel", member: fromHex(member), plan: null }, ["An", "Bo"]);
  await until(() => sealed("Cy").members.get(member)?.leftMs !== null, "Cy is off the roll");
  // until then they settle what is left: the log goes on for them
  await homes.stop("Cy");
  await start("Cy");
  await until(() => isConnected("An", "Cy"), "Cy is let in to settle");
  const { height } = present(service("Cy").books(), "Cy has books");
  const drawn = await service("An").drawNetworkKey();
  await decide("An", { kind: "network-key", keyHash: fromHex(drawn) }, ["An", "Bo"]);
  for (const name of ["An", "Bo"]) await comesTo(name, drawn);
  await until(
    () => service("Cy").network().peers.length === 0 && !isConnected("An", "Cy") && !isConnected("Bo", "Cy"),
    "nobody has Cy any more",
  );
  expect(present(service("Cy").books(), "Cy has books").height).toBeGreaterThan(height);
  const { storedEvents } = service("Cy").network();
  const cy = await homeOf("Cy");
  expect(cy.waitingNetworkKeys).toEqual([]);
  expect(cy.networkKey).not.toBe((await homeOf("An")).networkKey);

  // it got hold of the new key, and comes as a peer that nobody knows
  const [an, key] = [await homeOf("An"), await newTransportKey()];
  const address = async () => `${service("Cy").network().addresses[0]}`;
  await homes.stop("Cy");
  await writeHome({ ...cy, networkKey: an.networkKey, transportKey: toHex(key) });
  let refusals = 0;
  const counts: NetLog = (_, message) => {
    if (message.includes("hello")) refusals++;
  };
  await start("Cy", { peers: service("An").network().addresses, log: counts });
  await until(() => refusals > 2, "Cy has called in vain");
  // and is called by one who does not know whom it calls
  await homes.stop("Bo");
  await start("Bo", { peers: [await address()] });
  expect((await service("Bo").author("witness", { on: true })).ok).toBe(true);
  await until(() => refusedBy("Bo") > 0, "Bo has called, and hung up");
  expect(service("Cy").network().peers).toEqual([]);
  expect(service("Cy").network().storedEvents).toBe(storedEvents);
  for (const name of ["An", "Bo"]) expect(isConnected(name, "Cy")).toBe(false);

  // nor is it listened to, with what brought it or as somebody whom it invites
  await homes.stop("Cy");
  const expelled = await homeOf("Cy");
  const line = await service("An").invite(3_600_000);
  const invite = readInvite(line.ok ? line.value : "");
  const { statement } = invite.given;
  const own = signInvite(deviceSigner(expelled), an.community, { ...statement, inviter: member });
  const guest = { ...invite, given: { ...invite.given, statement: own } };
  const options = { invite: guest, nickname: "Di", nowMs: clock() };
  const { home: other } = await joinHome(await homes.folder("Di"), options);
  for (const home of [expelled, other]) {
    const hostile = new HostileNode(home);
    const before = turnedOff;
    await hostile.attack(service("An").network().addresses, firstEventOf(home));
    await until(() => turnedOff > before + 3, "it has called in vain");
    await hostile.stop();
    expect([hostile.up, hostile.asked]).toEqual([0, []]);
  }
});
