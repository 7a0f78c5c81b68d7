import { afterEach, expect, test } from "vitest";
import type { HealthTold } from "../../src/node/health.ts";
import { whyNoLan } from "./lan.ts";
import type { LanNode } from "./lan-node.ts";
import { admit, endVillage, isMember, openVillage, until } from "./small-village.ts";

const whyNot = await whyNoLan();
if (whyNot !== undefined) process.stderr.write(`skipped: ${whyNot}\n`);
/** For hangs only. */
const PATIENCE_MS = 240_000;

afterEach(endVillage);

const at = (port: number): readonly string[] => ["--listen", `/ip4/0.0.0.0/tcp/${port}`];

test(
  "two who know only where the other was find each other on their LAN, unless one of them does not want to be found",
  async ({ skip }) => {
    if (whyNot !== undefined) return skip(whyNot);
    const { nodes } = await openVillage("Ana", "Bao");
    const [ana, bao] = nodes as readonly [LanNode, LanNode];
    // as a home's router tells its computers
    for (const { machine } of nodes) await machine.configure(["route add default dev eth0"]);
    await ana.start(...at(4001), "--no-mdns");
    await admit(ana, bao);
    await bao.start(...at(4001), "--no-mdns");
    await until("Bao is a member", bao, isMember);
    await until("they are connected", ana, ({ network }) => network.peers === 1);
    await Promise.all([ana.stop(), bao.stop()]);

    await ana.start(...at(4002), "--no-mdns");
    await bao.start(...at(4003));
    await until("Bao has called where Ana was", bao, async ({ network }) => {
      expect(network.peers).toBe(0);
      const { peers } = await bao.get<HealthTold>("/v1/health");
      return peers.length > 0 && peers.every(({ dialed }) => dialed === "refused");
    });
    await ana.stop();
    await ana.start(...at(4004));
    for (const node of nodes)
      await until(`${node.name} has found the other`, node, ({ network }) => network.peers === 1);
  },
  PATIENCE_MS,
);
