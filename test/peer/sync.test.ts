import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { EMPTY_BATCH } from "../../src/peer/batch.ts";
import { SyncClient } from "../../src/peer/sync-client.ts";
import { FEEDS_PER_REQUEST_MAX } from "../../src/peer/sync-frames.ts";
import type { SyncView } from "../../src/peer/sync-view.ts";
import { SimDisk } from "../../src/sim/sim-disk.ts";
import { hashId, hex32 } from "../seal/samples.ts";
import { keyFor, Village } from "../sim/village.ts";
import { nextEvent } from "./feeds.ts";

function adaAndBo(seed: number): Village {
  const village = new Village(seed, { seatExpiryMs: 60_000 });
  village.found("Ada");
  village.run(3);
  village.join("Bo", "Ada");
  village.run(25);
  return village;
}

describe("a turn of sync ends", () => {
  test("although the only source of history lacks a piece, until that is healed", () => {
    const village = adaAndBo(21);
    village.world.down("Bo");
    const disk = present(village.disks.get("Ada"), "a disk");
    const bo = present(village.devices.get("Bo"), "a device").publicKey;
    const lost = present(
      disk.events().find(({ device, seq }) => device === bo && seq === 1),
      "a sealed event",
    );
    const whole = disk.answer.bind(disk);
    disk.answer = (question) => {
      const answer = whole(question);
      if (question.ask !== "events" || answer.ask !== "events") return answer;
      return {
        ask: "events",
        wires: answer.wires.map((wire, i) => (question.ids[i] === lost.id ? null : wire)),
      };
    };
    let asked = 0;
    village.dies = (name, output) => {
      if (name === "Cy" && output.type === "request" && output.request.type === "history") asked++;
      return false;
    };
    village.join("Cy", "Ada");
    village.run(10);
    expect(village.height("Cy")).toBeLessThan(village.height("Ada"));
    // a question or two per turn, and one turn a second
    expect(asked).toBeLessThanOrEqual(24);
    disk.answer = whole;
    village.run(20);
    expect(village.height("Cy")).toBe(village.height("Ada"));
  });

  test("although a peer sends events that cannot be placed", () => {
    const village = adaAndBo(22);
    const bo = present(village.devices.get("Bo"), "a device");
    const ada = present(village.world.node("Ada"), "a node").peer;
    const tip = present(ada.journal?.open.tip(bo.publicKey), "a feed") as AuthenticEvent;
    const far = nextEvent(bo, village.community, tip, "", { seq: tip.seq + 5 });
    const now = village.world.nowMs;
    ada.handle({ type: "peer-up", peer: "odd", device: bo.publicKey }, now);
    let turns = 0;
    for (let i = 0; i < 20; i++) {
      const asks = ada
        .handle({ type: "tick" }, now + i * 100)
        .filter((o) => o.type === "request" && o.to === "odd");
      turns += asks.length;
      if (asks.length > 0)
        ada.handle(
          { type: "response", from: "odd", response: { type: "feeds", events: [far], more: false } },
          now + i * 100,
        );
    }
    expect(turns).toBeLessThanOrEqual(3);
  });

  test("whatever kind of answer comes, and the peer is asked again at the next turn", () => {
    const village = adaAndBo(23);
    const ada = present(village.world.node("Ada"), "a node").peer;
    const bo = keyFor("device Bo").publicKey;
    const now = village.world.nowMs;
    const answers = [
      { type: "history", found: null, entries: [] },
      { type: "heads", heads: [] },
      { type: "messages", messages: [] },
      { type: "profiles", profiles: [] },
      { type: "event", wire: null },
      { type: "refused" },
    ] as const;
    for (const [i, response] of answers.entries()) {
      const peer = `odd ${i}`;
      ada.handle({ type: "peer-up", peer, device: bo }, now);
      ada.handle({ type: "tick" }, now);
      ada.handle({ type: "response", from: peer, response }, now);
      const again = ada.handle({ type: "tick" }, now + 60_000);
      expect(again.some((output) => output.type === "request" && output.to === peer)).toBe(true);
    }
  });
});

test("a feed that is of no use here does not keep those behind it away", () => {
  const client = new SyncClient(1_000);
  const devices = Array.from({ length: 20 }, (_, i) => keyFor(`${i}`).publicKey);
  client.peerUp("peer", keyFor("peer").publicKey, 0);
  const view: SyncView = {
    steadyMs: () => 0,
    begunAt: () => 0,
    height: () => 1,
    founded: () => true,
    open: { get: () => undefined, tip: () => null } as unknown as NonNullable<SyncView["open"]>,
    heads: null,
    sealedSeq: () => -1,
    wanted: () => [],
    messagesDigest: () => hashId("m"),
    messagesKnown: () => [],
    profilesDigest: () => hashId("p"),
    isMember: () => true,
  };
  const heads = devices.map((device) => ({ device, seq: 3, id: hex32(device) as never }));
  const first = client.onHeads("peer", heads, view);
  const second = client.onFeeds("peer", true, view);
  const asked = [first, second].map((request) => (request?.type === "feeds" ? request.from.length : 0));
  expect(asked).toEqual([20, 19]);
  expect(FEEDS_PER_REQUEST_MAX).toBeGreaterThan(20);
});

test("who comes back with an old copy of its disk notices it by its own events in history, and signs no more", () => {
  const village = adaAndBo(24);
  const bo = present(village.devices.get("Bo"), "a device").publicKey;
  const old = new SimDisk();
  const full = present(village.disks.get("Bo"), "a disk");
  const events = full.events().filter(({ device, seq }) => device === bo && seq === 0);
  const last = full.lastSign();
  if (!last.ok) throw new Error("a memory");
  const lastSign = { ...last.value, feedSeq: 0, feedId: present(events[0], "a join").id, height: 0 };
  old.write({ ...EMPTY_BATCH, sync: true, events, lastSign });
  village.world.down("Bo");
  village.disks.set("Bo", old);
  village.start("Bo");
  village.run(10);
  const node = present(village.world.node("Bo"), "a node");
  expect(node.peer.own.stopped).toBe("outdated");
  expect(node.alarms.filter(({ code }) => code === "device-stopped")).toHaveLength(1);
  expect(village.say("Bo", "witness", { on: true })).toEqual({ ok: false, error: "device-stopped" });
  // it reads on all the same
  expect(village.root("Bo")).toBe(village.root("Ada"));
});
