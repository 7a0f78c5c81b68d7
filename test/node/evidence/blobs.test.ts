import { randomBytes } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { fromHex } from "../../../src/base/bytes.ts";
import type { ClaimId, MemberId } from "../../../src/base/id.ts";
import { BLOB_SLICE_BYTES_MAX } from "../../../src/node/evidence/blob-limits.ts";
import { evidenceFolder } from "../../../src/node/evidence/evidence-files.ts";
import { addDevice } from "../../../src/state/add-device.ts";
import { DAY, deviceOf } from "../../ledger/aid-fixture.ts";
import type { JuryVillage } from "../../ledger/jury-village.ts";
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

describe("documents before a jury", () => {
  test("reach every seat that is there, are what was committed to, and nobody else", async () => {
    const { village, claim, claimant, seats } = await begin(3);
    const reserve = await nodes.add(village.jurors(claim, "reserve")[0] as MemberId);
    const named = documentOf(PHOTO, "photo.jpg");
    const commitments = await claimant.put(claim, [documentOf(LETTER), named]);
    await rounds(claimant, ...seats, reserve);
    for (const seat of seats) {
      expect(await seat.standings(claim)).toEqual(["here", "here"]);
      expect(await seat.read(claim)).toEqual([LETTER, new TextDecoder().decode(PHOTO)]);
    }
    expect(await filesOf(reserve)).toEqual([]);
    const [name] = (await filesOf(seats[0] as PaperNode)).filter((each) => each.endsWith(".age"));
    const hash = fromHex((name ?? "").split(".").at(-2) as string);
    const whole = [fromHex(claim), hash, 0];
    expect(await seats[1]?.ask(claimant, "blob", whole)).toBeInstanceOf(Uint8Array);
    // a reserve, a member who was not drawn, somebody expelled, a newcomer
    for (const [who, device] of await others(village, claim, reserve)) {
      const other = await nodes.add(who, device);
      for (const from of [claimant, seats[0] as PaperNode]) {
        expect(await other.ask(from, "blob-list", [fromHex(claim)])).toBeNull();
        expect(await other.ask(from, "blob", whole)).toBeNull();
      }
    }
    expect(await reserve.ask(claimant, "blob-list", [fromHex(claim)])).toBeNull();
    expect(commitments.length).toBe(2);
  });

  test("are served by a juror while the claimant is away, and made anew for whoever steps into a seat", async () => {
    const { village, claim, claimant, seats } = await begin(3);
    const [first, second, silent] = seats as [PaperNode, PaperNode, PaperNode];
    second.isOnline = false;
    await claimant.put(claim, [documentOf(LETTER)]);
    await rounds(claimant, first, silent);
    claimant.isOnline = false;
    second.isOnline = true;
    await rounds(second);
    expect(await second.read(claim)).toEqual([LETTER]);
    // all but two are silent for three days: reserves take their seats
    village.seal(...village.votes(claim, "yes", [first.member, second.member]));
    village.pass(3 * DAY + 1);
    const reserve = village.jurors(claim, "seat").at(-1) as MemberId;
    expect([silent.member, first.member]).not.toContain(reserve);
    const stepped = await nodes.add(reserve);
    await rounds(stepped, silent);
    expect(await stepped.read(claim)).toEqual([LETTER]);
    // whoever lost the seat keeps nothing
    expect(await filesOf(silent)).toEqual([]);
    expect(await silent.ask(first, "blob-list", [fromHex(claim)])).toBeNull();
    expect(await first.read(claim)).toEqual([LETTER]);
    expect(nodes.penalties).toEqual([]);
  });

  test("go on where they were left, after a restart of either side", async () => {
    const { claim, claimant, seats } = await begin(1);
    const [juror] = seats as [PaperNode];
    const large = new Uint8Array(randomBytes(1_500_000));
    await claimant.put(claim, [documentOf(large, "scan.pdf")]);
    await rounds(claimant);
    for (const sides of [[juror], [claimant], [juror, claimant]]) {
      let slices = 0;
      nodes.carry = (_from, _to, name, answer) => {
        if (name === "blob" && ++slices > 2) throw new Error("the line is cut");
        return answer;
      };
      const before = await partBytes(juror);
      await rounds(juror);
      expect(await partBytes(juror)).toBe(before + 2 * BLOB_SLICE_BYTES_MAX);
      expect(await juror.standings(claim)).toEqual(["partly"]);
      for (const node of sides) await node.restart();
      await rounds(claimant);
    }
    nodes.asked.length = 0;
    nodes.carry = (_from, _to, _name, answer) => answer;
    await rounds(juror);
    expect(await juror.standings(claim)).toEqual(["here"]);
    // 2 MiB and what age adds are eleven slices, of which six were here
    expect(nodes.asked.filter((each) => each.endsWith(" blob")).length).toBe(5);
    expect(nodes.penalties).toEqual([]);
  });

  test("that are not what was committed to are told, never shown, and not passed on", async () => {
    const { claim, claimant, seats } = await begin(2);
    const [first, second] = seats as [PaperNode, PaperNode];
    await claimant.put(claim, [documentOf("a letter")], documentOf("another letter"));
    await rounds(claimant, first);
    expect(await first.standings(claim)).toEqual(["differs"]);
    expect(await first.read(claim)).toEqual([null]);
    nodes.asked.length = 0;
    await first.restart();
    await rounds(first);
    expect(await first.standings(claim)).toEqual(["differs"]);
    // what was wrong once is not fetched again
    expect(nodes.asked.filter((each) => each.endsWith(" blob"))).toEqual([]);
    claimant.isOnline = false;
    await rounds(second);
    expect(await second.standings(claim)).toEqual(["awaited"]);
  });

  test("spoilt on their way are fetched again, and whoever sent all of it pays", async () => {
    const { claim, claimant, seats } = await begin(2);
    const [liar, juror] = seats as [PaperNode, PaperNode];
    await claimant.put(claim, [documentOf(LETTER)]);
    await rounds(claimant, liar);
    claimant.isOnline = false;
    nodes.carry = (_from, to, name, answer) => {
      if (to !== liar.device || name !== "blob") return answer;
      const spoilt = answer.slice();
      spoilt[5_000] = (spoilt[5_000] ?? 0) ^ 1;
      return spoilt;
    };
    await rounds(juror);
    expect(await juror.standings(claim)).toEqual(["awaited"]);
    expect(nodes.penalties).toEqual([`${liar.device} 25`]);
    claimant.isOnline = true;
    await rounds(juror);
    expect(await juror.read(claim)).toEqual([LETTER]);
  });

  test("reach the others where one has put a key on record that is none", async () => {
    const { village, claim, claimant, seats } = await begin(2);
    const [bad, good] = seats as [PaperNode, PaperNode];
    const record = village.state.devices.must(bad.device);
    village.state.devices.set(bad.device, { ...record, boxKey: "00".repeat(32) });
    await claimant.put(claim, [documentOf(LETTER)]);
    await rounds(claimant, good, bad);
    expect(await good.read(claim)).toEqual([LETTER]);
    expect(await bad.standings(claim)).toEqual(["awaited"]);
  });

  test("are for the two devices that a member added last", async () => {
    const { village, claim, claimant, seats } = await begin(1);
    const [first] = seats as [PaperNode];
    const { member } = first;
    for (const index of [1, 2]) {
      const place = {
        device: deviceOf(member, index),
        boxKey: "00".repeat(32),
        atMs: 0,
        height: 900 + index,
      };
      addDevice(village.state, { member, ...place });
    }
    const newer = [
      await nodes.add(member, deviceOf(member, 1)),
      await nodes.add(member, deviceOf(member, 2)),
    ];
    await claimant.put(claim, [documentOf(LETTER)]);
    await rounds(claimant, first, ...newer);
    for (const node of newer) expect(await node.read(claim)).toEqual([LETTER]);
    expect(await first.blobs.told(claim)).toMatchObject({ as: "reviewer", isAddressed: false });
    expect(await first.standings(claim)).toEqual(["awaited"]);
  });

  test("damaged on a juror's disk are fetched again after a start", async () => {
    const { claim, claimant, seats } = await begin(1);
    const [juror] = seats as [PaperNode];
    await claimant.put(claim, [documentOf(LETTER)]);
    await rounds(claimant, juror);
    const [name] = await filesOf(juror);
    const path = join(evidenceFolder(juror.home), name ?? "");
    const blob = await readFile(path);
    blob[2_000] = (blob[2_000] ?? 0) ^ 1;
    await writeFile(path, blob);
    expect(await juror.read(claim)).toEqual([null]);
    await juror.restart();
    await rounds(juror, juror);
    expect(await juror.read(claim)).toEqual([LETTER]);
  });
});

async function others(village: JuryVillage, claim: ClaimId, reserve: PaperNode) {
  const jury = [...village.jurors(claim, "seat"), ...village.jurors(claim, "reserve")];
  const [plain] = village.members.slice(1).filter((member) => !jury.includes(member)) as [MemberId];
  const expelled = village.jurors(claim, "seat")[20] as MemberId;
  const { members } = village.state;
  members.set(expelled, { ...members.must(expelled), leftMs: village.community.nowMs });
  return [
    [reserve.member, reserve.device],
    [plain, deviceOf(plain)],
    [expelled, deviceOf(expelled)],
    [plain, deviceOf(plain, 7)],
  ] as const;
}

async function partBytes(node: PaperNode): Promise<number> {
  const [part] = (await filesOf(node)).filter((name) => name.endsWith(".part"));
  return part === undefined ? 0 : (await stat(join(evidenceFolder(node.home), part))).size;
}
