import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { AuthenticEvent } from "../src/events/event.ts";
import { Community } from "./community.ts";
import { type Figure, runBench, tell } from "./figure.ts";
import { founding } from "./founding.ts";
import { verifyAll, verifyCases } from "./native-rate.ts";
import { NewsReader, newsOf } from "./news.ts";
import { interleaved, percent, perSecond, secondsUntil } from "./rounds.ts";
import { VillageLife } from "./village-life.ts";

const ROUNDS = 5;
const MEMBERS = 100;

await runBench(6_000, async ({ size }) => {
  tell("making a community and its news");
  const community = new Community(founding());
  const life = new VillageLife(community, MEMBERS - 1);
  const votes = life.openVotes(Math.ceil(size / (MEMBERS - 2))).slice(0, size);
  const cases = verifyCases(votes);
  const news = await newsOf(community, votes);
  const folder = await mkdtemp(join(tmpdir(), "huzhu-bench-ingest-"));
  let round = 0;
  const read = async (take: (reader: NewsReader) => Promise<void>): Promise<number> => {
    const reader = await NewsReader.open(join(folder, String(round++)), news);
    const seconds = await secondsUntil(() => take(reader));
    await reader.close();
    return seconds;
  };
  try {
    tell("native verification and two ways of taking the news in, in turns");
    const seconds = await interleaved(ROUNDS, {
      native: () => verifyAll(cases),
      gossip: () => read((reader) => reader.gossip()),
      pull: () => read((reader) => reader.pull()),
      twoThreads: () => verifyOnThreads(votes, 2),
    });
    return figuresOf(votes.length, seconds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

function figuresOf(
  count: number,
  seconds: Readonly<Record<"native" | "gossip" | "pull" | "twoThreads", number>>,
): readonly Figure[] {
  const limit = `${perSecond(count, seconds.native)} native verify, one core`;
  const share = (of: number) => percent(seconds.native, of);
  return [
    {
      name: "events verified and stored, gossiped one by one",
      value: perSecond(count, seconds.gossip),
      beside: limit,
      ratio: share(seconds.gossip),
    },
    {
      name: "events verified and stored, pulled as ranges of feeds",
      value: perSecond(count, seconds.pull),
      beside: limit,
      ratio: share(seconds.pull),
    },
    {
      name: "  native verify on two threads (for information)",
      value: perSecond(2 * count, seconds.twoThreads),
      beside: limit,
      ratio: percent(2 * seconds.native, seconds.twoThreads),
    },
  ];
}

/** Each thread verifies them all; the time of the slowest, without its start. */
async function verifyOnThreads(events: readonly AuthenticEvent[], threads: number): Promise<number> {
  const signed = events.map(({ id, device, signature }) => ({ id, device, signature }));
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL("./children/verify-thread.ts", import.meta.url), { workerData: signed }),
  );
  await Promise.all(workers.map((worker) => answerOf(worker)));
  const seconds = workers.map((worker) => answerOf(worker));
  for (const worker of workers) worker.postMessage("go");
  const slowest = Math.max(...(await Promise.all(seconds)));
  await Promise.all(workers.map((worker) => worker.terminate()));
  return slowest;
}

function answerOf(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
