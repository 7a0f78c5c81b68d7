import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { MemberId } from "../../src/base/id.ts";
import { contact } from "../../src/events/kinds/contact.ts";
import { type RunningNode, runNode } from "../../src/node/run-node.ts";
import { spareMemory } from "../../src/node/spare-memory.ts";
import { obey } from "./obey.ts";
import { LOOK_MS, SIEGE_OPTIONS } from "./siege-options.ts";

const SAMPLE_MS = 10;

spareMemory();

let node: RunningNode | undefined;
let peakBytes = 0;
setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, SAMPLE_MS);

function running(): RunningNode {
  if (node === undefined) throw new Error("the victim does not run");
  return node;
}

interface Start {
  readonly home: string;
  /** the honest ones' addresses */
  readonly peers: readonly string[];
  readonly forgiving: boolean;
}

/** What is asked of the victim: a member's node as it is, in a process of its own. */
const orders = {
  /** Starts the home's node anew; with `forgiving` whoever was kept out is forgotten. */
  async start({ home, peers, forgiving }: Start): Promise<void> {
    await node?.stop();
    if (forgiving) await rm(join(home, "kept-out.json"), { force: true });
    node = await runNode(home, { ...SIEGE_OPTIONS, peers });
  },
  /** Bytes in use once nothing needless is held; the peak begins anew. */
  idle(): number {
    // as a node at rest gives it back: docs/decisions/045
    global.gc?.({ type: "major", flavor: "last-resort" });
    const bytes = process.memoryUsage.rss();
    peakBytes = bytes;
    return bytes;
  },
  tell() {
    const { service } = running();
    const { addresses, peers } = service.network();
    return {
      addresses,
      devices: peers.map(({ device }) => device),
      isMember: service.member() !== null,
      peakBytes,
    };
  },
  /** Seals so far, the last one's id, how many seats the next one takes, and whether an entry of our own is sealed. */
  async look(said: string | null) {
    await delay(LOOK_MS);
    const books = running().service.books();
    const isSealed = books !== null && said !== null && books.open.every(({ id }) => id !== said);
    return {
      height: books?.height ?? 0,
      sealId: books?.sealId ?? null,
      quorum: books?.quorum ?? 0,
      isSealed,
    };
  },
  /** The id of an entry of our own, durable: the other is named as a contact, or no more; null: refused. */
  async say(other: MemberId): Promise<string | null> {
    const say = (on: boolean) =>
      running().service.author("contact", contact.body.write({ role: "name", other, on }));
    const named = await say(true);
    const said = named.ok ? named : await say(false);
    return said.ok ? said.value : null;
  },
};
export type VictimOrders = typeof orders;

obey(orders);
