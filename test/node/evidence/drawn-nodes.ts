import { readdir } from "node:fs/promises";
import type { ClaimId } from "../../../src/base/id.ts";
import { evidenceFolder } from "../../../src/node/evidence/evidence-files.ts";
import { JuryVillage } from "../../ledger/jury-village.ts";
import { type PaperNode, PaperNodes } from "./paper-nodes.ts";

export interface DrawnNodes {
  readonly nodes: PaperNodes;
  readonly village: JuryVillage;
  readonly claim: ClaimId;
  readonly claimant: PaperNode;
  readonly seats: readonly PaperNode[];
}

/** A claim of the first member's that a jury is drawn for; nodes of the claimant and of so many of its seats. */
export async function drawnNodes(jurors: number): Promise<DrawnNodes> {
  const village = new JuryVillage(60);
  const nodes = new PaperNodes(village);
  const claim = village.drawn();
  const claimant = await nodes.add(village.m(0));
  const seats: PaperNode[] = [];
  for (const member of village.jurors(claim, "seat").slice(0, jurors)) seats.push(await nodes.add(member));
  return { nodes, village, claim, claimant, seats };
}

/** Has each look after its documents once, in this order. */
export async function rounds(...each: readonly PaperNode[]): Promise<void> {
  for (const node of each) await node.blobs.run();
}

/** What a node keeps of all claims, by path. */
export async function filesOf(node: PaperNode): Promise<readonly string[]> {
  const all = await readdir(evidenceFolder(node.home), { recursive: true }).catch(() => []);
  return all.filter((name) => name.includes("."));
}
