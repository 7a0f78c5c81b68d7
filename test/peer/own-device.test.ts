import { describe, expect, test } from "vitest";
import { fail, ok } from "../../src/base/result.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { OwnDevice } from "../../src/peer/own-device.ts";
import type { LastSign } from "../../src/seal/last-sign.ts";
import { deviceKey, eventId, reportOf, said, sealId } from "../seal/samples.ts";

const own = deviceKey("own");
const v = sealId("v");

function lastSignOf(parts: Partial<LastSign> = {}): LastSign {
  const base = {
    device: own,
    feedSeq: 4,
    feedId: eventId("4"),
    epoch: 0,
    height: 3,
    round: 1,
    step: "prevote",
  } as const;
  return { ...base, lockRound: -1, lockValue: null, nowMs: 50, ...parts };
}

const tipAt = (seq: number) => ({ seq, id: eventId(`${seq}`) });
const at = (round: number, height = 3) => ({ height, round });

function opened(
  last: LastSign,
  tip: number | null,
  kept: Parameters<OwnDevice["reconcile"]>[1] = [],
): OwnDevice {
  const device = new OwnDevice(own, ok(last));
  device.reconcile(tip === null ? null : tipAt(tip), kept);
  return device;
}

describe("at start", () => {
  test("a device that never signed anything has nothing to remember", () => {
    const device = new OwnDevice(own, fail("missing"));
    device.reconcile(null, []);
    expect(device.stopped).toBeNull();
    expect(device.last).toBeNull();
  });

  test("a missing memory stops a device that has signed: an event or a message of it is here", () => {
    const byEvent = new OwnDevice(own, fail("missing"));
    byEvent.reconcile(tipAt(0), []);
    expect(byEvent.stopped).toBe("missing");
    const byMessage = new OwnDevice(own, fail("missing"));
    byMessage.reconcile(null, [said(own, 0, { step: "prevote", value: v })]);
    expect(byMessage.stopped).toBe("missing");
    const byOthers = new OwnDevice(own, fail("missing"));
    expect(byOthers.heard({ device: own, ...tipAt(0) })).toBe(true);
    expect(byOthers.stopped).toBe("missing");
    const others = new OwnDevice(own, fail("missing"));
    others.reconcile(null, [said(deviceKey("other"), 0, { step: "prevote", value: v })]);
    expect(others.stopped).toBeNull();
  });

  test("a damaged memory stops it for good", () => {
    const device = new OwnDevice(own, fail("damaged"));
    device.reconcile(null, []);
    expect(device.stopped).toBe("damaged");
  });

  test("the store may be one event ahead: the crash fell between the batch and the memory", () => {
    expect(opened(lastSignOf(), 4)).toMatchObject({ stopped: null, last: { feedSeq: 4 } });
    expect(opened(lastSignOf(), 5)).toMatchObject({
      stopped: null,
      last: { feedSeq: 5, feedId: eventId("5") },
    });
    expect(opened(lastSignOf(), 6).stopped).toBe("outdated");
    // behind: the events come from the others, see `own-feed-behind`
    expect(opened(lastSignOf(), 3)).toMatchObject({ stopped: null, last: { feedSeq: 4 } });
  });

  test("messages of a batch ahead count as given, with the lock among them, in whatever order they are kept", () => {
    const batch = [
      said(own, 2, { step: "prevote", value: null }, at(2)),
      said(own, 1, { step: "precommit", value: v }, at(1)),
      said(own, 1, { step: "prevote", value: v }, at(1)),
    ];
    for (const kept of [batch, batch.toReversed()])
      expect(opened(lastSignOf(), 4, kept).last).toMatchObject({
        round: 2,
        step: "prevote",
        lockRound: 1,
        lockValue: v,
      });
  });

  test("a report ahead brings its clock reading, and a new height forgets the lock of the one before", () => {
    const report = said(own, 0, { step: "report", report: reportOf({}, 90) }, at(0, 4));
    const locked = lastSignOf({ lockRound: 1, lockValue: v });
    expect(opened(locked, 4, [report]).last).toMatchObject({
      height: 4,
      lockRound: -1,
      lockValue: null,
      nowMs: 90,
    });
    expect(opened(locked, 4, []).last).toMatchObject({ lockRound: 1, lockValue: v, nowMs: 50 });
  });
});

describe("a home that was moved", () => {
  const moved = () => new OwnDevice(own, ok(lastSignOf()), "moved");

  test("signs after the word alone where nobody else is on the roll", () => {
    const device = moved();
    expect([device.awaited, device.fault]).toEqual(["word", "device-moved"]);
    expect(device.settle(false)).toBe(false);
    device.sayOnlyCopy();
    expect(device.awaited).toBe("copy");
    expect(device.settle(false)).toBe(true);
    expect([device.stopped, device.awaited, device.fault]).toEqual([null, null, null]);
    expect(device.settle(false)).toBe(false);
  });

  test("signs after the word, and then a copy, where there are others; a copy from before the word is none", () => {
    const device = moved();
    device.compared();
    device.sayOnlyCopy();
    expect(device.settle(true)).toBe(false);
    device.compared();
    // said again: whoever ran meanwhile is to be looked for anew
    device.sayOnlyCopy();
    expect(device.settle(true)).toBe(false);
    device.compared();
    expect(device.settle(true)).toBe(true);
  });

  test("stops for good by what comes to light, and no word lifts that", () => {
    for (const reason of ["missing", "damaged", "outdated", "twice", "frozen", "revoked"] as const) {
      const device = moved();
      device.sayOnlyCopy();
      device.compared();
      expect(device.stop(reason)).toBe(true);
      expect(device.settle(true)).toBe(false);
      expect([device.stopped, device.awaited, device.fault]).toEqual([reason, null, "device-stopped"]);
      expect(device.stop("outdated")).toBe(false);
      expect(device.stopped).toBe(reason);
    }
    expect(opened(lastSignOf(), 4).stop("frozen")).toBe(true);
    const older = moved();
    older.reconcile(tipAt(6), []);
    expect(older.stopped).toBe("outdated");
  });
});

test("what its home knows of it counts from the start; another device's memory is none", () => {
  expect(new OwnDevice(own, ok(lastSignOf()), "twice").stopped).toBe("twice");
  const others = new OwnDevice(own, ok(lastSignOf({ device: deviceKey("other") })));
  expect([others.stopped, others.last]).toEqual(["missing", null]);
});

test("a connection with our own device at its other end stops it", () => {
  const device = opened(lastSignOf(), 4);
  expect(device.met(deviceKey("other"))).toBe(false);
  expect(device.met(own)).toBe(true);
  expect(device.stopped).toBe("twice");
});

describe("while running", () => {
  const event = (seq: number, device = own, id = eventId(`${seq}`)) =>
    ({ device, seq, id }) as unknown as AuthenticEvent;

  test("an own event beyond the memory stops it, once", () => {
    const device = opened(lastSignOf(), 4);
    expect(device.heard(event(4))).toBe(false);
    expect(device.heard(event(9, deviceKey("other")))).toBe(false);
    expect(device.stopped).toBeNull();
    expect(device.heard(event(5))).toBe(true);
    expect(device.stopped).toBe("outdated");
    expect(device.heard(event(6))).toBe(false);
  });

  test("so does another event in the place of its last, and a fork of its feed: two copies of it sign", () => {
    const byEvent = opened(lastSignOf(), 4);
    expect(byEvent.heard(event(4, own, eventId("another")))).toBe(true);
    expect(byEvent.stopped).toBe("outdated");
    const byFork = opened(lastSignOf(), 4);
    expect(byFork.forked(deviceKey("other"))).toBe(false);
    expect(byFork.stopped).toBeNull();
    expect(byFork.forked(own)).toBe(true);
    expect(byFork.stopped).toBe("outdated");
  });

  test("so does another seal message in a place where it has spoken", () => {
    const device = opened(lastSignOf(), 4);
    const given = said(own, 1, { step: "prevote", value: v }, at(1));
    expect(device.heardMessage(given, given)).toBe(false);
    expect(device.heardMessage(said(own, 1, { step: "prevote", value: null }, at(1)), given)).toBe(true);
    expect(device.stopped).toBe("outdated");
  });

  test("so does an own seal message that is later than the memory", () => {
    const device = opened(lastSignOf(), 4);
    expect(device.heardMessage(said(own, 1, { step: "prevote", value: v }, at(1)))).toBe(false);
    expect(device.heardMessage(said(deviceKey("other"), 9, { step: "prevote", value: v }, at(9)))).toBe(
      false,
    );
    expect(device.heardMessage(said(own, 1, { step: "precommit", value: v }, at(1)))).toBe(true);
    expect(device.stopped).toBe("outdated");
  });

  test("what it signs itself it remembers", () => {
    const device = opened(lastSignOf(), 4);
    expect(device.signedEvent(tipAt(5))).toMatchObject({ feedSeq: 5, height: 3, round: 1 });
    device.signedMessage(lastSignOf({ feedSeq: 5, round: 2 }));
    expect(device.last).toMatchObject({ feedSeq: 5, round: 2 });
  });
});
