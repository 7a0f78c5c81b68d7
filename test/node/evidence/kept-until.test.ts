import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { evidenceFolder } from "../../../src/node/evidence/evidence-files.ts";
import { DAY } from "../../ledger/aid-fixture.ts";
import { say } from "../../ledger/jury-village.ts";
import { drawnNodes, filesOf, rounds } from "./drawn-nodes.ts";
import { documentOf, type PaperNode, type PaperNodes } from "./paper-nodes.ts";

let nodes: PaperNodes;
afterEach(() => nodes.close());

async function begin(seats: number) {
  const drawn = await drawnNodes(seats);
  nodes = drawn.nodes;
  return drawn;
}

const LETTER = "Discharge letter, ward 7";
const PHOTO = new Uint8Array(700_000).fill(7);

describe("documents are deleted", () => {
  test("by everybody fourteen days after the decision is final, also by who was off meanwhile", async () => {
    const { village, claim, claimant, seats } = await begin(2);
    const [there, away] = seats as [PaperNode, PaperNode];
    await claimant.put(claim, [documentOf(LETTER)]);
    await rounds(claimant, there, away);
    const jury = village.jurors(claim, "seat");
    village.seal(...village.votes(claim, "no", jury));
    village.pass(7 * DAY + 1);
    expect(village.community.claim(claim).status).toBe("notice-no");
    await away.blobs.stop();
    village.pass(3 * DAY);
    const { status } = village.community.claim(claim);
    expect(status).toBe("refused");
    const endMs = (await there.blobs.told(claim))?.endMs ?? 0;
    expect(endMs).toBeGreaterThan(village.community.nowMs + 13 * DAY);
    village.community.seal(endMs - 1);
    await rounds(claimant, there);
    for (const node of [claimant, there]) expect((await filesOf(node)).length).toBeGreaterThan(0);
    village.community.seal(endMs);
    await away.restart();
    await rounds(claimant, there, away);
    for (const node of [claimant, there, away]) expect(await filesOf(node)).toEqual([]);
  });

  test("by one's own clock where nothing is sealed any more", async () => {
    const { village, claim, claimant } = await begin(0);
    await claimant.put(claim, [documentOf(LETTER)]);
    village.seal(...village.votes(claim, "no", village.jurors(claim, "seat")));
    village.pass(7 * DAY + 1);
    village.pass(3 * DAY);
    const endMs = (await claimant.blobs.told(claim))?.endMs ?? 0;
    claimant.nowMs = endMs - 1;
    await rounds(claimant);
    expect((await filesOf(claimant)).length).toBeGreaterThan(0);
    claimant.nowMs = endMs;
    await rounds(claimant);
    expect(await filesOf(claimant)).toEqual([]);
  });

  test("at once where the claim is withdrawn", async () => {
    const { village, claim, claimant, seats } = await begin(1);
    const [juror] = seats as [PaperNode];
    await claimant.put(claim, [documentOf(LETTER)]);
    await rounds(claimant, juror);
    village.seal(say(claimant.member, "withdraw", { claim }));
    await rounds(claimant, juror);
    for (const node of [claimant, juror]) expect(await filesOf(node)).toEqual([]);
  });
});

test("on every disk a document is encrypted, of one of eight sizes, and readable by its owner alone", async () => {
  const { claim, claimant, seats } = await begin(1);
  await claimant.put(claim, [documentOf(LETTER, "hospital.txt"), documentOf(PHOTO), documentOf("")]);
  await rounds(claimant, ...seats);
  const sizes = new Set<number>();
  for (const node of [claimant, ...seats])
    for (const name of await filesOf(node)) {
      const path = join(evidenceFolder(node.home), name);
      const content = (await readFile(path)).toString("latin1");
      expect(content).not.toContain(LETTER);
      expect(content).not.toContain("hospital");
      const { size, mode } = await stat(path);
      expect(mode & 0o077).toBe(0);
      sizes.add(Math.floor(Math.log2(size)));
    }
  // 64 KiB and 1 MiB, and a little that age adds
  expect([...sizes].sort()).toEqual([16, 20]);
});
