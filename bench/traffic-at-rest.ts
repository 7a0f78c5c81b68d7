import { setTimeout } from "node:timers/promises";
import { assert } from "../src/base/assert.ts";
import { type Figure, runBench, tell } from "./figure.ts";
import { percent } from "./rounds.ts";
import type { StartedNode } from "./started-node.ts";
import { until, withVillage } from "./village.ts";
import { TERMS } from "./village-life.ts";

const MEMBERS = 100;
const PEERS = 4;
/** Members who are not there and whom the node calls again and again: with the four above all that it keeps (12). */
const TOLD = 8;
const DAY_SECONDS = 86_400;
const MEGABYTE = 1e6;
const BYTES_PER_DAY_MAX = 25 * MEGABYTE;
/** Of the default charter: at most one an hour. A community at rest has fewer. */
const SEALS_PER_DAY = 24;
/** Everybody's node says every two days that it is there. */
const RENEWALS_PER_DAY = MEMBERS / 2;
/** What follows a seal: the last votes, and the statuses that differ for a moment. */
const AFTER_SEAL_MS = 3_000;
/** In their second turn of sync two nodes have nothing left to tell each other. */
const FIRST_TURNS_MS = 70_000;
/** So many entries in one seal beside one with a single entry: what one more entry costs. */
const ENTRIES = 10;
/** Three SYN of 60 bytes, a second and two seconds apart, until the call is given up. */
const BYTES_PER_CALL = 180;

const BYTES = "huzhu_socket_bytes_total";
const CALLS = "huzhu_dials_total";
const UNTIL_NEVER = ["--sync-every", "1d"];

interface Window {
  readonly seconds: number;
  readonly bytes: number;
  readonly calls: number;
}

interface Rare {
  readonly seal: number;
  readonly entry: number;
}

/** --size: how many seconds the connections are watched; whole minutes, as what passes comes by the minute. */
await runBench(180, async ({ size }) => {
  const wish = { members: MEMBERS, peers: PEERS, told: TOLD };
  const minutes = `${size} s of ${PEERS} connections`;
  tell(`${minutes} without sync, then a seal, then one of ${ENTRIES} entries`);
  const quiet = await withVillage({ ...wish, words: ["--metrics", "0", ...UNTIL_NEVER] }, async (nodes) => {
    const window = await watch(nodes[0], size);
    return { window, rare: await rareParts(nodes, window.bytes / window.seconds) };
  });
  tell(`${minutes} as they are`);
  const whole = await withVillage({ ...wish, words: ["--metrics", "0"] }, ([node]) => watch(node, size));
  return figuresOf(quiet.window, whole, quiet.rare);
});

async function watch(node: StartedNode, seconds: number): Promise<Window> {
  await until("nothing waits", async () => (await openEntries(node)) === 0);
  await setTimeout(Math.min(seconds * 1_000, FIRST_TURNS_MS));
  const [bytes, calls, startMs] = [await node.counted(BYTES), await node.counted(CALLS), performance.now()];
  await setTimeout(seconds * 1_000);
  return {
    bytes: (await node.counted(BYTES)) - bytes,
    calls: (await node.counted(CALLS)) - calls,
    seconds: (performance.now() - startMs) / 1_000,
  };
}

async function openEntries(node: StartedNode): Promise<number> {
  return (await node.status()).books?.moment.open ?? 0;
}

/** By a seal with one entry, and seals with more, beyond what the connections cost meanwhile. */
async function rareParts([founder]: readonly [StartedNode, ...StartedNode[]], bytesPerSecond: number) {
  // until what each node said of its seat is sealed
  for (let seals = 0; (await seatsOf(founder)) <= PEERS; seals++) {
    assert(seals < 10, "every node that is there gets a seat");
    await sealed(founder, 1, bytesPerSecond);
  }
  const one = await sealed(founder, 1, bytesPerSecond);
  const many = await sealed(founder, ENTRIES, bytesPerSecond);
  const entry = (many.bytes - one.bytes * many.seals) / (ENTRIES - many.seals);
  return { seal: one.bytes - entry, entry };
}

async function sealed(node: StartedNode, entries: number, bytesPerSecond: number) {
  const [bytes, seals, startMs] = [await node.counted(BYTES), await heightOf(node), performance.now()];
  for (let i = 0; i < entries; i++)
    await node.client.post("/v1/plans", { terms: { ...TERMS, title: `Plan ${i}` }, tier: null });
  await until("everything is sealed", async () => (await openEntries(node)) === 0);
  await setTimeout(AFTER_SEAL_MS);
  const besides = (bytesPerSecond * (performance.now() - startMs)) / 1_000;
  return {
    bytes: (await node.counted(BYTES)) - bytes - besides,
    seals: (await heightOf(node)) - seals,
  };
}

async function seatsOf(node: StartedNode): Promise<number> {
  return (await node.status()).books?.seal.witnesses.length ?? 0;
}

async function heightOf(node: StartedNode): Promise<number> {
  return (await node.status()).books?.moment.height ?? 0;
}

function figuresOf(quiet: Window, whole: Window, rare: Rare): readonly Figure[] {
  const daily = (window: Window) => (window.bytes / window.seconds) * DAY_SECONDS;
  const keepAlive = daily(quiet);
  const sync = daily(whole) - keepAlive;
  const seals = rare.seal * SEALS_PER_DAY;
  const renewals = rare.entry * RENEWALS_PER_DAY;
  const total = keepAlive + sync + seals + renewals;
  const calls = (whole.calls / whole.seconds) * DAY_SECONDS;
  const part = (name: string, bytes: number, beside: string): Figure => ({
    name: `  ${name}`,
    value: megabytes(bytes),
    beside,
    ratio: percent(bytes, total),
  });
  return [
    {
      name: `a day at rest, ${MEMBERS} members, ${PEERS} peers: in and out at the sockets`,
      value: megabytes(total),
      beside: "25 MB is the limit; without the headers of TCP and IP",
      ratio: percent(total, BYTES_PER_DAY_MAX),
    },
    part("connections kept alive", keepAlive, `measured for ${quiet.seconds.toFixed(0)} s`),
    part("sync", sync, "asked of each peer, and by each, every minute; nothing is missing"),
    part("seals", seals, `${kilobytes(rare.seal)} each of ${PEERS + 1} seats, ${SEALS_PER_DAY} a day`),
    part("renewals", renewals, `${kilobytes(rare.entry)} each, ${RENEWALS_PER_DAY} a day`),
    {
      name: `  besides, calls to ${TOLD} members who are not there`,
      value: megabytes(calls * BYTES_PER_CALL),
      beside: `${calls.toFixed(0)} a day, at ${BYTES_PER_CALL} bytes of TCP and IP each`,
      ratio: "",
    },
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(2)} MB`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
