import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import { EMPTY_BATCH } from "../../src/peer/batch.ts";
import { SNAPSHOT_AHEAD_MIN } from "../../src/peer/snapshot-client.ts";
import type { SyncRequest } from "../../src/peer/sync-frames.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import { unsigned } from "../../src/seal/last-sign.ts";
import { signSealMessage } from "../../src/seal/message.ts";
import { decodeSealed, encodeSealed, type Sealed } from "../../src/seal/sealed.ts";
import { SimDisk } from "../../src/sim/sim-disk.ts";
import { keyFor, type Village } from "../sim/village.ts";
import { type Change, flipped, nodes } from "./changed-answers.ts";
import { expectAlike, isWhole, journalOf, longVillage, stranger, tamper, watch } from "./newcomer-village.ts";

/** A village whose newcomer has its start, but none of the history before it. */
function withoutHistory(seed: number, inviter = "Ada"): Village {
  const village = longVillage(seed, ["Bo"]);
  const noPast: Change = (response) =>
    response.type === "history" && (response.entries[0]?.height ?? 99) <= SNAPSHOT_AHEAD_MIN
      ? { ...response, entries: [] }
      : undefined;
  for (const name of ["Ada", "Bo"]) tamper(village, name, noPast);
  village.join("Cy", inviter);
  village.run(12);
  expect(village.height("Cy")).toBeGreaterThan(SNAPSHOT_AHEAD_MIN);
  expect(village.disks.get("Cy")?.seal(1)).toBeUndefined();
  return village;
}

/** Everybody answers truly again. */
function honestAgain(village: Village): void {
  for (const name of ["Ada", "Bo"]) {
    village.world.down(name);
    village.start(name);
  }
}

function sealedSeqOf(village: Village, name: string): number {
  return journalOf(village, "Ada").sealedSeq(keyFor(`device ${name}`).publicKey);
}

/** The home as it was after so many events of its own, and with none of the seals. */
function oldCopy(village: Village, name: string, count: number): void {
  const device = keyFor(`device ${name}`).publicKey;
  const events = present(village.disks.get(name), "a disk").feed(device).slice(0, count);
  const { seq, id } = present(events.at(-1), "an event of its own");
  village.world.down(name);
  const disk = new SimDisk();
  const lastSign = { ...unsigned(device), feedSeq: seq, feedId: id };
  disk.write({ ...EMPTY_BATCH, sync: true, events, lastSign });
  village.disks.set(name, disk);
}

describe("a node that was started from a snapshot", () => {
  test("restarts from it while history is missing, and goes on signing", () => {
    const village = withoutHistory(11);
    village.say("Cy", "witness", { on: true });
    village.run(6);
    const { height } = journalOf(village, "Cy");
    village.crash("Cy");
    expect(journalOf(village, "Cy").height).toBe(height);
    const cy = present(village.world.node("Cy"), "Cy");
    expect(cy.peer.own.stopped).toBeNull();
    expect(cy.peer.sync.past?.isComplete).toBe(false);
    village.run(6);
    expect(village.say("Cy", "witness", { on: true }).ok).toBe(true);
    village.run(8);
    expectAlike(village);
    honestAgain(village);
    village.run(12);
    expect(isWhole(village, "Cy")).toBe(true);
    expectAlike(village);
  });

  const forgeries: readonly (readonly [string, (sealed: Sealed) => Sealed])[] = [
    [
      "a forged certificate",
      ({ certificate, ...sealed }) => {
        const signatures = certificate.signatures.map((row) => ({
          ...row,
          signature: flipped(row.signature),
        }));
        return { ...sealed, certificate: { ...certificate, signatures } };
      },
    ],
    [
      "another seal that its only seat has signed",
      (sealed) => {
        const header = { ...sealed.header, seed: sealed.header.state };
        const { community, epoch, height } = header;
        const device = keyFor("device Ada");
        const said = signSealMessage(
          {
            community,
            epoch,
            height,
            round: 0,
            device: device.publicKey,
            step: "precommit",
            value: sealIdOf(header),
          },
          (bytes) => device.sign(bytes),
        );
        const signatures = [{ seat: 0, signature: said.signature }];
        return { ...sealed, header, certificate: { round: 0, signatures } };
      },
    ],
    ["another cut", (sealed) => ({ ...sealed, cut: { ...sealed.cut, ended: [stranger.device] } })],
  ];
  test.each(forgeries)("is not told the past wrongly: %s", (_, forge) => {
    const village = longVillage(14, ["Bo"]);
    const forged: Change = (response) => {
      if (response.type !== "history") return undefined;
      const entries = response.entries.map((entry) => {
        const sealed = decodeSealed(entry.slice);
        if (sealed === undefined || entry.height !== 20) return entry;
        const slice = encodeSealed(forge(sealed));
        return { ...entry, slice, total: slice.length };
      });
      return { ...response, entries };
    };
    tamper(village, "Ada", forged);
    village.cuts.add("Cy|Bo");
    village.join("Cy", "Ada");
    village.run(15);
    const cy = present(village.world.node("Cy"), "Cy");
    expect(village.height("Cy")).toBeGreaterThan(SNAPSHOT_AHEAD_MIN);
    expect(cy.penalties.get("Ada")).toBeGreaterThanOrEqual(25);
    const disk = present(village.disks.get("Cy"), "a disk");
    expect([19, 20, 21].map((height) => disk.seal(height) !== undefined)).toEqual([true, false, false]);
    village.heal();
    village.run(15);
    expect(isWhole(village, "Cy")).toBe(true);
    expect(cy.penalties.get("Bo")).toBeUndefined();
    for (let height = 1; height <= SNAPSHOT_AHEAD_MIN; height++)
      expect(disk.seal(height)).toEqual(village.disks.get("Bo")?.seal(height));
  });

  test("stops its device where the snapshot knows more of it than it remembers", () => {
    const village = longVillage(15, ["Bo"]);
    village.run(6);
    expect(sealedSeqOf(village, "Bo")).toBeGreaterThan(0);
    // the backup of a home that has only just joined
    oldCopy(village, "Bo", 1);
    const asked = watch(village, "Bo");
    village.start("Bo");
    while (village.height("Bo") === 0) village.world.run(100, 100);
    expect(asked.map(({ type }) => type)).toContain("snapshot");
    expect(village.world.node("Bo")?.peer.own.stopped).toBe("outdated");
  });

  test("stops it after a crash too, and where its memory is but one event behind", () => {
    const village = longVillage(15, ["Bo"]);
    village.run(6);
    oldCopy(village, "Bo", sealedSeqOf(village, "Bo"));
    let isStored = false;
    // the snapshot is in the store, and nobody has heard that the device is stopped
    village.dies = (who, output) => {
      const dies = !isStored && who === "Bo" && output.type === "sealed";
      isStored ||= dies;
      return dies;
    };
    village.start("Bo");
    for (let turn = 0; !isStored && turn < 100; turn++) village.world.run(100, 100);
    village.start("Bo");
    expect(village.height("Bo")).toBeGreaterThan(SNAPSHOT_AHEAD_MIN);
    expect(village.world.node("Bo")?.peer.own.stopped).toBe("outdated");
  });

  test("says honestly what it has not, to a newcomer who knows nobody else", () => {
    const village = withoutHistory(12);
    village.cuts.add("Di|Ada");
    village.cuts.add("Di|Bo");
    village.join("Di", "Ada");
    village.run(10);
    expect(village.height("Di")).toBe(0);
    const di = present(village.world.node("Di"), "Di");
    expect([...di.penalties]).toEqual([]);
    expect(di.alarms).toEqual([]);
    honestAgain(village);
    village.heal();
    village.run(20);
    expectAlike(village);
  });

  test("killed while its start comes in, it goes on from the page that is in its store", () => {
    const village = longVillage(14, ["Bo"]);
    const shortPages: Change = nodes((wires) => wires.slice(0, 8));
    for (const name of ["Ada", "Bo"]) tamper(village, name, shortPages);
    const asked: SyncRequest[] = [];
    let pages = 0;
    village.dies = (who, output) => {
      if (who !== "Cy" || output.type !== "request" || output.request.type !== "snapshot") return false;
      asked.push(output.request);
      pages++;
      return pages === 5;
    };
    village.join("Cy", "Ada");
    for (let second = 0; pages < 5 && second < 20; second++) village.run(1);
    expect(village.height("Cy")).toBe(0);
    const stored = present(village.disks.get("Cy"), "a disk").snapshot().length;
    expect(stored).toBeGreaterThanOrEqual(5);
    const stoppedAt = asked.at(-1);
    asked.length = 0;
    village.world.down("Cy");
    village.start("Cy");
    village.run(12);
    expect(asked[0]).toEqual(stoppedAt);
    expect(village.height("Cy")).toBeGreaterThan(SNAPSHOT_AHEAD_MIN);
    expectAlike(village);
    // and what it stored in two lives is one start
    const height = village.height("Cy");
    village.crash("Cy");
    expect(village.height("Cy")).toBe(height);
    expectAlike(village);
  });

  test("begins anew where the snapshot in its store is damaged; its own feed stays", () => {
    const village = withoutHistory(13);
    village.say("Cy", "witness", { on: true });
    village.run(1);
    const disk = present(village.disks.get("Cy"), "a disk");
    const { publicKey } = present(village.devices.get("Cy"), "a device");
    const said = disk.feed(publicKey).map(({ id }) => id);
    const parts = disk.snapshot();
    expect(parts.length).toBeGreaterThan(2);
    disk.write({
      ...EMPTY_BATCH,
      sync: true,
      snapshot: { at: 0, parts: parts.map((part) => flipped(part)) },
    });
    village.crash("Cy");
    expect(village.height("Cy")).toBe(0);
    honestAgain(village);
    village.run(25);
    expectAlike(village);
    expect(
      disk
        .feed(publicKey)
        .slice(0, said.length)
        .map(({ id }) => id),
    ).toEqual(said);
    expect(village.world.node("Cy")?.peer.own.stopped).toBeNull();
    expect(village.say("Cy", "witness", { on: true }).ok).toBe(true);
  });

  test("and what it had said to nobody yet is still said", () => {
    // invited by one whom the community's first event does not know
    const village = withoutHistory(16, "Bo");
    village.cut("Cy", "Ada");
    village.cut("Cy", "Bo");
    expect(village.say("Cy", "witness", { on: true }).ok).toBe(true);
    const disk = present(village.disks.get("Cy"), "a disk");
    const { publicKey } = present(village.devices.get("Cy"), "a device");
    const said = present(disk.feed(publicKey).at(-1), "what it said");
    disk.write({ ...EMPTY_BATCH, sync: true, snapshot: { at: 0, parts: disk.snapshot().slice(1) } });
    village.crash("Cy");
    expect(village.height("Cy")).toBe(0);
    village.heal();
    village.run(10);
    expect(journalOf(village, "Ada").sealedSeq(publicKey)).toBeGreaterThanOrEqual(said.seq);
  });

  test("has all of history before it is on the roll: who may object has days for that", () => {
    const village = longVillage(17, [], SNAPSHOT_AHEAD_MIN + 5, { objectionMs: 10 * DAY_MS });
    const content = { nickname: "Ada", payTo: "", needs: [], addresses: [] };
    village.world.act("Ada", (node) =>
      node.handle({ type: "set-profile", token: 1, content }, village.world.nowMs),
    );
    village.join("Cy", "Ada");
    village.run(15);
    const { publicKey } = present(village.devices.get("Cy"), "a device");
    expect(journalOf(village, "Cy").ownerOf(publicKey)).toBeUndefined();
    expect(isWhole(village, "Cy")).toBe(true);
    const { peer } = present(village.world.node("Cy"), "Cy");
    expect([peer.sync.past, peer.profiles.all()]).toEqual([null, []]);
  });

  test.each([0, 1, 2, 3, 4, 6, 9, 14, 25])("may die at its write %i, and loses nothing", (write) => {
    const village = longVillage(20 + write, ["Bo"]);
    let writes = 0;
    village.dies = (who, output) => who === "Cy" && output.type === "persist" && writes++ === write;
    village.join("Cy", "Ada");
    village.run(4);
    const died = village.deaths.includes("Cy");
    expect(died).toBe(true);
    village.dies = () => false;
    village.disks.get("Cy")?.crash(village.chance);
    village.start("Cy");
    village.run(20);
    expectAlike(village);
    expect(isWhole(village, "Cy")).toBe(true);
    expect(village.world.node("Cy")?.peer.own.stopped).toBeNull();
    expect(village.say("Cy", "witness", { on: true }).ok).toBe(true);
  });
});
