import { join } from "node:path";
import { foundHome, joinHome } from "../../node/home.ts";
import { readInvite } from "../../node/invite-text.ts";
import type { Charter } from "../../state/records.ts";
import { DemoFault, DemoNode, waitFor } from "./demo-node.ts";
import { type Forwarder, openForwarder } from "./forwarder.ts";

/** Moments for days, so that a year's worth happens in half a minute. */
const CHARTER: Charter = {
  title: "Trial",
  currency: "CNY",
  digits: 2,
  utcOffsetMinutes: 480,
  vouches: 1,
  objections: 1,
  objectionMs: 0,
  growth: { everyMs: 2_592_000_000, perMember: 1_000, atLeast: 1_000, permille: 1_000 },
  sealEveryMs: 500,
  rankMs: 300,
  roundMs: 3_000,
  seatAfterMs: 0,
  seatExpiryMs: 60_000,
  recoveryMs: 14 * 86_400_000,
};

export const NAMES = ["Ana", "Bao", "Chen", "Dewi", "Eun"] as const;
const INVITE_MS = 3_600_000;

/** Five nodes; every pair is connected through a wire of the demo's own. */
export class DemoVillage {
  readonly nodes: readonly DemoNode[];
  readonly #wires: { readonly a: string; readonly b: string; readonly wire: Forwarder }[] = [];

  constructor(folder: string) {
    this.nodes = NAMES.map((name) => new DemoNode(name, join(folder, name.toLowerCase())));
  }

  node(name: string): DemoNode {
    const node = this.nodes.find((each) => each.name === name);
    if (node === undefined) throw new DemoFault(`nobody is called ${name}`);
    return node;
  }

  /** The first founds, the others join by invite; all of them are running when it resolves. */
  async begin(): Promise<void> {
    const [founder, ...others] = this.nodes;
    if (founder === undefined) return;
    await foundHome(founder.home, { charter: CHARTER, nickname: founder.name, nowMs: Date.now() });
    await founder.start([]);
    await waitFor(async () => ((await founder.status()).books?.me ? true : undefined), "the founder's books");
    for (const node of others) {
      const { invite } = await founder.post<{ invite: string }>("/v1/invites", { validMs: INVITE_MS });
      const options = { invite: readInvite(invite), nickname: node.name, nowMs: Date.now() };
      await joinHome(node.home, options);
    }
    const running = [founder];
    for (const node of others) {
      await node.start(await Promise.all(running.map((other) => this.#wireTo(node, other))));
      running.push(node);
    }
    await this.everywhere(
      async (node) => (await node.status()).books?.me != null,
      "everybody to be a member",
    );
  }

  /** A wire that `from` can dial to reach `to`. */
  async #wireTo(from: DemoNode, to: DemoNode): Promise<string> {
    const { network } = await to.status();
    const port = network.addresses.map((address) => /\/tcp\/(\d+)/.exec(address)?.[1]).find((found) => found);
    const wire = await openForwarder(() => (port === undefined ? undefined : Number(port)));
    this.#wires.push({ a: from.name, b: to.name, wire });
    return `/ip4/127.0.0.1/tcp/${wire.port}/p2p/${network.peerId}`;
  }

  /** Cuts every wire of one node. */
  cut(name: string): void {
    for (const { a, b, wire } of this.#wires) if (a === name || b === name) wire.cut();
  }

  heal(): void {
    for (const { wire } of this.#wires) wire.heal();
  }

  /** Waits until it holds on all the nodes (or on those named). */
  async everywhere(
    holds: (node: DemoNode) => Promise<boolean>,
    what: string,
    nodes: readonly DemoNode[] = this.nodes,
  ): Promise<void> {
    await Promise.all(
      nodes.map((node) =>
        waitFor(async () => ((await holds(node)) ? true : undefined), `${what} (${node.name})`),
      ),
    );
  }

  async end(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
    await Promise.all(this.#wires.map(({ wire }) => wire.close()));
  }
}
