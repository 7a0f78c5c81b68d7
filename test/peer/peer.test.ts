import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { type Cbor, encodeCbor } from "../../src/base/cbor.ts";
import type { EventId } from "../../src/base/id.ts";
import { fail } from "../../src/base/result.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import type { Input } from "../../src/peer/input.ts";
import type { Output } from "../../src/peer/output.ts";
import { Peer } from "../../src/peer/peer.ts";
import type { SyncResponse } from "../../src/peer/sync-frames.ts";
import { verifyResponse } from "../../src/peer/verify-response.ts";
import { encodeSealMessage, signSealMessage } from "../../src/seal/message.ts";
import { keyFor, START_MS, Village, verify } from "../sim/village.ts";
import { chainOf, nextEvent } from "./feeds.ts";

/** Ada alone, and Bo who has joined; what Bo's peer puts out is looked at. */
function two() {
  const village = new Village(11, { seatExpiryMs: 60_000 });
  village.found("Ada");
  village.run(3);
  village.join("Bo", "Ada");
  village.run(8);
  const ada = present(village.world.node("Ada"), "Ada").peer;
  const now = () => village.world.nowMs;
  const handle = (input: Input) => ada.handle(input, now());
  const bo = present(village.devices.get("Bo"), "a device");
  const tip = present(ada.journal?.open.tip(bo.publicKey), "Bo's feed") as AuthenticEvent;
  return { village, ada, handle, bo, tip, now };
}

const types = (outputs: readonly Output[]) => outputs.map(({ type }) => type);

describe("what a peer puts out", () => {
  test("an own event is durable before it is sent, and sent before it is acknowledged", () => {
    const { handle } = two();
    const outputs = handle({ type: "author", token: 5, kind: "witness", body: { on: true } });
    expect(types(outputs).slice(0, 3)).toEqual(["persist", "gossip", "answer"]);
    const [persist, gossip, answer] = outputs;
    if (persist?.type !== "persist" || gossip?.type !== "gossip" || answer?.type !== "answer")
      throw new Error();
    expect(persist.batch.sync).toBe(true);
    expect(persist.batch.events.map(({ wire }) => wire)).toEqual([gossip.bytes]);
    expect(persist.batch.lastSign?.feedId).toBe(answer.result.ok && answer.result.value);
  });

  test("own seal messages are durable with what was signed last before any leaves, and before the seal they make", () => {
    const { village, handle } = two();
    handle({ type: "author", token: 1, kind: "claim", body: {} });
    handle({ type: "author", token: 2, kind: "witness", body: { on: true } });
    village.world.nowMs += 60_000;
    const outputs = handle({ type: "tick" });
    const sealed = outputs.findIndex(({ type }) => type === "sealed");
    expect(sealed).toBeGreaterThan(0);
    const kept = new Set<string>();
    for (const output of outputs) {
      if (output.type === "persist" && output.batch.sync && output.batch.lastSign !== null)
        for (const { bytes } of output.batch.messages) kept.add(String(bytes));
      if (output.type === "gossip" && output.topic === "seal")
        expect(kept.has(String(output.bytes))).toBe(true);
    }
    const seal = outputs.findIndex((output) => output.type === "persist" && output.batch.seals.length > 0);
    const words = outputs.findIndex(
      (output) => output.type === "persist" && output.batch.messages.length > 0,
    );
    expect(words).toBeGreaterThanOrEqual(0);
    expect(seal).toBeGreaterThan(words);
    expect(seal).toBeLessThan(sealed);
    const batch = outputs[seal];
    expect(batch?.type === "persist" && batch.batch.sync).toBe(true);
  });

  test("an event of another is forwarded once it is held, and never twice", () => {
    const { handle, village, bo, tip } = two();
    const event = nextEvent(bo, village.community, tip);
    const input: Input = { type: "events", from: "Bo", events: [event] };
    expect(types(handle(input))).toEqual(["persist", "forward"]);
    expect(types(handle(input))).toEqual([]);
  });

  test("a newcomer without the community's first event says so to every wish, and is no trouble to anybody", () => {
    const { village, bo, tip } = two();
    const setup = { community: village.community, signer: keyFor("nobody"), verify, syncEveryMs: 1_000 };
    const peer = new Peer({ ...setup, lastSign: fail("missing") });
    expect(peer.ready([], [])).toEqual([]);
    const wish: Input = { type: "author", token: 1, kind: "witness", body: { on: true } };
    expect(peer.handle(wish, START_MS)).toEqual([{ type: "answer", token: 1, result: fail("not-synced") }]);
    expect(
      peer.handle({ type: "events", from: "x", events: [nextEvent(bo, village.community, tip)] }, 0),
    ).toEqual([]);
    const asks = ["status", "buckets"] as const;
    for (const type of asks) {
      const outputs = peer.handle({ type: "request", from: "x", token: 2, request: { type } }, START_MS);
      expect(types(outputs)).toEqual(["respond"]);
    }
    const up = peer.handle({ type: "peer-up", peer: "x", device: bo.publicKey }, START_MS);
    expect([...up, ...peer.handle({ type: "tick" }, START_MS)].map(({ type }) => type)).toEqual(["request"]);
  });
});

describe("the person's wishes that a rule refuses are not signed", () => {
  const refused = (kind: string, body: Cbor) => {
    const { handle, ada } = two();
    const before = ada.own.last?.feedSeq;
    const outputs = handle({ type: "author", token: 1, kind: kind as "witness", body });
    expect(ada.own.last?.feedSeq).toBe(before);
    expect(types(outputs)).toEqual(["answer"]);
    const [answer] = outputs;
    return answer?.type === "answer" && !answer.result.ok ? answer.result.error : "signed";
  };

  test("with the rule's code", () => {
    expect(refused("witness", { on: 1 })).toBe("body-invalid");
    expect(refused("dance", {})).toBe("not-in-rules");
    expect(refused("witness", { on: true, text: "x".repeat(7_000) })).toBe("event-too-large");
  });

  test("a profile that nobody could read is not signed either", () => {
    const { handle } = two();
    const content = { nickname: "Ada", payTo: "", needs: [], addresses: [] };
    const answerTo = (wish: typeof content) => {
      const answer = handle({ type: "set-profile", token: 1, content: wish }).at(-1);
      return answer?.type === "answer" ? answer.result : undefined;
    };
    expect(answerTo(content)).toMatchObject({ ok: true });
    const wide = "\u{1f33e}".repeat(100);
    const large = { ...content, payTo: wide.repeat(2), addresses: Array(4).fill(wide.repeat(2)) as never };
    expect(answerTo(large)).toMatchObject({ ok: false });
    expect(answerTo({ ...content, nickname: "x".repeat(500) })).toEqual(fail("body-invalid"));
  });
});

describe("bad input: every fault has its code, is left out, and stops nothing", () => {
  const { village, bo, tip } = two();
  const { community } = village;
  const good = nextEvent(bo, community, tip);
  const altered = (wire: Uint8Array, at: number) => {
    const changed = wire.slice();
    changed[at] = (changed[at] as number) ^ 1;
    return changed;
  };
  const deep = new Uint8Array(6_000).fill(0x81);
  const unsorted = Uint8Array.of(0xa2, 0x62, 0x62, 0x62, 1, 0x61, 0x61, 2);

  test.each<[string, string, Uint8Array]>([
    ["wrong signature", "signature-wrong", withoutSignature(good)],
    ["wrong community", "community-wrong", nextEvent(bo, "77".repeat(32) as EventId, tip).wire],
    ["not canonical", "event-not-canonical", unsorted],
    ["deeply nested", "event-not-canonical", deep],
    ["too large", "event-too-large", new Uint8Array(8_000)],
    ["changed body", "body-hash-wrong", altered(good.wire, good.wire.length - 1)],
    ["no event", "event-malformed", encodeCbor([1, 2, 3])],
    ["without its body", "body-missing", encodeCbor([good.payload, good.signature, null])],
  ])("%s: %s", (_, code, wire) => {
    const response: SyncResponse = { type: "feeds", wires: [wire, good.wire], more: false };
    const verified = verifyResponse(response, community, verify);
    expect(verified.faults).toEqual([code]);
    expect(verified.response).toMatchObject({ events: [{ id: good.id }] });
  });

  test("seal messages and profiles that are none are left out, each with its code", () => {
    const { publicKey, sign } = keyFor("device Ada");
    const base = { community, epoch: 0, height: 9, round: 0, device: publicKey } as const;
    const message = encodeSealMessage(signSealMessage({ ...base, step: "prevote", value: null }, sign));
    const wires = [message, altered(message, message.length - 1), deep, new Uint8Array(0)];
    const messages = verifyResponse({ type: "messages", wires }, community, verify);
    expect(messages.faults).toEqual([
      "seal-message-signature",
      "seal-message-malformed",
      "seal-message-malformed",
    ]);
    expect(messages.response).toMatchObject({ messages: [{ message: base }] });
    const profiles = verifyResponse({ type: "profiles", wires: [deep] }, community, verify);
    expect(profiles.faults).toEqual(["profile-malformed"]);
  });

  test("a range needs its newest signature only; a broken one keeps what holds", () => {
    const chain = chainOf(bo, community, tip, 6);
    const unsigned = chain.map((event, i) => (i < 5 ? withoutSignature(event) : event.wire));
    const whole = verifyResponse({ type: "feeds", wires: unsigned, more: false }, community, verify);
    expect(whole.faults).toEqual([]);
    expect(whole.response).toMatchObject({ events: chain.map(({ id }) => ({ id })) });
    const wires = chain.map((event, i) => (i > 3 ? withoutSignature(event) : event.wire));
    const part = verifyResponse({ type: "feeds", wires, more: true }, community, verify);
    expect(part.faults).toEqual(["signature-wrong"]);
    expect(part.response).toMatchObject({ more: true, events: chain.slice(0, 4).map(({ id }) => ({ id })) });
  });

  test.each<[string, () => AuthenticEvent[]]>([
    ["a wrong seq", () => [nextEvent(bo, community, tip, "", { seq: tip.seq + 40 })]],
    ["a wrong prev", () => [nextEvent(bo, community, good, "", { seq: tip.seq + 1 })]],
    ["a device nobody knows", () => [nextEvent(keyFor("stranger"), community, null)]],
  ])("%s is not held, and the peer goes on", (_, make) => {
    const { handle, ada } = two();
    const before = ada.journal?.open.size;
    const outputs = handle({ type: "events", from: "Bo", events: make() });
    expect(types(outputs)).not.toContain("persist");
    expect(types(outputs)).not.toContain("forward");
    expect(ada.journal?.open.size).toBe(before);
    expect(types(handle({ type: "events", from: "Bo", events: [good] }))).toContain("persist");
  });

  test("an unknown kind, and a body that breaks its schema, are kept in their feed and refused in the seal", () => {
    const s = two();
    const anchor = s.ada.journal?.at.sealId ?? null;
    const dance = nextEvent(s.bo, community, s.tip, "", { kind: "dance", body: {}, anchor });
    const broken = nextEvent(s.bo, community, dance, "", { kind: "witness", body: { on: 7 }, anchor });
    const after = nextEvent(s.bo, community, broken, "", { anchor });
    s.village.world.act("Ada", (node) =>
      node.handle({ type: "events", from: "Bo", events: [dance, broken, after] }, s.now()),
    );
    s.village.run(6);
    expect(s.ada.journal?.refusals.get(dance.id)).toBe("not-in-rules");
    expect(s.ada.journal?.refusals.get(broken.id)).toBe("body-invalid");
    expect(s.ada.journal?.refusals.has(after.id)).toBe(false);
    expect(s.ada.journal?.sealedSeq(s.bo.publicKey)).toBeGreaterThanOrEqual(after.seq);
  });

  test("a fork beyond the seal, and one of a sealed place, are shown, sealed and freeze the device", () => {
    for (const sealedFirst of [false, true]) {
      const s = two();
      const one = nextEvent(s.bo, community, s.tip, "one");
      const other = nextEvent(s.bo, community, s.tip, "other");
      const give = (...events: AuthenticEvent[]) =>
        s.village.world.act("Ada", (node) =>
          node.handle({ type: "events", from: "elsewhere", events }, s.now()),
        );
      const raw = nextEvent(s.bo, community, one, "more", { kind: "dance", body: {} });
      if (sealedFirst) {
        give(one, raw);
        s.village.run(6);
        give(other);
      } else give(one, raw, other);
      s.village.run(8);
      const alarms = s.village.world.node("Ada")?.alarms.filter(({ code }) => code === "device-forked");
      expect(alarms).toHaveLength(1);
      const { state } = present(s.ada.journal, "a journal").at.ledger;
      expect(state.devices.get(s.bo.publicKey)?.status).toBe("frozen");
      expect(s.ada.journal?.sealedSeq(s.bo.publicKey)).toBe(sealedFirst ? raw.seq : s.tip.seq);
      // what comes again of it changes nothing
      give(nextEvent(s.bo, community, one, "again"));
      expect(s.ada.journal?.open.of(s.bo.publicKey)).toEqual([]);
    }
  });

  test("a second copy of our own device stops ours, by its events and by its seal messages", () => {
    const s = two();
    const ada = keyFor("device Ada");
    const tipNow = present(s.ada.journal?.open.tip(ada.publicKey), "a feed") as AuthenticEvent;
    const copy = nextEvent(ada, community, tipNow, "copy");
    expect(types(s.handle({ type: "events", from: "x", events: [copy] }))).toContain("alarm");
    expect(s.handle({ type: "author", token: 1, kind: "witness", body: { on: true } })).toEqual([
      { type: "answer", token: 1, result: fail("device-stopped") },
    ]);
    const t = two();
    const height = present(t.ada.sealing, "a height").height;
    const base = { community, epoch: 0, height, round: 3, device: ada.publicKey } as const;
    const signed = signSealMessage({ ...base, step: "prevote", value: null }, ada.sign);
    expect(types(t.handle({ type: "seal-message", from: "x", signed }))).toContain("alarm");
    expect(t.ada.own.stopped).toBe("outdated");
  });
});

function withoutSignature(event: AuthenticEvent): Uint8Array {
  const wire = event.wire.slice();
  const at = event.wire.findIndex((_, i) => event.signature.every((byte, j) => wire[i + j] === byte));
  wire.fill(0, at, at + 64);
  return wire;
}
