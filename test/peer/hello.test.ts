import { expect, test } from "vitest";
import { encodeCbor } from "../../src/base/cbor.ts";
import type { CommunityId } from "../../src/base/id.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { HELLO_BYTES_MAX, readHello, readTurnAway, writeHello, writeTurnAway } from "../../src/peer/hello.ts";
import { keyOf, Person, World } from "../ledger/world.ts";
import { fc } from "../property.ts";
import { nextEvent } from "./feeds.ts";

const verify = nativeVerify();
const world = new World();
const bo = new Person("Bo");
const join = world.joinOf(bo);
const { community } = world;
const key = bo.feed.key;
const hello = writeHello(community, "speaker", "listener", key, join);
const read = (bytes: Uint8Array) => readHello(bytes, community, "speaker", "listener", verify);

test("a hello proves a device, and shows what is to bring it in", () => {
  expect(read(hello)).toEqual({ device: key.publicKey, firstEvent: join });
  expect(read(writeHello(community, "speaker", "listener", key, null))).toEqual({
    device: key.publicKey,
    firstEvent: null,
  });
});

test("it holds for this connection, this direction and this community only", () => {
  expect(readHello(hello, community, "listener", "speaker", verify)).toBeUndefined();
  expect(readHello(hello, community, "speaker", "another", verify)).toBeUndefined();
  expect(readHello(hello, "77".repeat(32) as CommunityId, "speaker", "listener", verify)).toBeUndefined();
});

test("a word of turning away is read by whom it was said to, and is no hello", () => {
  const word = writeTurnAway(community, "speaker", "listener", key, "invite-used");
  const why = (bytes: Uint8Array, listener = "listener") =>
    readTurnAway(bytes, community, "speaker", listener, verify);
  expect(why(word)).toBe("invite-used");
  expect(read(word)).toBeUndefined();
  expect(why(word, "another")).toBeUndefined();
  expect(why(hello)).toBeUndefined();
  expect(why(writeTurnAway(community, "speaker", "listener", key, "no-such-code" as never))).toBeUndefined();
});

test("no byte of it can be changed, and nothing else makes it throw", () => {
  for (let at = 0; at < hello.length; at++) {
    const changed = hello.slice();
    changed[at] = (changed[at] as number) ^ 1;
    expect(read(changed)).toBeUndefined();
  }
  fc.assert(fc.property(fc.uint8Array(), (bytes) => read(bytes) === undefined));
  for (const bytes of [
    new Uint8Array(HELLO_BYTES_MAX + 1),
    new Uint8Array(9_000).fill(0x81),
    encodeCbor([1]),
  ])
    expect(read(bytes)).toBeUndefined();
});

test("the event it shows is the device's own first one", () => {
  const others = [
    nextEvent(keyOf("somebody"), community, null),
    nextEvent(key, community, join),
    nextEvent(key, "77".repeat(32) as CommunityId, null),
  ];
  for (const event of others)
    expect(read(writeHello(community, "speaker", "listener", key, event))).toBeUndefined();
});
