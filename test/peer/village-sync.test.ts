import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { digestHeads } from "../../src/state/digest.ts";
import { Village } from "../sim/village.ts";
import { nextEvent } from "./feeds.ts";

/** Five members with five seats, on a good network. */
function fiveSeats(seed: number): Village {
  const village = new Village(seed, { seatExpiryMs: 60_000 });
  village.found("Ada");
  village.run(3);
  for (const name of ["Bo", "Cy", "Di", "Ed"]) village.join(name, "Ada");
  // offers to witness alone wait a quarter of the seats' expiry
  village.run(25);
  expect(village.world.node("Ada")?.peer.sealing?.at.seats).toHaveLength(5);
  return village;
}

function heads(village: Village): readonly string[] {
  return village.world.names().map((name) => {
    const journal = present(village.world.node(name)?.peer.journal, "a journal");
    return `${journal.heads.root()} ${digestHeads(journal.at.ledger.heads)}`;
  });
}

function one<T>(values: readonly T[]): number {
  return new Set(values).size;
}

/** The next event of a member's device, made without its node. */
function forged(village: Village, name: string, branch: string, before?: AuthenticEvent): AuthenticEvent {
  const key = present(village.devices.get(name), "a device");
  const tip = village.world.node(name)?.peer.journal?.open.tip(key.publicKey);
  const last = before ?? (tip as AuthenticEvent);
  return nextEvent(key, village.community, last, branch, { kind: "propose", body: { branch } });
}

/** In one go: a seat reports as soon as it holds anything. */
function give(village: Village, name: string, ...events: readonly AuthenticEvent[]): void {
  const input = { type: "events", from: "elsewhere", events } as const;
  village.world.act(name, (node) => node.handle(input, village.world.nowMs));
}

describe("whatever the network does", () => {
  test.each([1, 2, 3])("five seats that lose every fifth message seal, and end alike (seed %i)", (seed) => {
    const village = fiveSeats(seed);
    const before = village.height("Ada");
    village.world.link = { lossOneIn: 5, twiceOneIn: 7, delayMsMax: 400 };
    for (const name of village.world.names()) {
      expect(village.say(name, "witness", { on: true }).ok).toBe(true);
      village.run(12);
    }
    expect(village.height("Ada")).toBeGreaterThan(before);
    village.world.link = { lossOneIn: 0, twiceOneIn: 0, delayMsMax: 20 };
    village.run(10);
    expect(one(village.roots())).toBe(1);
    expect(one(heads(village))).toBe(1);
  });

  test("twelve who join at once are all on the roll, on every node", () => {
    const village = new Village(5, { seatExpiryMs: 60_000 });
    village.found("Ada");
    village.run(3);
    const names = Array.from({ length: 12 }, (_, i) => `N${i}`);
    for (const name of names) village.join(name, "Ada");
    village.run(15);
    for (const name of ["Ada", ...names])
      expect(village.world.node(name)?.peer.journal?.at.ledger.state.members.size).toBe(13);
    expect(one(village.roots())).toBe(1);
    village.run(25);
    expect(village.world.node("Ada")?.peer.sealing?.at.seats).toHaveLength(13);
    expect(one(village.roots())).toBe(1);
    expect(one(heads(village))).toBe(1);
  });

  test("two schedules of the same events end in the same ledger", () => {
    const digests = [
      { lossOneIn: 0, twiceOneIn: 0, delayMsMax: 20 },
      { lossOneIn: 4, twiceOneIn: 2, delayMsMax: 900 },
    ].map((link) => {
      const village = new Village(8);
      village.found("Ada");
      village.run(3);
      village.world.link = link;
      for (const name of ["Bo", "Cy", "Di"]) village.join(name, "Ada");
      village.run(30);
      const { members } = present(village.world.node("Di")?.peer.journal, "a journal").at.ledger.state;
      return [...members.entries()].map(([id]) => id);
    });
    expect(digests[0]).toHaveLength(4);
    expect(digests[1]).toEqual(digests[0]);
  });

  test("once all is equal a turn of sync is one question and one answer", () => {
    const village = fiveSeats(4);
    const asked: string[] = [];
    village.dies = (name, output) => {
      if (output.type === "request" && name === "Bo") asked.push(output.request.type);
      return false;
    };
    village.run(5);
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked)).toEqual(new Set(["status"]));
    expect(asked.length).toBeLessThanOrEqual(6 * 4);
  });
});

describe("a device that forks", () => {
  test.each([
    ["nobody's branch", ["Ada", "Bo"], ["Cy", "Di"], 0],
    // then one seat must vote for events beyond the fork that it knows of
    ["the branch that more than the liars met", ["Ada", "Bo", "Cy"], ["Di"], 2],
  ])("is frozen, %s is sealed, and all go on", (_, metLeft, metRight, sealed) => {
    const village = fiveSeats(6);
    const left = forged(village, "Ed", "left");
    const left2 = forged(village, "Ed", "left", left);
    const right = forged(village, "Ed", "right");
    const right2 = forged(village, "Ed", "right", right);
    village.world.link = { lossOneIn: 1, twiceOneIn: 0, delayMsMax: 20 };
    for (const name of metLeft) give(village, name, left, left2);
    for (const name of metRight) give(village, name, right, right2);
    // every one has reported what it holds before any of them hears of the other branch
    village.run(3);
    const before = village.height("Ada");
    village.world.link = { lossOneIn: 0, twiceOneIn: 0, delayMsMax: 20 };
    village.run(30);
    expect(village.height("Ada")).toBeGreaterThan(before);
    expect(one(village.roots())).toBe(1);
    expect(one(heads(village))).toBe(1);
    const { state } = present(village.world.node("Ada")?.peer.journal, "a journal").at.ledger;
    const device = present(village.devices.get("Ed"), "a device").publicKey;
    expect(state.devices.get(device)?.status).toBe("frozen");
    const at = present(village.world.node("Ada")?.peer.journal, "a journal").sealedSeq(device);
    expect(at).toBe(left.seq - 1 + sealed);
    // it goes on without that seat
    const later = village.height("Ada");
    expect(village.say("Bo", "witness", { on: true }).ok).toBe(true);
    village.run(40);
    expect(village.height("Ada")).toBeGreaterThan(later);
    expect(one(village.roots())).toBe(1);
  });
});

describe("five seats, all at once without power", () => {
  test("the four that come back can show the value they are bound to", () => {
    const village = fiveSeats(7);
    const height = village.height("Ada");
    let locked = 0;
    // the network dies as soon as everybody has a lock, so that nobody decides
    village.dies = (_, output) => {
      if (output.type === "persist" && (output.batch.lastSign?.lockRound ?? -1) >= 0) locked++;
      return locked >= 4 && output.type === "gossip" && output.topic === "seal";
    };
    village.say("Bo", "witness", { on: true });
    village.run(30);
    const dead = new Set(village.deaths);
    village.dies = () => false;
    for (const name of ["Ada", "Bo", "Cy", "Di", "Ed"]) if (!dead.has(name)) village.world.down(name);
    for (const disk of village.disks.values()) disk.crash(village.chance);
    const binding = ["Ada", "Bo", "Cy", "Di", "Ed"].filter((name) => {
      const last = village.disks.get(name)?.lastSign();
      return last?.ok && last.value.lockRound >= 0 && last.value.height === height + 1;
    });
    expect(binding.length).toBeGreaterThan(0);
    // one of them, whoever proposed, never returns
    for (const gone of ["Ada", "Bo", "Cy", "Di", "Ed"])
      expect(goOnWithout(village, gone)).toBeGreaterThan(height);
  });
});

function goOnWithout(village: Village, gone: string): number {
  const names = ["Ada", "Bo", "Cy", "Di", "Ed"].filter((name) => name !== gone);
  for (const name of names) village.start(name);
  village.run(25);
  const reached = Math.max(...names.map((name) => village.height(name)));
  for (const name of names) village.world.down(name);
  return reached;
}
