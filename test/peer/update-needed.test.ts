import { beforeEach, expect, test, vi } from "vitest";
import { present } from "../../src/base/assert.ts";
import { fromHex } from "../../src/base/bytes.ts";
import { MOTION_VOTE_MS } from "../../src/events/kinds/motion.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { motionAbout } from "../../src/events/motion-about.ts";
import { applySealed } from "../../src/peer/check-seal.ts";
import type { SealHeader } from "../../src/seal/header.ts";
import type { MotionAbout } from "../../src/state/claim-records.ts";
import { digestState } from "../../src/state/digest.ts";
import { communityOf } from "../../src/state/state.ts";
import { TERMS } from "../ledger/samples.ts";
import { Village } from "../sim/village.ts";

/** Whose software knows rules 2, to which it gives the meaning of rules 1; and who is computing now. */
const software = vi.hoisted(() => ({ new: new Set<string>(), acting: "" }));

vi.mock("../../src/ledger/kinds-table.ts", async (original) => {
  const table = await original<typeof import("../../src/ledger/kinds-table.ts")>();
  const knowsRules = (rules: number) => rules === 1 || (rules === 2 && software.new.has(software.acting));
  return { ...table, knowsRules, kindsOfRules: () => table.kindsOfRules(1) };
});

const NAMES = ["Ada", "Bo", "Cy", "Di", "Ed"] as const;
const DAY_MS = 86_400_000;

beforeEach(() => software.new.clear());

/** Five seats; a motion for rules 2 is voted through by all. Returns right after the seal that passed it. */
function moved(updated: readonly string[]): Village {
  for (const name of updated) software.new.add(name);
  const village = new Village(7, { seatExpiryMs: 300 * DAY_MS, recoveryMs: 300 * DAY_MS });
  village.found("Ada");
  watch(village, "Ada");
  village.run(3);
  for (const name of NAMES.slice(1)) {
    village.join(name, "Ada");
    watch(village, name);
  }
  village.run(40);
  const about: MotionAbout = { kind: "rules", rules: 2 };
  const motion = village.say("Ada", "motion", { about: motionAbout.write(about) });
  if (!motion.ok) throw new Error(motion.error);
  village.run(10);
  for (const name of NAMES)
    expect(village.say(name, "vote", { ballot: fromHex(motion.value), choice: "yes", amount: null }).ok).toBe(
      true,
    );
  village.run(10);
  village.world.nowMs += MOTION_VOTE_MS;
  for (let turn = 0; turn < 60 && stateOf(village, "Ada").nextRules === null; turn++) village.run(1);
  expect(stateOf(village, "Ada").nextRules).not.toBeNull();
  return village;
}

/** Something for several seals to take in. */
function goOn(village: Village): void {
  for (let turn = 0; turn < 5; turn++) {
    village.say(
      "Bo",
      "propose",
      propose.body.write({ terms: { ...TERMS, title: `Plan ${turn}` }, tier: null }),
    );
    village.run(10);
  }
}

/** Every step of the node is its own software's. */
function watch(village: Village, name: string): void {
  const { peer } = present(village.world.node(name), "a node");
  const handle = peer.handle.bind(peer);
  peer.handle = (input, nowMs) => {
    software.acting = name;
    return handle(input, nowMs);
  };
}

function stateOf(village: Village, name: string) {
  return communityOf(present(village.world.node(name)?.peer.journal, "a journal").at.ledger.state);
}

function alarmsOf(village: Village, name: string) {
  return present(village.world.node(name), "a node").alarms.filter(({ code }) => code === "update-needed");
}

test("a node that does not know the rules to come says so, and stops before their first height while the others go on", () => {
  const village = moved(["Ada", "Bo", "Cy", "Di"]);
  const { rules, height } = present(stateOf(village, "Ada").nextRules, "rules to come");
  village.run(5);
  expect(alarmsOf(village, "Ed")[0]).toEqual({ code: "update-needed", rules, height });
  expect(alarmsOf(village, "Ada")).toEqual([]);
  goOn(village);
  expect(village.height("Ada")).toBeGreaterThan(height);
  expect(village.height("Ed")).toBe(height - 1);
  expect(stateOf(village, "Ed").rules).toBe(2);
  const ed = present(village.world.node("Ed"), "Ed");
  expect(ed.alarms.map(({ code }) => code)).not.toContain("computes-differently");
  const signed = [...(ed.peer.sealing?.agreement.box.all() ?? [])].filter(
    ({ message }) => message.device === village.devices.get("Ed")?.publicKey,
  );
  expect(signed).toEqual([]);
  expect(village.say("Ed", "witness", { on: true })).toEqual({ ok: false, error: "update-needed" });
  expect([...ed.penalties]).toEqual([]);
  // started again it still says so
  software.new.clear();
  village.world.down("Ed");
  village.start("Ed");
  expect(alarmsOf(village, "Ed")).toEqual([{ code: "update-needed", rules, height }]);
  const { at } = present(village.world.node("Ed")?.peer.journal, "a journal");
  const header = { height, throughMs: village.world.nowMs } as SealHeader;
  expect(applySealed(at, header, { feeds: [], ended: [] }, [], [])).toBe("rules-unknown");
});

test("it goes on relaying what others sign", () => {
  const village = moved(["Ada", "Bo", "Cy", "Di"]);
  goOn(village);
  // from now on Di hears of Ada through Ed alone
  for (const name of ["Bo", "Cy"]) village.cut("Di", name);
  village.cut("Di", "Ada");
  const said = village.say("Di", "propose", propose.body.write({ terms: TERMS, tier: null }));
  if (!said.ok) throw new Error(said.error);
  village.run(20);
  const ada = present(village.world.node("Ada")?.peer.journal, "a journal");
  const isHere = ada.open.get(said.value) !== undefined || ada.sealedSeq(deviceOf(village, "Di")) >= 0;
  expect(isHere).toBe(true);
  expect(present(village.world.node("Ed")?.peer.journal, "a journal").open.get(said.value)).toBeDefined();
});

test("with newer software it goes on where it stopped, to the same state", () => {
  const village = moved(["Ada", "Bo", "Cy", "Di"]);
  goOn(village);
  expect(village.height("Ed")).toBeLessThan(village.height("Ada"));
  software.new.add("Ed");
  village.world.down("Ed");
  software.acting = "Ed";
  village.start("Ed");
  watch(village, "Ed");
  village.run(20);
  expect(village.height("Ed")).toBe(village.height("Ada"));
  const [ed, ada] = ["Ed", "Ada"].map((name) => present(village.world.node(name)?.peer.journal, "a journal"));
  expect(digestState(present(ed, "Ed's").at.ledger.state)).toBe(
    digestState(present(ada, "Ada's").at.ledger.state),
  );
});

test("where nobody knows them, everybody stops, and nothing is told that is not sealed", () => {
  const village = moved([]);
  const { height } = present(stateOf(village, "Ada").nextRules, "rules to come");
  goOn(village);
  expect(NAMES.map((name) => village.height(name))).toEqual(NAMES.map(() => height - 1));
  const journal = present(village.world.node("Ada")?.peer.journal, "a journal");
  expect(journal.view(village.world.nowMs).ledger).toBe(journal.at.ledger);
  expect(new Set(village.roots()).size).toBe(1);
});

function deviceOf(village: Village, name: string): string {
  return present(village.devices.get(name), "a device").publicKey;
}
