import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StatusView } from "../../src/api/views/status-view.ts";
import { present } from "../../src/base/assert.ts";
import { foundHome, joinHome } from "../../src/node/home.ts";
import { readInvite } from "../../src/node/invite-text.ts";
import { TRIAL_CHARTER } from "../node/homes.ts";
import { Lan } from "./lan.ts";
import { LanNode } from "./lan-node.ts";

/** For hangs only. */
const WAIT_MS = 100_000;
const LOOK_EVERY_MS = 150;

let lan: Lan | undefined;
let folder = "";
let nodes: readonly LanNode[] = [];

/** Machines with a home for each name; the first has founded, and invites the others once it runs. */
export async function openVillage(...names: readonly string[]) {
  folder = await mkdtemp(join(tmpdir(), "huzhu-test-"));
  const opened = await Lan.open(names.length);
  lan = opened;
  nodes = names.map((name, i) => new LanNode(name, join(folder, name), present(opened.machines[i], name)));
  const [founder] = nodes as readonly [LanNode];
  await foundHome(founder.home, { charter: TRIAL_CHARTER, nickname: founder.name, nowMs: Date.now() });
  return { lan: opened, nodes };
}

export async function endVillage(): Promise<void> {
  await lan?.close();
  lan = undefined;
  if (folder !== "") await rm(folder, { recursive: true, force: true });
  folder = "";
}

/** The invite goes from hand to hand; the node is to be started. */
export async function admit(inviter: LanNode, node: LanNode): Promise<void> {
  const { invite } = await inviter.post<{ readonly invite: string }>("/v1/invites", { validMs: 3_600_000 });
  await joinHome(node.home, { invite: readInvite(invite), nickname: node.name, nowMs: Date.now() });
}

export async function until(
  what: string,
  node: LanNode,
  holds: (status: StatusView) => boolean | Promise<boolean>,
): Promise<void> {
  const endMs = Date.now() + WAIT_MS;
  while (!(await holds(await node.status()))) {
    if (Date.now() > endMs) throw new Error(`never came about: ${what}\n${await picture()}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** What a failure is understood by. */
async function picture(): Promise<string> {
  const views = nodes.map(async (node) => {
    const status = await node.status().catch(() => undefined);
    return JSON.stringify({ name: node.name, ...status?.network, ...status?.books?.moment });
  });
  return (await Promise.all(views)).join("\n");
}

export function isMember({ books }: StatusView): boolean {
  return books?.me != null;
}
