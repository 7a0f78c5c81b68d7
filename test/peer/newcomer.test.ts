import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { HISTORY_LINK } from "../../src/peer/seal-chain.ts";
import { SNAPSHOT_AHEAD_MIN } from "../../src/peer/snapshot-client.ts";
import { type Change, flipped, links, nodes } from "./changed-answers.ts";
import {
  amongLiars,
  expectAlike,
  isWhole,
  journalOf,
  longVillage,
  stranger,
  tamper,
  watch,
} from "./newcomer-village.ts";

const LIES: readonly (readonly [string, Change])[] = [
  ["a byte of a record", nodes((wires) => wires.map((wire, i) => (i === 9 ? flipped(wire) : wire)))],
  ["nodes in another order", nodes(([first, ...rest]) => [...rest, first as Uint8Array])],
  ["a node too many", nodes((wires) => [...wires, wires.at(-1) as Uint8Array])],
  ["no nodes, for ever", nodes(() => [])],
  [
    "other roots",
    (response) =>
      response.type === "snapshot" && response.page?.roots != null
        ? { ...response, page: { ...response.page, roots: response.page.roots.map((root) => flipped(root)) } }
        : undefined,
  ],
  [
    "a forged certificate",
    links((link) => ({
      ...link,
      certificate: {
        ...link.certificate,
        signatures: link.certificate.signatures.map((row) => ({ ...row, signature: flipped(row.signature) })),
      },
    })),
  ],
  ["no certificate", links((link) => ({ ...link, certificate: { round: 0, signatures: [] } }))],
  [
    "another state under a true certificate",
    links((link) => ({ ...link, header: { ...link.header, state: link.header.heads } })),
  ],
  [
    "a later time",
    links((link) => ({ ...link, header: { ...link.header, throughMs: link.header.throughMs + 1 } })),
  ],
  [
    "a link twice",
    (r) => (r.type === "chain" ? { ...r, links: [...r.links.slice(0, 3), ...r.links.slice(2)] } : undefined),
  ],
  ["a link left out", (r) => (r.type === "chain" ? { ...r, links: r.links.toSpliced(3, 1) } : undefined)],
  ["a roll where none is new", links((link) => ({ ...link, next: link.next ?? [stranger] }))],
  ["bytes that are no link", (r) => (r.type === "chain" ? { ...r, links: [new Uint8Array(9)] } : undefined)],
];

describe("a newcomer to a community of many seals", () => {
  test("starts from a snapshot, is sealed like anybody, and has all history in its store afterwards", () => {
    const village = longVillage(1, ["Bo"]);
    const before = village.height("Ada");
    const seen = watch(village, "Cy");
    village.join("Cy", "Ada");
    village.run(2);
    expect(seen.slice(0, 3).map(({ type }) => type)).toEqual(["snapshots", "chain", "snapshot"]);
    expect(village.height("Cy")).toBeGreaterThanOrEqual(before);
    village.run(30);
    expectAlike(village);
    const { publicKey } = present(village.devices.get("Cy"), "a device");
    const member = present(journalOf(village, "Ada").ownerOf(publicKey), "Cy on the roll");
    expect(village.say("Cy", "witness", { on: true }).ok).toBe(true);
    village.run(12);
    expect(journalOf(village, "Ada").at.ledger.state.witnesses.get(member)?.on).toBe(true);
    expect(isWhole(village, "Cy")).toBe(true);
    expect(village.world.node("Cy")?.peer.sync.past).toBeNull();
    expect([...(village.world.node("Cy")?.penalties ?? [])]).toEqual([]);
    // with all of it there a cold start replays from the beginning
    village.crash("Cy");
    expect(journalOf(village, "Cy").snapshots.heights().length).toBeGreaterThan(0);
    village.run(5);
    expectAlike(village);
  });

  test("to one of few seals has them one by one", () => {
    const village = longVillage(2, ["Bo"], 12);
    const seen = watch(village, "Cy");
    village.join("Cy", "Ada");
    village.run(8);
    expect(seen.map(({ type }) => type)).not.toContain("chain");
    expectAlike(village);
  });
});

test("where the history of a peer that is behind is quicker it goes on with that, and nobody is blamed", () => {
  const village = longVillage(21, ["Bo"], 10);
  village.cuts.add("Bo|Ada");
  while (village.height("Ada") < 2 * SNAPSHOT_AHEAD_MIN) {
    village.say("Ada", "witness", { on: true });
    village.run(2);
  }
  const asked = watch(village, "Cy");
  village.join("Cy", "Ada");
  village.run(10);
  expect(asked).toContainEqual({ to: "Ada", type: "chain" });
  expect(asked.map(({ type }) => type)).not.toContain("snapshot");
  expect(asked).toContainEqual({ to: "Ada", type: "history" });
  expect([...present(village.world.node("Cy"), "Cy").penalties]).toEqual([]);
  expect(village.height("Cy")).toBe(village.height("Ada"));
});

describe("whoever sends a newcomer what no seal proves", () => {
  test.each(LIES)("%s: pays for it, is not asked again, and the start comes from another", (_, lie) => {
    // of some seeds the honest one is asked first; these meet a liar first
    const met = [3, 4, 5, 6].find((seed) => {
      const village = amongLiars(seed, lie);
      const asked = watch(village, "Cy");
      village.join("Cy", "Di");
      village.run(6);
      const fined = present(village.world.node("Cy"), "Cy").penalties;
      if (fined.size === 0) return false;
      expect([...fined.keys()]).not.toContain("Di");
      expect([...fined.values()].every((points) => points === 25)).toBe(true);
      for (const liar of fined.keys())
        expect(asked.filter(({ to, type }) => to === liar && type === "snapshots")).toHaveLength(1);
      expect(asked.some(({ to, type }) => to === "Di" && type === "snapshot")).toBe(true);
      expect(village.height("Cy")).toBeGreaterThan(SNAPSHOT_AHEAD_MIN);
      village.run(12);
      expectAlike(village);
      return true;
    });
    expect(met).toBeDefined();
  });

  test("leaves plain history where nobody else is there", () => {
    const village = longVillage(7, []);
    tamper(
      village,
      "Ada",
      nodes((wires) => wires.map((wire) => flipped(wire))),
    );
    const asked = watch(village, "Cy");
    village.join("Cy", "Ada");
    village.run(10);
    expect(asked.filter(({ type }) => type === "snapshot")).toHaveLength(1);
    expect(asked.map(({ type }) => type)).toContain("history");
    expectAlike(village);
  });

  const epoch = links((link, i) => (i < 5 ? link : { ...link, header: { ...link.header, epoch: 1 } }));
  const recovery: Change = (r) =>
    r.type === "chain" ? { ...r, links: [...r.links.slice(0, 5), HISTORY_LINK] } : undefined;
  test.each([
    ["another epoch", epoch],
    ["a recovery", recovery],
  ])("%s in the chain is for history to judge", (_, change) => {
    const village = longVillage(8, []);
    tamper(village, "Ada", change);
    const asked = watch(village, "Cy");
    village.join("Cy", "Ada");
    village.run(10);
    expect(asked.map(({ type }) => type)).not.toContain("snapshot");
    expect([...(village.world.node("Cy")?.penalties ?? [])]).toEqual([]);
    expectAlike(village);
  });

  test("who says falsely that history must judge does not keep a newcomer from asking others", () => {
    const village = longVillage(10, ["Bo", "Di"]);
    for (const name of ["Ada", "Bo"]) tamper(village, name, recovery);
    const asked = watch(village, "Cy");
    village.join("Cy", "Di");
    village.run(10);
    expect(asked.some(({ to, type }) => to === "Di" && type === "snapshot")).toBe(true);
    expect(village.height("Cy")).toBeGreaterThan(SNAPSHOT_AHEAD_MIN);
    expectAlike(village);
  });

  test("a peer that goes silent in the middle is followed by another, from where it stopped", () => {
    const village = longVillage(9, ["Bo"]);
    village.run(1);
    let cut = false;
    village.dies = (who, output) => {
      if (who === "Cy" && output.type === "request" && output.request.type === "snapshot" && !cut) {
        cut = true;
        village.cuts.add(`Cy|${output.to}`);
      }
      return false;
    };
    village.join("Cy", "Ada");
    village.run(12);
    expect(cut).toBe(true);
    expect(village.height("Cy")).toBeGreaterThan(SNAPSHOT_AHEAD_MIN);
    village.dies = () => false;
    village.heal();
    village.run(8);
    expectAlike(village);
  });
});
