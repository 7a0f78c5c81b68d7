import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { HashId, SealId } from "../../src/base/id.ts";
import { encodeLink } from "../../src/peer/seal-chain.ts";
import type { SyncResponse } from "../../src/peer/sync-frames.ts";
import type { CertifiedHeader } from "../../src/seal/certificate.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import { decodeSealed, encodeSealed } from "../../src/seal/sealed.ts";
import { encodeTwoSeals } from "../../src/seal/two-seals.ts";
import { hex32 } from "../seal/samples.ts";
import { keyFor, type Village } from "../sim/village.ts";
import { certify, five, LIARS, NAMES, otherSeal, peerOf, recordAt, seatsOf } from "./five-seats.ts";
import { epochOf, mandate } from "./recovery-village.ts";

/** A peer of flesh and blood that says to `name` that it has this other seal. */
function show(village: Village, name: string, other: CertifiedHeader, tip = other): void {
  const peer = "stranger";
  const hear = (response: SyncResponse) => {
    village.world.act(name, (node) =>
      node.handle({ type: "response", from: peer, response } as never, village.world.nowMs),
    );
  };
  village.world.act(name, (node) => {
    node.handle({ type: "peer-up", peer, device: keyFor("device Ed").publicKey }, village.world.nowMs);
  });
  const nothing = hex32("nothing") as HashId;
  const { height } = tip.header;
  const sealId = sealIdOf(tip.header);
  const heads = { heads: nothing, messages: nothing, profiles: nothing };
  village.world.act(name, (node) => node.handle({ type: "tick" }, village.world.nowMs));
  hear({ type: "status", height, sealId, ...heads, nowMs: village.world.nowMs, isHalted: false });
  for (let step = 0; step < 20 && peerOf(village, name).seals.isAskedOf(peer); step++) {
    const asked = asks.get(name)?.at(-1) ?? height;
    const link = asked === other.header.height ? other : asked === height ? tip : recordAt(village, asked);
    hear({ type: "chain", found: null, links: [encodeLink({ ...link, next: null })] });
  }
  village.world.act(name, (node) => node.handle({ type: "peer-down", peer }, village.world.nowMs));
}

/** Heights of chains that were asked for, by node. */
const asks = new Map<string, number[]>();

function watch(village: Village): void {
  asks.clear();
  village.dies = (name, output) => {
    if (output.type === "request" && output.request.type === "chain" && output.to === "stranger")
      asks.set(name, [...(asks.get(name) ?? []), output.request.height]);
    return false;
  };
}

const alarmsOf = (village: Village, name: string) =>
  present(village.world.node(name), name).alarms.filter(({ code }) => code === "two-seals");

describe("two seals for one height", () => {
  test("halt who meets the other, and then everybody; both are shown, and the double signers named", () => {
    const village = five();
    watch(village);
    const height = village.height("Ada");
    const other = otherSeal(village, height, [...LIARS, "Ed"]);
    show(village, "Ada", other);
    village.run(10);
    const ids = [recordAt(village, height), other].map(({ header }) => sealIdOf(header));
    for (const name of NAMES) {
      expect(alarmsOf(village, name), name).toEqual([{ code: "two-seals", height, ids }]);
      expect(peerOf(village, name).seals.found?.other.header).toEqual(other.header);
    }
    // a certificate of round 0 that has four of five: those of both are proven liars
    const ours = new Set(recordAt(village, height).certificate.signatures.map(({ seat }) => seat));
    const both = other.certificate.signatures.filter(({ seat }) => ours.has(seat)).map(({ seat }) => seat);
    expect(both.length).toBeGreaterThanOrEqual(3);
    const { forks } = present(peerOf(village, "Ada").journal, "a journal").view(village.world.nowMs).ledger
      .state;
    const frozen = [...forks.entries()].map(([device]) => device);
    const liars = both.map((seat) => seatsOf(village)[seat]?.device);
    expect(new Set(frozen)).toEqual(new Set(liars));
  });

  test("nothing more is sealed or signed for a seal; events are still taken and handed on", () => {
    const village = five();
    watch(village);
    const height = village.height("Ada");
    show(village, "Ada", otherSeal(village, height, [...LIARS, "Ed"]));
    village.run(10);
    // until they heard of it the others may have gone on
    const said = NAMES.map((name) => peerOf(village, name).own.last);
    const heights = NAMES.map((name) => village.height(name));
    for (const name of NAMES) expect(peerOf(village, name).seals.found).not.toBeNull();
    const event = village.say("Ada", "witness", { on: true });
    village.run(120);
    for (const [i, name] of NAMES.entries()) {
      const { own, journal } = peerOf(village, name);
      expect(village.height(name)).toBe(heights[i]);
      expect([own.last?.height, own.last?.step, own.last?.round]).toEqual([
        said[i]?.height,
        said[i]?.step,
        said[i]?.round,
      ]);
      expect(journal?.open.get(event.ok ? event.value : ("" as never))).toBeDefined();
    }
  });

  test("after a restart it is still halted, and says so", () => {
    const village = five();
    watch(village);
    const height = village.height("Ada");
    show(village, "Ada", otherSeal(village, height, [...LIARS, "Ed"]));
    village.crash("Ada");
    expect(peerOf(village, "Ada").seals.found?.ours.header.height).toBe(height);
    expect(alarmsOf(village, "Ada")).toHaveLength(1);
  });

  test("are found below, where the two chains part", () => {
    const village = five();
    for (let i = 0; i < 4; i++) {
      village.say("Ada", "witness", { on: true });
      village.run(30);
    }
    watch(village);
    const top = village.height("Ada");
    const height = top - 3;
    const other = otherSeal(village, height, [...LIARS, "Ed"]);
    const chain = new Map<number, CertifiedHeader>([[height, other]]);
    let prev: SealId = sealIdOf(other.header);
    for (let at = height + 1; at <= top; at++) {
      const header = { ...recordAt(village, at).header, prev };
      chain.set(at, { header, certificate: certify(village, header, NAMES, 0) });
      prev = sealIdOf(header);
    }
    showChain(village, "Ada", chain, top);
    expect(peerOf(village, "Ada").seals.found?.ours.header.height).toBe(height);
    expect(alarmsOf(village, "Ada")).toHaveLength(1);
  });
});

/** As `show`, with a whole chain of its own. */
function showChain(
  village: Village,
  name: string,
  chain: ReadonlyMap<number, CertifiedHeader>,
  top: number,
): void {
  const peer = "stranger";
  const hear = (response: SyncResponse) => {
    village.world.act(name, (node) =>
      node.handle({ type: "response", from: peer, response } as never, village.world.nowMs),
    );
  };
  const nothing = hex32("nothing") as HashId;
  village.world.act(name, (node) => {
    node.handle({ type: "peer-up", peer, device: keyFor("device Ed").publicKey }, village.world.nowMs);
    node.handle({ type: "tick" }, village.world.nowMs);
  });
  const sealId = sealIdOf(present(chain.get(top), "a tip").header);
  const heads = { heads: nothing, messages: nothing, profiles: nothing };
  hear({ type: "status", height: top, sealId, ...heads, nowMs: village.world.nowMs, isHalted: false });
  while (peerOf(village, name).seals.isAskedOf(peer)) {
    const asked = present(asks.get(name)?.at(-1), "a question");
    const link = chain.get(asked) ?? recordAt(village, asked);
    hear({ type: "chain", found: null, links: [encodeLink({ ...link, next: null })] });
  }
}

test("a recovery ends it: the members' mandates need no wait, and a restart knows that it is over", () => {
  const village = five();
  watch(village);
  const height = village.height("Ada");
  show(village, "Ada", otherSeal(village, height, [...LIARS, "Ed"], 5));
  village.run(10);
  for (const name of ["Ada", "Bo", "Cy", "Di"] as const)
    expect(mandate(village, name)).toMatchObject({ ok: true });
  village.say("Ada", "witness", { on: true });
  village.run(120);
  for (const name of NAMES) {
    expect(epochOf(village, name), name).toBe(1);
    expect(peerOf(village, name).seals.found).toBeNull();
    expect(village.height(name)).toBeGreaterThan(height);
  }
  expect(new Set(village.roots()).size).toBe(1);
  const { length } = alarmsOf(village, "Ada");
  expect(length).toBe(1);
  village.crash("Ada");
  expect(peerOf(village, "Ada").seals.found).toBeNull();
  expect(alarmsOf(village, "Ada")).toEqual([]);
});

test("a peer that is ahead on another chain is followed down, not only turned away", () => {
  const village = five();
  watch(village);
  const height = village.height("Ada");
  const other = otherSeal(village, height, [...LIARS, "Ed"]);
  const record = present(decodeSealed(present(village.disks.get("Ada")?.seal(height), "a record")), "a seal");
  const header = { ...record.header, height: height + 1, prev: sealIdOf(other.header) };
  const slice = encodeSealed({ ...record, header, certificate: certify(village, header, NAMES, 0) });
  const now = village.world.nowMs;
  const ada = present(village.world.node("Ada"), "Ada");
  const peer = "stranger";
  const nothing = hex32("nothing") as HashId;
  const digests = { heads: nothing, messages: nothing, profiles: nothing };
  ada.handle({ type: "peer-up", peer, device: keyFor("device Ed").publicKey }, now);
  ada.handle({ type: "tick" }, now);
  const status = { type: "status", height: height + 1, sealId: sealIdOf(header), ...digests } as const;
  ada.handle({ type: "response", from: peer, response: { ...status, nowMs: now, isHalted: false } }, now);
  const entry = { height: height + 1, offset: 0, total: slice.length, slice, skip: 0, wires: [] };
  ada.handle(
    { type: "response", from: peer, response: { type: "history", found: null, entries: [entry] } },
    now,
  );
  expect(asks.get("Ada")).toEqual([height]);
  const links = [encodeLink({ ...other, next: null })];
  ada.handle({ type: "response", from: peer, response: { type: "chain", found: null, links } }, now);
  expect(ada.peer.seals.found?.other.header).toEqual(other.header);
  expect(ada.penalties.get(peer)).toBeUndefined();
});

describe("what is no second seal halts nobody, and costs the sender", () => {
  test.each<[string, (village: Village, height: number) => CertifiedHeader]>([
    ["signed by exactly r seats", (village, height) => otherSeal(village, height, ["Bo", "Cy"])],
    ["signed by one less than q", (village, height) => otherSeal(village, height, LIARS)],
    [
      "with a signature that is none",
      (village, height) => {
        const { header, certificate } = otherSeal(village, height, [...LIARS, "Ed"]);
        const [first, ...rest] = certificate.signatures;
        const forged = { seat: first?.seat ?? 0, signature: new Uint8Array(64) };
        return { header, certificate: { ...certificate, signatures: [forged, ...rest] } };
      },
    ],
    [
      "by seats of another height",
      (village, height) => {
        const other = otherSeal(village, height, [...LIARS, "Ed"]);
        return { header: { ...other.header, throughMs: 1 }, certificate: other.certificate };
      },
    ],
  ])("%s", (_, make) => {
    const village = five();
    watch(village);
    const height = village.height("Ada");
    show(village, "Ada", make(village, height));
    village.run(10);
    for (const name of NAMES) expect(alarmsOf(village, name)).toEqual([]);
    expect(present(village.world.node("Ada"), "Ada").penalties.get("stranger")).toBeGreaterThan(0);
    village.say("Ada", "witness", { on: true });
    village.run(30);
    expect(village.height("Ada")).toBeGreaterThan(height);
  });

  test("nor does a halted peer that shows none, or two of which none is ours", () => {
    const village = five();
    const height = village.height("Ada");
    const now = village.world.nowMs;
    const ada = present(village.world.node("Ada"), "Ada");
    const one = otherSeal(village, height, ["Bo"]);
    for (const record of [null, new Uint8Array(9), encodeTwoSeals({ ours: one, other: one })])
      ada.handle({ type: "response", from: "x", response: { type: "two-seals", record } }, now);
    expect(ada.peer.seals.found).toBeNull();
    expect(ada.penalties.get("x")).toBe(50);
  });

  test("a seal of another epoch is none: a recovery may have begun there", () => {
    const village = five();
    watch(village);
    const height = village.height("Ada");
    const { header } = otherSeal(village, height, []);
    const later = { ...header, epoch: header.epoch + 1 };
    show(village, "Ada", { header: later, certificate: certify(village, later, [...LIARS, "Ed"], 0) });
    expect(peerOf(village, "Ada").seals.found).toBeNull();
    expect(present(village.world.node("Ada"), "Ada").penalties.get("stranger")).toBeUndefined();
  });
});

test("of different rounds nobody is proven a liar by the two alone", () => {
  const village = five();
  watch(village);
  const height = village.height("Ada");
  show(village, "Ada", otherSeal(village, height, [...LIARS, "Ed"], 5));
  village.run(10);
  expect(peerOf(village, "Bo").seals.found?.other.certificate.round).toBe(5);
  const { forks } = present(peerOf(village, "Ada").journal, "a journal").view(village.world.nowMs).ledger
    .state;
  expect(forks.size).toBe(0);
});
