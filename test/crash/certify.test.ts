import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { device as deviceKind } from "../../src/events/kinds/device.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { seriousIllness } from "../../src/ledger/templates.ts";
import { certifyDevice } from "../../src/node/certify-device.ts";
import { foundHome } from "../../src/node/home.ts";
import { deviceSigner, readHome } from "../../src/node/home-file.ts";
import type { Identity } from "../../src/node/identity.ts";
import { runNode } from "../../src/node/run-node.ts";
import type { StoreMedium } from "../../src/store/table-store.ts";
import { TEST_OPTIONS, TRIAL_CHARTER } from "../node/homes.ts";
import { Brittle, Dead } from "./brittle.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "huzhu-certify-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The process dies there; what it gave to the system stays, as after kill -9. */
function dyingMedium(life: Brittle): (medium: StoreMedium) => StoreMedium {
  return ({ table, slots, home }) => ({
    home,
    table: {
      ...table,
      write: async (ops, sync) => {
        life.pass("before a table write");
        await table.write(ops, sync);
        life.pass("after a table write");
      },
    },
    slots: {
      ...slots,
      write: async (offset, slot) => {
        life.pass("before a slot write");
        await slots.write(offset, slot);
        life.pass("after a slot write");
      },
    },
  });
}

async function certifyDying(path: string, identity: Identity, life: Brittle): Promise<void> {
  const parts = { wrapMedium: dyingMedium(life), step: (name: string) => life.pass(name) };
  await certifyDevice(path, identity, Date.now(), parts).catch((error: unknown) => {
    const isDeath = error instanceof Dead || (error instanceof Error && error.cause instanceof Dead);
    if (!isDeath) throw error;
  });
}

/** Starts the home, tries to speak twice, and reads who signed what. */
async function lifeAfter(path: string) {
  const node = await runNode(path, TEST_OPTIONS);
  const alarms = node.service.network().alarms;
  const heard: boolean[] = [];
  for (const title of ["One", "Two"]) {
    const terms = { ...seriousIllness(2), title };
    const said = await node.service.author("propose", propose.body.write({ terms, tier: null }));
    heard.push(said.ok);
  }
  const places = new Map<string, string>();
  const certified = new Set<string>();
  for await (const { device, seq, id, kind } of node.service.events()) {
    expect(places.get(`${device} ${seq}`) ?? id, `${device} ${seq}`).toBe(id);
    places.set(`${device} ${seq}`, id);
    if (kind === deviceKind.name) certified.add(device);
  }
  const { device } = node.service;
  await node.stop();
  return {
    alarms,
    heard,
    device,
    certified,
    seqs: (of: string) => [...places.keys()].filter((key) => key.startsWith(of)),
  };
}

test("dying at any step of a new device leaves the old home or the new one, and never a device with two histories", async () => {
  const whole = new Brittle(0);
  const first = await foundHome(join(folder, "0"), { charter: TRIAL_CHARTER, nickname: "", nowMs: 1 });
  await certifyDying(first.home.path, first.identity, whole);
  expect(whole.steps).toBeGreaterThan(12);
  const outcomes: string[] = [];
  for (let diesAt = 1; diesAt <= whole.steps; diesAt++) {
    const path = join(folder, String(diesAt));
    const { home, identity } = await foundHome(path, { charter: TRIAL_CHARTER, nickname: "", nowMs: 1 });
    const old = deviceSigner(home).publicKey;
    const life = new Brittle(diesAt);
    await certifyDying(path, identity, life);
    expect(life.isDead).toBe(true);
    const left = await readHome(path);
    const device = deviceSigner(left).publicKey;
    const after = await lifeAfter(path);
    const step = `step ${diesAt}: ${life.at}`;
    expect(after.alarms, step).toEqual([]);
    expect(after.device, step).toBe(device);
    // the old one goes on as if nothing had been, or speaks never again
    if (device === old) {
      expect(after.heard, step).toEqual([true, true]);
      expect([...after.certified], step).toEqual([]);
    } else {
      // its member's only seat has stopped, so it waits; nothing is signed for it in the meantime
      expect(after.heard, step).toEqual([false, false]);
      expect([...after.certified], step).toEqual([device]);
      expect(after.seqs(old).length, step).toBe(1);
      expect(left.former.map(({ deviceSeed }) => deviceSeed)).toEqual([home.deviceSeed]);
    }
    expect(await readHome(path)).toMatchObject({ isSettling: false });
    outcomes.push(device === old ? "old" : "new");
  }
  // one moment, and no way back from it
  expect(outcomes.join(" ")).toMatch(/^(?:old ){4,}(?:new ?){6,}$/);
}, 300_000);
