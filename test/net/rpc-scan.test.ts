import { RPC } from "@libp2p/gossipsub/message";
import { expect, test } from "vitest";
import { RPC_BYTES_MAX, RPC_SUBSCRIPTIONS_MAX } from "../../src/net/gossip-limits.ts";
import { RpcScan } from "../../src/net/rpc-scan.ts";
import { fc } from "../property.ts";

function varint(value: number): number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low | 0x80, ...varint(Math.floor(value / 128))];
}

const framed = (rpc: Uint8Array) => Buffer.from([...varint(rpc.length), ...rpc]);
const subscribing = (count: number) =>
  RPC.encode({
    subscriptions: Array.from({ length: count }, (_, i) => ({ subscribe: true, topic: `topic ${i}` })),
    messages: [],
  });

const rpcs = fc.array(
  fc.record({
    subscriptions: fc.array(fc.record({ subscribe: fc.boolean(), topic: fc.string({ maxLength: 300 }) }), {
      maxLength: RPC_SUBSCRIPTIONS_MAX,
    }),
    messages: fc.array(fc.record({ topic: fc.string(), data: fc.uint8Array({ maxLength: 400 }) }), {
      maxLength: 4,
    }),
  }),
  { maxLength: 5 },
);

test("whatever gossipsub writes is followed, in parts of any size", () => {
  fc.assert(
    fc.property(rpcs, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (list, sizes) => {
      const bytes = Buffer.concat(list.map((rpc) => framed(RPC.encode(rpc))));
      const scan = new RpcScan();
      for (let at = 0, i = 0; at < bytes.length; i++) {
        const size = sizes[i % sizes.length] ?? 1;
        expect(scan.read(bytes.subarray(at, at + size))).toBeUndefined();
        at += size;
      }
      expect(scan.takeCount()).toBe(list.length);
      expect(scan.takeCount()).toBe(0);
      expect(scan.read(framed(subscribing(RPC_SUBSCRIPTIONS_MAX + 1)))).toBe("too-many-subscriptions");
    }),
  );
});

test("bytes of any kind end in a fault or are followed, never in a throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
      const fault = new RpcScan().read(bytes);
      expect([undefined, "rpc-malformed", "rpc-too-large", "too-many-subscriptions"]).toContain(fault);
    }),
  );
});

test.each([
  ["rpc-too-large", varint(RPC_BYTES_MAX + 1)],
  // a length that goes on
  ["rpc-malformed", [0x80, 0x80, 0x80, 0x80, 0x80]],
  // a number where a message should be
  ["rpc-malformed", [2, 0x08, 1]],
  // a field longer than its RPC
  ["rpc-malformed", [3, 0x0a, 5, 0]],
  // an RPC that ends within a field's number, or within its length
  ["rpc-malformed", [1, 0x0a | 0x80]],
  ["rpc-malformed", [1, 0x0a]],
] as const)("%s: %j", (fault, bytes) => {
  expect(new RpcScan().read(Uint8Array.from(bytes))).toBe(fault);
});
