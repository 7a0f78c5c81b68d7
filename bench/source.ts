import { cp } from "node:fs/promises";
import { assert } from "../src/base/assert.ts";
import { joinHome } from "../src/node/home.ts";
import { readHome, storePath, writeHome } from "../src/node/home-file.ts";
import { readInvite } from "../src/node/invite-text.ts";
import { placeOf } from "../src/node/place.ts";
import { type RunningNode, runNode } from "../src/node/run-node.ts";
import { tell } from "./figure.ts";
import { Newcomer } from "./newcomer.ts";
import type { SealedHome } from "./sealed-home.ts";

const INVITE_MS = 86_400_000;

/** The node that has it all. */
export class Source {
  readonly home: SealedHome;
  readonly path: string;
  /** the community's time goes on from where its last seal is; milliseconds behind this machine's clock */
  readonly behindMs: number;
  readonly #node: RunningNode;

  private constructor(home: SealedHome, path: string, behindMs: number, node: RunningNode) {
    this.home = home;
    this.path = path;
    this.behindMs = behindMs;
    this.#node = node;
  }

  /** From a copy, so that the kept home stays what it is. */
  static async start(home: SealedHome, path: string): Promise<Source> {
    tell("starting a node that has it all");
    await cp(home.path, path, { recursive: true });
    // else it would sign nothing before a member has confirmed that no other copy runs
    await writeHome({ ...(await readHome(path)), place: await placeOf(path, storePath(path)) });
    const behindMs = Date.now() - home.nowMs;
    const options = { listen: ["/ip4/127.0.0.1/tcp/0"], peers: [] };
    const node = await runNode(path, options, { clock: () => Date.now() - behindMs });
    return new Source(home, path, behindMs, node);
  }

  /** A home that has an invite, and nothing else. */
  async invite(path: string): Promise<Newcomer> {
    const line = await this.#node.service.invite(INVITE_MS);
    assert(line.ok, "an invite");
    const nowMs = Date.now() - this.behindMs;
    await joinHome(path, { invite: readInvite(line.value), nickname: "Newcomer", nowMs });
    return new Newcomer(path, this.behindMs);
  }

  stop(): Promise<void> {
    return this.#node.stop();
  }
}
