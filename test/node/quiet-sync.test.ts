import { afterEach, expect, test } from "vitest";
import type { Transport } from "../../src/net/transport.ts";
import type { MetricName } from "../../src/node/metrics.ts";
import type { RunningNode } from "../../src/node/run-node.ts";
import { decodeRequest } from "../../src/peer/sync-requests.ts";
import { Homes, until } from "./homes.ts";

const homes = new Homes();
afterEach(() => homes.close());

/** What two equal nodes may spend on one turn: the question and its answer, both ways. */
const TURN_BYTES_MAX = 1_024;
const TURNS = 12;
/** Nothing but turns of sync: no pings, and no seat that is to be renewed. */
const OPTIONS = { syncEveryMs: 100, netTimes: { pingEveryMs: 3_600_000 } };
const CHARTER = { seatExpiryMs: 86_400_000 };

/** Questions of both nodes, in order. */
const asked: string[] = [];
const wrapTransport = (transport: Transport): Transport =>
  new Proxy(transport, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (name !== "request") return value.bind(target);
      return (...args: Parameters<Transport["request"]>) => {
        asked.push(decodeRequest(args[1])?.type ?? "malformed");
        return target.request(...args);
      };
    },
  });

async function counted(node: RunningNode) {
  const samples = await node.figures();
  const sum = (name: MetricName) =>
    samples.filter((sample) => sample.name === name).reduce((total, { value }) => total + value, 0);
  // of one node: it asks, and answers
  return { bytes: sum("huzhu_socket_bytes_total"), turns: sum("huzhu_requests_total") };
}

/** The first stretch of turns in which neither node had anything to ask but how the other stands. */
async function quietTurns(node: RunningNode) {
  for (;;) {
    const questions = asked.length;
    const before = await counted(node);
    await until(async () => (await counted(node)).turns >= before.turns + TURNS, "turns of sync");
    const after = await counted(node);
    if (asked.slice(questions).some((type) => type !== "status")) continue;
    return { bytes: after.bytes - before.bytes, turns: after.turns - before.turns };
  }
}

test.each([true, false])(
  "two equal nodes exchange less than 1 KiB a turn, counted at the socket (gossip: %s)",
  async (gossip) => {
    await homes.found(`Ada ${gossip}`, CHARTER);
    await homes.start(`Ada ${gossip}`, { ...OPTIONS, gossip }, { wrapTransport });
    await homes.join(`Bo ${gossip}`, `Ada ${gossip}`);
    const bo = await homes.start(`Bo ${gossip}`, { ...OPTIONS, gossip }, { wrapTransport });
    await until(() => bo.service.member() !== null, "both on the roll");
    const quiet = await quietTurns(bo);
    expect(quiet.bytes).toBeGreaterThan(0);
    expect(quiet.bytes).toBeLessThan(TURN_BYTES_MAX * quiet.turns);
    await homes.stop(`Bo ${gossip}`);
    await homes.stop(`Ada ${gossip}`);
  },
);
