import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { keyFor, type Village } from "../sim/village.ts";
import {
  epochOf,
  journalOf,
  mandate,
  memberOf,
  newDevice,
  seatNames,
  villageOf,
} from "./recovery-village.ts";

const FIVE = ["Ada", "Bo", "Cy", "Di", "Ed"] as const;

describe("a founder alone who lost his disk", () => {
  test("goes on with a new machine and one more member, without waiting, and nothing is lost", () => {
    const village = villageOf(41, ["Ada", "Bo", "Cy"]);
    expect(journalOf(village, "Bo").at.seats).toHaveLength(1);
    expect(village.say("Bo", "witness", { on: false }).ok).toBe(true);
    village.run(10);
    const height = village.height("Bo");
    const root = village.root("Bo");
    village.world.down("Ada");
    village.disks.delete("Ada");
    // what came in meanwhile waits
    expect(village.say("Bo", "witness", { on: true }).ok).toBe(true);
    village.run(10);
    expect(village.height("Bo")).toBe(height);
    newDevice(village, "Ada", "Ada2", village.community);
    village.run(10);
    expect(village.root("Ada2")).toBe(root);
    expect(mandate(village, "Ada", "Ada2")).toMatchObject({ ok: true });
    village.run(10);
    expect(village.height("Bo")).toBe(height);
    expect(mandate(village, "Bo")).toMatchObject({ ok: true });
    village.run(40);
    for (const name of ["Ada2", "Bo", "Cy"]) {
      expect(village.height(name)).toBeGreaterThan(height);
      expect(epochOf(village, name)).toBe(1);
      const { state } = journalOf(village, name).at.ledger;
      expect(state.devices.get(keyFor("device Ada2").publicKey)).toMatchObject({ status: "live" });
      expect(journalOf(village, name).at.seats).toEqual([
        { member: memberOf(village, "Ada2", name), device: keyFor("device Ada2").publicKey },
      ]);
    }
    expect(new Set(village.roots()).size).toBe(1);
    // the new machine's feed goes on although its first event came too late to bring it in
    expect(village.say("Ada2", "witness", { on: true })).toMatchObject({ ok: true });
    const before = village.height("Cy");
    village.run(30);
    expect(village.height("Cy")).toBeGreaterThan(before);
    expect(new Set(village.roots()).size).toBe(1);
  });
});

describe("five seats, three gone for good", () => {
  test("after recoveryMs the rest of the roll goes on", () => {
    const village = villageOf(42, [...FIVE, "Fay", "Gus"], 3_600_000);
    expect(journalOf(village, "Ada").at.seats.length).toBeGreaterThanOrEqual(5);
    for (const gone of ["Ada", "Bo", "Cy"]) village.world.down(gone);
    const height = village.height("Di");
    for (const name of ["Di", "Ed", "Fay", "Gus"]) expect(mandate(village, name)).toMatchObject({ ok: true });
    village.run(60);
    expect(village.height("Di")).toBe(height);
    expect(epochOf(village, "Di")).toBe(0);
    village.world.run(3_600_000, 10_000);
    village.say("Di", "witness", { on: true });
    village.run(60);
    for (const name of ["Di", "Ed", "Fay", "Gus"]) {
      expect(epochOf(village, name)).toBe(1);
      expect(village.height(name)).toBeGreaterThan(height);
    }
    expect(seatNames(village, "Di", ["Di", "Ed", "Fay", "Gus"])).toHaveLength(4);
    expect(new Set(village.roots()).size).toBe(1);
  });
});

/** Five seats that all lose power as soon as one of them is bound to a value, before it says so, and the names of who is. */
function boundFive(seed: number): {
  village: Village;
  height: number;
  value: string;
  bound: readonly string[];
} {
  const village = villageOf(seed, FIVE, 3_600_000);
  const height = village.height("Ada");
  let locked = 0;
  village.dies = (_, output) => {
    if (output.type === "persist" && (output.batch.lastSign?.lockRound ?? -1) >= 0) locked++;
    return locked >= 1 && output.type === "gossip" && output.topic === "seal";
  };
  village.say("Bo", "witness", { on: true });
  village.run(30);
  village.dies = () => false;
  for (const name of village.world.names()) village.world.down(name);
  for (const disk of village.disks.values()) disk.crash(village.chance);
  const locks = FIVE.flatMap((name) => {
    const last = village.disks.get(name)?.lastSign();
    const isBound = last?.ok && last.value.lockRound >= 0 && last.value.height === height + 1;
    return isBound ? [{ name, value: last.value.lockValue ?? "" }] : [];
  });
  const { value } = present(locks[0], "somebody bound");
  return { village, height, value, bound: locks.map(({ name }) => name) };
}

describe("what somebody may have decided", () => {
  test("is the base: a value that one of those who come back is bound to", () => {
    const { village, height, value, bound } = boundFive(7);
    const gone = bound
      .slice(1)
      .concat(FIVE.filter((name) => !bound.includes(name)))
      .slice(0, 2);
    const back = FIVE.filter((name) => !gone.includes(name));
    for (const name of back) village.start(name);
    village.run(20);
    for (const name of back) expect(village.height(name)).toBe(height);
    for (const name of back) expect(mandate(village, name)).toMatchObject({ ok: true });
    village.world.run(3_600_000, 10_000);
    village.run(60);
    for (const name of back) {
      const journal = journalOf(village, name);
      expect(journal.at.epoch).toBe(1);
      expect(journal.height).toBeGreaterThan(height);
      expect(journal.sealIdAt(height + 1)).toBe(value);
    }
    // one who held nothing of it learns that seal by history, where a recovery stands for its certificate
    const late = present(gone[0], "somebody who was gone");
    village.start(late);
    village.say(present(back[0], "a name"), "witness", { on: true });
    village.run(60);
    expect(journalOf(village, late).sealIdAt(height + 1)).toBe(value);
    expect(epochOf(village, late)).toBe(1);
    expect(new Set(village.roots()).size).toBe(1);
    // and again from its disk
    village.crash(late);
    village.crash(present(back[0], "a name"));
    village.run(20);
    expect(new Set(village.roots()).size).toBe(1);
  });
});

/** Seven members, three gone; the other four recover. */
function recovered(seed: number): Village {
  const village = villageOf(seed, [...FIVE, "Fay", "Gus"], 3_600_000);
  for (const gone of ["Ada", "Bo", "Cy"]) village.world.down(gone);
  for (const name of FOUR) mandate(village, name);
  village.world.run(3_600_000, 10_000);
  village.say("Di", "witness", { on: true });
  village.run(60);
  for (const name of FOUR) expect(epochOf(village, name)).toBe(1);
  return village;
}
const FOUR = ["Di", "Ed", "Fay", "Gus"] as const;

describe("after a recovery", () => {
  test("who slept through it learns it by history, and takes part again", () => {
    const village = recovered(43);
    const height = village.height("Di");
    village.start("Ada");
    village.start("Bo");
    village.run(60);
    for (const name of ["Ada", "Bo"]) {
      expect(epochOf(village, name)).toBe(1);
      expect(village.height(name)).toBeGreaterThanOrEqual(height);
    }
    expect(new Set(village.roots()).size).toBe(1);
    // nobody who was asleep has said anything in the epoch that was left
    expect(village.world.node("Di")?.alarms.filter(({ code }) => code === "device-forked")).toEqual([]);
  });

  test("everybody may lose power: it stays", () => {
    const village = recovered(44);
    for (const name of FOUR) village.crash(name);
    village.say("Ed", "witness", { on: true });
    village.run(60);
    for (const name of FOUR) expect(epochOf(village, name)).toBe(1);
    expect(new Set(village.roots()).size).toBe(1);
  });

  test("also before anything is sealed by the new seats, and with nobody else to ask", () => {
    const village = villageOf(49, [...FIVE, "Fay", "Gus"], 3_600_000);
    for (const gone of ["Ada", "Bo", "Cy"]) village.world.down(gone);
    const height = village.height("Di");
    for (const name of FOUR) mandate(village, name);
    village.world.run(3_500_000, 10_000);
    const decided = () => FOUR.filter((name) => epochOf(village, name) === 1);
    for (let turn = 0; turn < 30_000 && decided().length < 2; turn++) village.world.run(10, 10);
    const those = decided();
    for (const name of those) expect(village.height(name)).toBe(height);
    for (const name of FOUR) for (const other of FOUR) if (name < other) village.cut(name, other);
    for (const name of FOUR) village.crash(name);
    village.run(1);
    expect(decided()).toEqual(those);
    for (const name of FOUR) expect(village.height(name)).toBe(height);
    village.heal();
    village.say("Di", "witness", { on: true });
    village.run(30);
    expect(village.height("Gus")).toBeGreaterThan(height);
    expect(new Set(village.roots()).size).toBe(1);
  });

  test("another one is possible", () => {
    const village = recovered(45);
    const height = village.height("Di");
    for (const name of ["Ada", "Bo", "Cy"]) village.start(name);
    village.run(30);
    for (const gone of ["Di", "Ed", "Fay"]) village.world.down(gone);
    village.run(30);
    const rest = ["Ada", "Bo", "Cy", "Gus"];
    for (const name of rest) expect(mandate(village, name)).toMatchObject({ ok: true });
    village.world.run(3_600_000, 10_000);
    village.say("Gus", "witness", { on: true });
    village.run(60);
    for (const name of rest) {
      expect(epochOf(village, name)).toBe(2);
      expect(village.height(name)).toBeGreaterThan(height);
    }
    expect(new Set(village.roots()).size).toBe(1);
  });
});

describe("a mandate", () => {
  test("is given up to a restart in the middle, and is not given twice", () => {
    const village = villageOf(46, ["Ada", "Bo", "Cy"]);
    village.world.down("Ada");
    expect(mandate(village, "Bo")).toMatchObject({ ok: true });
    village.world.down("Cy");
    village.crash("Bo");
    village.run(5);
    const { given, needed } = present(village.world.node("Bo")?.peer.recovery(), "a status");
    expect(given).toEqual([memberOf(village, "Bo")]);
    expect(needed).toBe(2);
    expect(mandate(village, "Bo")).toMatchObject({ ok: false });
    village.start("Cy");
    village.run(5);
    expect(village.world.node("Cy")?.peer.recovery()?.given).toEqual([memberOf(village, "Bo", "Cy")]);
  });

  test("lasts while the epoch before goes on", () => {
    const village = villageOf(50, ["Ada", "Bo", "Cy"]);
    const height = village.height("Ada");
    expect(mandate(village, "Cy")).toMatchObject({ ok: true });
    for (const on of [false, true]) {
      village.say("Bo", "witness", { on });
      village.run(20);
    }
    expect(village.height("Cy")).toBeGreaterThan(height + 1);
    for (const other of ["Ada", "Bo"]) village.cut("Cy", other);
    village.crash("Cy");
    village.run(1);
    expect(village.world.node("Cy")?.peer.recovery()?.given).toEqual([memberOf(village, "Cy")]);
  });

  test("by another root, for another epoch, or of nobody on the roll is refused", () => {
    const village = villageOf(47, ["Ada", "Bo", "Cy"]);
    newDevice(village, "Bo", "Bo2", village.community);
    village.run(5);
    expect(mandate(village, "Cy", "Bo2", undefined, "Ada")).toEqual({
      ok: false,
      error: "certificate-wrong",
    });
    expect(mandate(village, "Bo", "Cy")).toEqual({ ok: false, error: "certificate-wrong" });
    expect(mandate(village, "Bo", "Bo", 2)).toEqual({ ok: false, error: "not-synced" });
    expect(village.world.node("Bo")?.peer.recovery()?.given).toEqual([]);
  });

  test("gives up the seat: no more words in the epoch before", () => {
    const village = villageOf(48, FIVE, 3_600_000);
    const height = village.height("Ada");
    expect(mandate(village, "Ada")).toMatchObject({ ok: true });
    expect(mandate(village, "Bo")).toMatchObject({ ok: true });
    village.say("Cy", "witness", { on: true });
    village.run(60);
    // three of five are no quorum any more
    expect(village.height("Cy")).toBe(height);
    const said = village.world.node("Cy")?.peer.messages() ?? [];
    const ada = keyFor("device Ada").publicKey;
    const last = said.filter(({ message }) => message.device === ada && message.epoch === 0);
    expect(last.filter(({ message }) => message.height > height)).toEqual([]);
    // once the members of all seats have spoken nothing is waited for
    for (const name of ["Cy", "Di", "Ed"]) mandate(village, name);
    village.run(60);
    for (const name of FIVE) expect(village.height(name)).toBeGreaterThan(height);
    expect(epochOf(village, "Ed")).toBe(1);
  });
});
