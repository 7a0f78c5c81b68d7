import { afterEach, expect, test } from "vitest";
import type { StatusView } from "../../src/api/views/status-view.ts";
import { trialXianghubao } from "../../src/ledger/templates.ts";
import { whyNoLan } from "./lan.ts";
import type { LanNode } from "./lan-node.ts";
import { admit, endVillage, isMember, openVillage, until } from "./small-village.ts";

const whyNot = await whyNoLan();
if (whyNot !== undefined) process.stderr.write(`skipped: ${whyNot}\n`);
/** For hangs only. */
const PATIENCE_MS = 240_000;
/** The second network, beyond the relay. */
const BEYOND = "10.78.0";
const ANYWHERE = ["--listen", "/ip4/0.0.0.0/tcp/4001"];

afterEach(endVillage);

const isThroughRelay = ({ network }: StatusView): boolean => network.peers === 2 && network.relayed === 1;

/** Nothing of a plan falls due here. */
const MOMENTS = { everyMs: 86_400_000, waitingMs: 0, voteMs: 3_600_000, noticeMs: 0, graceMs: 600_000 };

async function holds(node: LanNode, id: string): Promise<boolean> {
  return await node.get(`/v1/entries/${id}`).then(
    () => true,
    () => false,
  );
}

test(
  "two without a route to each other meet at a relay in a third network, exchange what it has not, and meet again when it was away",
  async ({ skip }) => {
    if (whyNot !== undefined) return skip(whyNot);
    const village = await openVillage("Rui", "Ana", "Bao");
    const [rui, ana, bao] = village.nodes as readonly [LanNode, LanNode, LanNode];
    await village.lan.cut([bao.machine]);
    await village.lan.wire(rui.machine, "right", `${BEYOND}.1`);
    await bao.machine.configure(["address flush dev eth0", `address add ${BEYOND}.3/24 dev eth0`]);

    await rui.start(...ANYWHERE, "--relay");
    for (const node of [ana, bao]) {
      await admit(rui, node);
      await node.start(...ANYWHERE);
    }
    for (const node of [ana, bao]) {
      await until(`${node.name} is a member`, node, isMember);
      await until(`${node.name} has the other through the relay`, node, isThroughRelay);
      await until(`${node.name} tells how to reach it through the relay`, node, ({ network }) =>
        network.addresses.some((address) => address.includes("/p2p-circuit/")),
      );
    }
    await until("both are at the relay", rui, ({ network }) => network.peers === 2 && network.relayed === 0);

    // back, it fetches nothing for an hour, and hears no gossip
    await rui.stop();
    for (const node of [ana, bao])
      await until(`${node.name} is alone`, node, ({ network }) => network.peers === 0);
    await rui.start(...ANYWHERE, "--relay", "--no-gossip", "--sync-every", "1h");
    for (const node of [ana, bao]) await until(`${node.name} has the other again`, node, isThroughRelay);
    let isPassedBy = false;
    for (let i = 0; i < 3 && !isPassedBy; i++) {
      const id = await ana.say("/v1/plans", { terms: trialXianghubao(MOMENTS), tier: 0 });
      await until("Bao holds it", bao, () => holds(bao, id));
      isPassedBy = !(await holds(rui, id));
    }
    expect(isPassedBy).toBe(true);
  },
  PATIENCE_MS,
);
