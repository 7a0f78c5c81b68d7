import { describe, expect, test } from "vitest";
import { fromHex } from "../../src/base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import type { DeviceKey, EventId } from "../../src/base/id.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { reportsHash } from "../../src/seal/cut.ts";
import {
  decodeSealMessage,
  encodeSealMessage,
  messageHash,
  SEAL_MESSAGE_BYTES_MAX,
  type SealContent,
  type SealMessage,
  signSealMessage,
  verifyMessageSignature,
} from "../../src/seal/message.ts";
import { inReportOrder, REPORT_BYTES_MAX, REPORT_IDS_MAX } from "../../src/seal/report.ts";
import { fc } from "../property.ts";
import {
  COMMUNITY,
  deviceKey,
  eventId,
  hashId,
  headerOf,
  hex32,
  reportOf,
  sealId,
  seatSigner,
} from "./samples.ts";

const verify = nativeVerify();
const seat = seatSigner(0);

function messageOf(content: SealContent, round = 0): SealMessage {
  return { community: COMMUNITY, epoch: 0, height: 7, round, device: seat.publicKey, ...content };
}

function wireOf(content: SealContent, round = 0): Uint8Array {
  return encodeSealMessage(signSealMessage(messageOf(content, round), seat.sign));
}

const hashes = [hashId("1"), hashId("2"), hashId("3")].sort((a, b) => (a < b ? -1 : 1));
const CONTENTS: Readonly<Record<string, SealContent>> = {
  report: { step: "report", report: reportOf({ A: ["1", "2"], B: ["3"] }, 5) },
  propose: {
    step: "propose",
    proposal: { header: headerOf({ reports: reportsHash(hashes) }), reports: hashes, validRound: null },
  },
  again: {
    step: "propose",
    proposal: { header: headerOf({ reports: reportsHash(hashes) }), reports: hashes, validRound: 2 },
  },
  prevote: { step: "prevote", value: sealId("v") },
  nil: { step: "prevote", value: null },
  precommit: { step: "precommit", value: sealId("v") },
};

/** The message with one part replaced. */
function altered(content: SealContent, change: (parts: Cbor[]) => void): Uint8Array {
  const decoded = decodeCbor(wireOf(content));
  const parts = [...((decoded.ok ? decoded.value : []) as readonly Cbor[])];
  change(parts);
  return encodeCbor(parts);
}

describe("messages", () => {
  test.each(Object.entries(CONTENTS))("a %s comes back as it was said", (_, content) => {
    const read = decodeSealMessage(wireOf(content), verify);
    if (typeof read === "string") throw new Error(read);
    expect(read.message).toEqual(messageOf(content));
    expect(read.hash).toBe(messageHash(messageOf(content)));
    expect(verifyMessageSignature(read.message, read.signature, verify)).toBe(true);
    expect(encodeSealMessage(read)).toEqual(wireOf(content));
  });

  test.each(Object.entries(CONTENTS))("of a %s no byte can be changed", (_, content) => {
    const wire = wireOf(content);
    for (let at = 0; at < wire.length; at++) {
      const changed = wire.slice();
      changed[at] = (changed[at] as number) ^ 1;
      expect(typeof decodeSealMessage(changed, verify)).toBe("string");
    }
  });

  test("another seat's signature, and one of another domain, are wrong", () => {
    const signed = signSealMessage(messageOf({ step: "prevote", value: null }), seatSigner(1).sign);
    expect(decodeSealMessage(encodeSealMessage(signed), verify)).toBe("seal-message-signature");
    const message = messageOf({ step: "prevote", value: null });
    const bare = encodeSealMessage({ ...signed, signature: seat.sign(fromHex(messageHash(message))) });
    expect(decodeSealMessage(bare, verify)).toBe("seal-message-signature");
  });

  test.each<[string, (parts: Cbor[]) => void]>([
    ["version", (parts) => parts.splice(0, 1, 2)],
    ["community", (parts) => parts.splice(1, 1, new Uint8Array(31))],
    ["epoch", (parts) => parts.splice(2, 1, -1)],
    ["height", (parts) => parts.splice(3, 1, 0)],
    ["round", (parts) => parts.splice(4, 1, 1_000_001)],
    ["round of another type", (parts) => parts.splice(4, 1, "0")],
    ["step", (parts) => parts.splice(5, 1, 6)],
    ["step of a recovery", (parts) => parts.splice(5, 1, 0)],
    ["device", (parts) => parts.splice(6, 1, null)],
    ["content", (parts) => parts.splice(7, 1, 1)],
    ["content inside", (parts) => parts.splice(7, 1, encodeCbor(1))],
    ["signature", (parts) => parts.splice(8, 1, new Uint8Array(63))],
    ["number of parts", (parts) => parts.push(null)],
  ])("a wrong %s is malformed", (_, change) => {
    expect(decodeSealMessage(altered({ step: "prevote", value: null }, change), verify)).toBe(
      "seal-message-malformed",
    );
  });

  test("a report of a later round is malformed: there is one per height", () => {
    const wire = altered(CONTENTS["report"] as SealContent, (parts) => parts.splice(4, 1, 1));
    expect(decodeSealMessage(wire, verify)).toBe("seal-message-malformed");
  });

  test("a proposal's reports are ascending, without repetition, and those of its header", () => {
    const header = headerOf({ reports: reportsHash(hashes) });
    const wrong = [hashes.toReversed(), [hashes[0], hashes[0]], hashes.slice(1), []];
    for (const reports of wrong) {
      const proposal = { header, reports: reports as typeof hashes, validRound: null };
      expect(decodeSealMessage(wireOf({ step: "propose", proposal }), verify)).toBe("seal-message-malformed");
    }
  });

  test("nothing that is not a message makes it throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeSealMessage(bytes, verify)).toBe("seal-message-malformed");
      }),
    );
    expect(decodeSealMessage(new Uint8Array(SEAL_MESSAGE_BYTES_MAX + 1), verify)).toBe(
      "seal-message-malformed",
    );
    const deep = new Uint8Array(5_000).fill(0x81);
    expect(decodeSealMessage(deep, verify)).toBe("seal-message-malformed");
    expect(decodeSealMessage(encodeCbor([deep, new Uint8Array(64)]), verify)).toBe("seal-message-malformed");
    expect(decodeSealMessage(encodeCbor([new Uint8Array(1), new Uint8Array(63)]), verify)).toBe(
      "seal-message-malformed",
    );
  });
});

describe("reports", () => {
  const rows = (feeds: readonly (readonly [DeviceKey, readonly EventId[]])[], prev: string | null = null) =>
    [
      prev === null ? null : fromHex(prev),
      0,
      feeds.map(([device, ids]) => [fromHex(device), ids.map((id) => fromHex(id))]),
    ] as const;
  const inOrder = inReportOrder(null, [{ device: deviceKey("A") }, { device: deviceKey("B") }]).map(
    ({ device }) => device,
  );
  const [first, second] = inOrder as [DeviceKey, DeviceKey];
  const readRows = (content: Cbor) =>
    typeof decodeSealMessage(
      altered(CONTENTS["report"] as SealContent, (parts) => parts.splice(7, 1, encodeCbor(content))),
      // what is well formed fails by its signature only
      () => true,
    ) !== "string";

  test("feeds come in report order, each once, none empty, no id twice", () => {
    expect(readRows(rows([]))).toBe(true);
    expect(
      readRows(
        rows([
          [first, [eventId("1")]],
          [second, [eventId("2")]],
        ]),
      ),
    ).toBe(true);
    expect(
      readRows(
        rows([
          [second, [eventId("2")]],
          [first, [eventId("1")]],
        ]),
      ),
    ).toBe(false);
    expect(
      readRows(
        rows([
          [first, [eventId("1")]],
          [first, [eventId("2")]],
        ]),
      ),
    ).toBe(false);
    expect(readRows(rows([[first, []]]))).toBe(false);
    expect(readRows(rows([[first, [eventId("1"), eventId("1")]]]))).toBe(false);
    expect(
      readRows(
        rows([
          [first, [eventId("1")]],
          [second, [eventId("1")]],
        ]),
      ),
    ).toBe(false);
  });

  test("the order follows the seal before, so that no device is always first", () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ device: deviceKey(`${i}`) }));
    const orders = ["a", "b", "c"].map((seal) =>
      inReportOrder(sealId(seal), many).map(({ device }) => device),
    );
    expect(new Set(orders.map((order) => order[0])).size).toBeGreaterThan(1);
    for (const order of orders) expect(order.toSorted()).toEqual(many.map(({ device }) => device).toSorted());
    expect(inReportOrder(sealId("a"), many.toReversed())).toEqual(inReportOrder(sealId("a"), many));
  });

  test("clock readings are whole, and not negative", () => {
    for (const nowMs of [-1, "0", null]) {
      const content = [...rows([])] as Cbor[];
      content[1] = nowMs;
      expect(readRows(content)).toBe(false);
    }
  });

  test.each([
    ["1,500 feeds of one id", 1_500, 1],
    ["5 feeds of 256 ids and one of 220", 6, 256],
  ])("a full report of %s is within 128 KiB and comes back", (_, feedCount, perFeed) => {
    let left = REPORT_IDS_MAX;
    const feeds = Array.from({ length: feedCount }, (_unused, f) => {
      const count = Math.min(perFeed, left);
      left -= count;
      return {
        device: deviceKey(`${f}`),
        ids: Array.from({ length: count }, (_each, i) => eventId(`${f} ${i}`)),
      };
    });
    expect(left).toBe(0);
    const prevSeal = sealId("before");
    const report = { prevSeal, nowMs: Number.MAX_SAFE_INTEGER, feeds: inReportOrder(prevSeal, feeds) };
    const wire = wireOf({ step: "report", report });
    expect(wire.length).toBeLessThanOrEqual(REPORT_BYTES_MAX);
    const read = decodeSealMessage(wire, verify);
    expect(typeof read === "string" ? read : read.message).toEqual(messageOf({ step: "report", report }));
  });

  test("one id more than a report may have is malformed", () => {
    const ids = Array.from({ length: REPORT_IDS_MAX + 1 }, (_, i) => hex32(`${i}`) as EventId);
    expect(readRows(rows([[first, ids.slice(1)]]))).toBe(true);
    expect(readRows(rows([[first, ids]]))).toBe(false);
  });
});
