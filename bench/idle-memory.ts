import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { foundHome, joinHome } from "../src/node/home.ts";
import { readInvite } from "../src/node/invite-text.ts";
import { Child } from "./child.ts";
import { CHARTER } from "./community.ts";
import { type Figure, runBench, tell } from "./figure.ts";
import { mebibytes, percent } from "./rounds.ts";

interface Memory {
  readonly rss: number;
  /** after a collection of garbage */
  readonly heapUsed: number;
}

/** After the last peer has come: handshakes, joins and seals are over by then. */
const SETTLE_MS_PER_PEER = 4_000;
const CONNECT_MS = 60_000;
const BUILT = new URL("../dist/node/run-node.js", import.meta.url);
const SOURCE = new URL("../src/node/run-node.ts", import.meta.url);

/** --size: how many peers are connected. */
await runBench(4, async ({ size }) => {
  tell(`a bare libp2p with ${size} peers`);
  const bare = await measured((started) => bareNodes(size, started), size);
  tell(`a node with ${size} peers, each a process of its own`);
  const folder = await mkdtemp(join(tmpdir(), "huzhu-bench-idle-"));
  try {
    const node = await measured((started) => communityNodes(folder, size, started), size);
    return figuresOf(size, node, bare);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

function figuresOf(peers: number, node: Memory, bare: Memory): readonly Figure[] {
  const from = existsSync(BUILT) ? "" : ", from its source";
  return [
    {
      name: `memory of an idle node, ${peers} peers (RSS${from})`,
      value: mebibytes(node.rss),
      beside: `${mebibytes(bare.rss)} bare libp2p, same services and peers`,
      ratio: percent(node.rss, bare.rss),
    },
    {
      name: "  of which JavaScript objects in use",
      value: mebibytes(node.heapUsed),
      beside: `${mebibytes(bare.heapUsed)} bare libp2p`,
      ratio: percent(node.heapUsed, bare.heapUsed),
    },
  ];
}

/** Of the first process started, once all are connected to it and it has come to rest. */
async function measured(start: (started: Child[]) => Promise<Child>, peers: number): Promise<Memory> {
  const started: Child[] = [];
  try {
    const first = await start(started);
    const endMs = performance.now() + CONNECT_MS;
    while (!(await isConnected(first, peers))) {
      if (performance.now() > endMs) throw new Error(`not all of ${peers} peers came`);
      await setTimeout(200);
    }
    await setTimeout(SETTLE_MS_PER_PEER * peers);
    return await first.ask<Memory>("memory");
  } finally {
    await Promise.all(started.map((child) => child.stop()));
  }
}

/** Connected; and of a community, that all are on its roll. */
async function isConnected(first: Child, wanted: number): Promise<boolean> {
  const { peers, members } = await first.ask<{ peers: number; members: number }>("state");
  return peers === wanted && (members === 0 || members === wanted + 1);
}

async function bareNodes(peers: number, started: Child[]): Promise<Child> {
  const file = new URL("./children/bare-libp2p.js", import.meta.url);
  const begin = async (words: readonly string[]): Promise<Child> => {
    const child = await Child.start(file, words);
    started.push(child);
    return child;
  };
  const first = await begin([]);
  const address = await first.ask<string>("address");
  for (let i = 0; i < peers; i++) await begin([address]);
  return first;
}

async function communityNodes(folder: string, peers: number, started: Child[]): Promise<Child> {
  const file = new URL("./children/idle-node.js", import.meta.url);
  const runNode = existsSync(BUILT) ? BUILT : SOURCE;
  const begin = async (home: string): Promise<Child> => {
    const child = await Child.start(file, [runNode.href, home]);
    started.push(child);
    return child;
  };
  const home = (name: string) => join(folder, name);
  const charter = { ...CHARTER, title: "Idle" };
  await foundHome(home("first"), { charter, nickname: "first", nowMs: Date.now() });
  const first = await begin(home("first"));
  for (let i = 0; i < peers; i++) {
    const invite = readInvite(await first.ask<string>("invite"));
    const name = `peer ${i}`;
    await joinHome(home(name), { invite, nickname: name, nowMs: Date.now() });
    await begin(home(name));
  }
  return first;
}
