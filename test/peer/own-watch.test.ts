import { expect, test } from "vitest";
import type { DeviceKey } from "../../src/base/id.ts";
import { ok } from "../../src/base/result.ts";
import type { VerifiedResponse } from "../../src/peer/input.ts";
import type { Journal } from "../../src/peer/journal.ts";
import type { Alarm } from "../../src/peer/output.ts";
import { OwnDevice } from "../../src/peer/own-device.ts";
import { OwnWatch } from "../../src/peer/own-watch.ts";
import { unsigned } from "../../src/seal/last-sign.ts";
import { deviceKey } from "../seal/samples.ts";

const own = deviceKey("own");
const bo = deviceKey("bo");
const stranger = deviceKey("stranger");
const EQUAL = { type: "status", height: 7 } as VerifiedResponse;

/** A moved home on a roll of two, and who is at the other end of each connection. */
function moved(peers: Readonly<Record<string, DeviceKey>>) {
  const owners = new Map([
    [own, "own"],
    [bo, "bo"],
  ]);
  const state = { devices: new Map(), members: new Map([...owners].map(([, member]) => [member, {}])) };
  const journal = {
    height: 7,
    at: { ledger: { state } },
    ownerOf: (device: DeviceKey) => owners.get(device),
  } as unknown as Journal;
  const device = new OwnDevice(own, ok(unsigned(own)), "moved");
  const alarms: Alarm[] = [];
  const watch = new OwnWatch({
    device: own,
    own: device,
    sync: { deviceOf: (peer) => peers[peer] },
    journal: () => journal,
    alarm: (alarm) => void alarms.push(alarm),
  });
  return { watch, device, alarms, state };
}

test("a member's copy counts, a stranger's and one's own do not", () => {
  for (const [peer, counts] of [
    ["bo", true],
    ["stranger", false],
    ["own", false],
    ["gone", false],
  ] as const) {
    const { watch, device } = moved({ bo, stranger, own });
    watch.sayOnlyCopy();
    watch.begin(peer);
    watch.answered(peer, EQUAL, null);
    expect(watch.settle(), peer).toBe(counts);
    expect(device.stopped).toBe(counts ? null : "moved");
  }
});

test("a turn that began before the word does not count, though it ends after it", () => {
  const { watch, device, alarms } = moved({ bo });
  watch.begin("bo");
  watch.sayOnlyCopy();
  watch.answered("bo", EQUAL, null);
  expect(watch.settle()).toBe(false);
  expect(alarms).toEqual([{ code: "device-moved", awaits: "copy" }]);
  watch.begin("bo");
  watch.answered("bo", EQUAL, null);
  expect(watch.settle()).toBe(true);
  expect(device.stopped).toBeNull();
});

test.each(["frozen", "revoked"] as const)(
  "what is sealed about it stops it, at the start and later: %s",
  (status) => {
    const { watch, device, alarms, state } = moved({});
    watch.look();
    expect(device.stopped).toBe("moved");
    state.devices.set(own, { status });
    watch.look();
    watch.look();
    expect(alarms).toEqual([{ code: "device-stopped", reason: status }]);
  },
);
