import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { BooksStatus } from "../../src/api/views/status-view.ts";
import { present } from "../../src/base/assert.ts";
import { idsOf } from "../../src/seal/cut.ts";
import { decodeSealed, type Sealed } from "../../src/seal/sealed.ts";
import { openLevelStore } from "../../src/store/level-store.ts";
import { SOUND } from "../store/conformance.ts";
import { whyNoLan } from "./lan.ts";
import type { LanNode } from "./lan-node.ts";
import { booksOf, LanVillage, NAMES, type Name } from "./lan-village.ts";

const whyNot = await whyNoLan();
if (whyNot !== undefined) process.stderr.write(`skipped: ${whyNot}\n`);
/** of five seats */
const QUORUM = 4;
const SIDES: readonly (readonly Name[])[] = [
  ["Ana", "Bao", "Chen"],
  ["Dewi", "Eun"],
];
/** For hangs only. */
const PATIENCE_MS = 300_000;

let open: LanVillage | undefined;
afterEach(async () => {
  await open?.end();
  open = undefined;
});

async function openVillage(): Promise<LanVillage> {
  open = await LanVillage.open();
  await open.begin();
  return open;
}

const missingOf = ({ seal }: BooksStatus) =>
  seal.witnesses.flatMap(({ member, reported }) => (reported ? [] : [member.name]));

/** Every figure of these screens that is said to be sealed. */
async function sealedFigures(node: LanNode): Promise<string> {
  const { moment } = await booksOf(node);
  const views = await Promise.all(
    ["/v1/claims", "/v1/plans", "/v1/transfers", "/v1/members"].map((path) =>
      node.get<Readonly<Record<string, unknown>>>(path),
    ),
  );
  const rows = views.flatMap((view) => Object.values(view)).filter((value) => Array.isArray(value));
  const sealed = rows.flat().map(({ id, sealed: figure }: { id: string; sealed: unknown }) => [id, figure]);
  return JSON.stringify([moment.height, moment.root, sealed.filter(([, figure]) => figure !== null)]);
}

/** The seals in a stopped node's store, whose pieces are all sound. */
async function sealsOf(node: LanNode): Promise<readonly Sealed[]> {
  const store = await openLevelStore(join(node.home, "store"));
  try {
    expect(await store.check()).toEqual(SOUND);
    const seals: Sealed[] = [];
    for (let height = 1; ; height++) {
      const record = await store.seal(height);
      if (!record.ok) return seals;
      seals.push(present(decodeSealed(record.value), "a stored seal"));
    }
  } finally {
    await store.close();
  }
}

/** At which height each of these entries was sealed: the same at every node. */
async function heightsOf(nodes: readonly LanNode[], entries: readonly string[]): Promise<readonly number[]> {
  const all = await Promise.all(
    nodes.map(async (node) => {
      const cuts = (await sealsOf(node)).map(({ header, cut }) => ({
        header,
        ids: new Set<string>(idsOf(cut)),
      }));
      return entries.map((id) => cuts.filter(({ ids }) => ids.has(id)).map(({ header }) => header.height));
    }),
  );
  const [first = []] = all;
  for (const heights of all) expect(heights).toEqual(first);
  return first.map((heights) => {
    expect(heights).toHaveLength(1);
    return heights[0] ?? 0;
  });
}

test(
  "four of five seal on; the fifth shows what it signs as provisional and who is missing; healed, that is in the next cut",
  async ({ skip }) => {
    if (whyNot !== undefined) return skip(whyNot);
    const village = await openVillage();
    const { nodes } = village;
    const four = nodes.filter(({ name }) => name !== "Eun");
    const alone = village.node("Eun");
    const before = await sealedFigures(alone);

    await village.cut("Eun");
    const theirs = await village.claim("Ana", 100_000);
    const lone = await village.claim("Eun", 50_000);
    await village.untilSealed(theirs, four);
    const more = await village.vote("Bao", theirs);
    await village.untilSealed(more, four);
    await village.untilQuiet(four);
    await village.until("it alone to report", [alone], (books) => missingOf(books).length === four.length);
    const { seal } = await booksOf(alone);
    expect(missingOf(await booksOf(alone)).toSorted()).toEqual(four.map(({ name }) => name));
    expect(seal.needed).toBe(QUORUM);
    expect(await village.claimAt(alone, lone)).toMatchObject({ standing: "provisional", sealed: null });
    expect(await sealedFigures(alone)).toBe(before);
    expect(await village.claimAt(alone, theirs)).toBeUndefined();
    for (const other of four) expect(await village.claimAt(other, lone)).toBeUndefined();
    const { height } = (await booksOf(village.node("Ana"))).moment;

    await village.heal();
    for (const id of [theirs, more, lone]) await village.untilSealed(id, nodes);
    await village.untilQuiet();
    await village.stop();
    const [, , next] = await heightsOf(nodes, [theirs, more, lone]);
    expect(next).toBe(height + 1);
  },
  PATIENCE_MS,
);

test(
  "three and two of five seal nothing and say nothing is sealed, and both go on provisionally; healed, all of it is sealed",
  async ({ skip }) => {
    if (whyNot !== undefined) return skip(whyNot);
    const village = await openVillage();
    const { nodes } = village;
    const sides = SIDES.map((names) => names.map((name) => village.node(name)));
    const before = await Promise.all(nodes.map(sealedFigures));

    await village.cut(...(SIDES[1] as readonly Name[]));
    const said = await Promise.all(
      SIDES.map(async ([first = "Ana", second = "Ana"], i) => {
        const side = sides[i] as readonly LanNode[];
        const claimed = await village.claim(first, 100_000);
        const isSeen = async () => {
          const rows = await Promise.all(side.map((each) => village.claimAt(each, claimed)));
          return rows.every((row) => row?.standing === "provisional");
        };
        await village.wait(`${first}'s side to see the claim`, isSeen);
        // everybody who is there has reported, and it does not suffice
        const missing = NAMES.length - side.length;
        await village.until("all of a side to report", side, (books) => missingOf(books).length === missing);
        const voted = await village.vote(second, claimed);
        const hasVote = (row: Awaited<ReturnType<typeof village.claimAt>>) =>
          row?.provisional?.tally.yes === 1 && row.sealed === null;
        await village.wait(`${first}'s side to see the vote`, async () =>
          (await Promise.all(side.map((each) => village.claimAt(each, claimed)))).every(hasVote),
        );
        return { claimed, voted };
      }),
    );
    expect(await Promise.all(nodes.map(sealedFigures))).toEqual(before);
    for (const [i, { claimed, voted }] of said.entries())
      for (const [j, side] of sides.entries())
        for (const each of side) {
          if (i !== j) expect(await village.claimAt(each, claimed)).toBeUndefined();
          else expect((await village.entryAt(each, voted)).standing).toBe("provisional");
          expect((await booksOf(each)).seal.needed).toBe(QUORUM);
        }

    await village.heal();
    const entries = said.flatMap(({ claimed, voted }) => [claimed, voted]);
    for (const id of entries) await village.untilSealed(id, nodes);
    await village.untilQuiet();
    await village.stop();
    await heightsOf(nodes, entries);
  },
  PATIENCE_MS,
);
