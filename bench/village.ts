import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { peerIdFromPrivateKey } from "@libp2p/peer-id";
import { newTransportKey, readTransportKey } from "../src/net/transport-key.ts";
import { joinHome } from "../src/node/home.ts";
import { readInvite } from "../src/node/invite-text.ts";
import { signProfile } from "../src/profiles/profile.ts";
import { FounderHome } from "./founder-home.ts";
import { StartedNode } from "./started-node.ts";

export interface VillageWish {
  /** on the roll at the end, the connected ones among them */
  readonly members: number;
  /** nodes beside the founder's, connected with it */
  readonly peers: number;
  /** how many of the members who are not there told where they can be called */
  readonly told: number;
  /** further words for every `huzhu start` */
  readonly words: readonly string[];
}

/** Before the moment when the nodes start: what the founder seals beforehand lies in the past. */
const BEFORE_MS = 600_000;
/** Nobody listens there. */
const CLOSED_PORT = 9;
const COME_MS = 180_000;

/** Runs a community most of whose members are not there, until `look` has looked at its nodes; the founder's is the first. */
export async function withVillage<T>(
  wish: VillageWish,
  look: (nodes: readonly [StartedNode, ...StartedNode[]]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "huzhu-bench-village-"));
  const started: StartedNode[] = [];
  const begin = async (path: string): Promise<StartedNode> => {
    const node = await StartedNode.start(path, wish.words);
    started.push(node);
    return node;
  };
  try {
    await foundVillage(join(folder, "founder"), wish);
    const founder = await begin(join(folder, "founder"));
    const names = Array.from({ length: wish.peers }, (_, i) => `peer ${i}`);
    const others = await Promise.all(
      names.map(async (nickname) => {
        const path = join(folder, nickname);
        const invite = readInvite(await founder.invite());
        await joinHome(path, { invite, nickname, nowMs: Date.now() });
        return await begin(path);
      }),
    );
    await until(`${wish.peers} peers connected and on the roll`, async () => {
      const { network, books } = await founder.status();
      return network.peers === wish.peers && books?.members === wish.members;
    });
    return await look([founder, ...others]);
  } finally {
    await Promise.all(started.map((node) => node.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + COME_MS;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`never came about: ${what}`);
    await setTimeout(200);
  }
}

/** The founder's home, where all but those who are to come are on the roll, sealed just now. */
async function foundVillage(path: string, { members, peers, told }: VillageWish): Promise<void> {
  const home = await FounderHome.found(path, Date.now() - BEFORE_MS);
  const { community } = home;
  const asleep = members - peers - 1;
  if (asleep > 0) {
    community.join(asleep);
    community.seal();
  }
  const profiles = [];
  for (const { signer } of community.members.slice(0, told)) {
    const peer = peerIdFromPrivateKey(readTransportKey(await newTransportKey()));
    const addresses = [`/ip4/127.0.0.1/tcp/${CLOSED_PORT}/p2p/${peer}`];
    const content = { nickname: "asleep", payTo: "", needs: [], addresses };
    const sign = (message: Uint8Array) => signer.sign(message);
    const { wire } = signProfile(community.community, signer.publicKey, community.nowMs, content, sign);
    profiles.push({ device: signer.publicKey, bytes: wire });
  }
  await home.save({ profiles });
  await home.close();
}
