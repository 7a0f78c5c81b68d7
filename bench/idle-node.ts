import { setTimeout } from "node:timers/promises";
import { Child } from "./child.ts";
import { type Figure, runBench, tell } from "./figure.ts";
import { mebibytes, percent } from "./rounds.ts";
import { until, withVillage } from "./village.ts";

interface Idle {
  readonly residentBytes: number;
  /** of one core */
  readonly cpuShare: number;
  /** so long it was watched */
  readonly seconds: number;
  readonly readySeconds: number;
  /** of its processor until then */
  readonly readyCpuSeconds: number;
}

const MEMBERS = 100;
/** After the last peer has come: handshakes, joins and seals are over by then. */
const SETTLE_MS_PER_PEER = 4_000;
const WATCHED_MS = 60_000;
/** With a single peer it is only to be seen that the bench runs. */
const GLANCED_AT_MS = 2_000;
const RESIDENT_BYTES_MAX = 150e6;
const READY_SECONDS_MAX = 3;

/** --size: how many peers are connected. */
await runBench(4, async ({ size }) => {
  tell(`a bare libp2p with ${size} peers`);
  const bareBytes = await bareLibp2p(size);
  tell(`huzhu start with ${size} peers, each a process of its own, in a community of ${MEMBERS}`);
  const wish = { members: MEMBERS, peers: size, told: 0, words: [] };
  const idle = await withVillage(wish, async ([node]): Promise<Idle> => {
    await setTimeout(SETTLE_MS_PER_PEER * size);
    const [startMs, startSeconds] = [performance.now(), node.cpuSeconds()];
    await setTimeout(size === 1 ? GLANCED_AT_MS : WATCHED_MS);
    const seconds = (performance.now() - startMs) / 1_000;
    const { readySeconds, readyCpuSeconds } = node;
    const cpuShare = (node.cpuSeconds() - startSeconds) / seconds;
    return { residentBytes: node.residentBytes(), cpuShare, seconds, readySeconds, readyCpuSeconds };
  });
  return figuresOf(size, idle, bareBytes);
});

function figuresOf(peers: number, idle: Idle, bareBytes: number): readonly Figure[] {
  return [
    {
      name: `memory of an idle node, ${peers} peers (RSS)`,
      value: `${mebibytes(idle.residentBytes)} = ${(idle.residentBytes / 1e6).toFixed(0)} MB`,
      beside: `150 MB is the limit; ${mebibytes(bareBytes)} bare libp2p, same services and peers`,
      ratio: percent(idle.residentBytes, RESIDENT_BYTES_MAX),
    },
    {
      name: "  its processor",
      value: `${(idle.cpuShare * 100).toFixed(2)} % of a core`,
      beside: `1 % is the limit; over ${idle.seconds.toFixed(0)} s`,
      ratio: percent(idle.cpuShare, 0.01),
    },
    {
      name: "  from its start to ready",
      value: `${idle.readySeconds.toFixed(2)} s`,
      beside: `${READY_SECONDS_MAX} s is the limit; ${idle.readyCpuSeconds.toFixed(2)} s of processor`,
      ratio: percent(idle.readySeconds, READY_SECONDS_MAX),
    },
  ];
}

async function bareLibp2p(peers: number): Promise<number> {
  const file = new URL("./children/bare-libp2p.js", import.meta.url);
  const started: Child[] = [];
  const begin = async (words: readonly string[]): Promise<Child> => {
    const child = await Child.start(file, words);
    started.push(child);
    return child;
  };
  try {
    const first = await begin([]);
    const address = await first.ask<string>("address");
    for (let i = 0; i < peers; i++) await begin([address]);
    await until(`${peers} peers`, async () => (await first.ask<number>("peers")) === peers);
    await setTimeout(SETTLE_MS_PER_PEER * peers);
    return await first.ask<number>("memory");
  } finally {
    await Promise.all(started.map((child) => child.stop()));
  }
}
