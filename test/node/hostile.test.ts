import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { DeviceKey, EventId, HashId } from "../../src/base/id.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { nextSeed } from "../../src/ledger/seed.ts";
import { seriousIllness } from "../../src/ledger/templates.ts";
import type { NodeParts } from "../../src/node/node-parts.ts";
import { BUCKETS, type SyncRequest, type SyncResponse } from "../../src/peer/sync-frames.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import { encodeSealMessage, signSealMessage } from "../../src/seal/message.ts";
import { decodeSealed, encodeSealed } from "../../src/seal/sealed.ts";
import { nextEvent } from "../peer/feeds.ts";
import { Homes, until } from "./homes.ts";
import { HostileNode } from "./hostile-node.ts";
import { GARBAGE, hash, plausible } from "./lies.ts";

let homes = new Homes();
let mal: HostileNode | undefined;
afterEach(async () => {
  await mal?.stop();
  mal = undefined;
  await homes.close();
  homes = new Homes();
});

/** What Ada charges, told and not carried out, so that one attacker can try everything. */
const charged: string[] = [];
const LENIENT: NodeParts = {
  wrapTransport: (transport) => ({
    peerId: transport.peerId,
    start: () => transport.start(),
    stop: () => transport.stop(),
    addresses: () => transport.addresses(),
    peers: () => transport.peers(),
    publish: (topic, message) => transport.publish(topic, message),
    keepConnected: (multiaddrs) => transport.keepConnected(multiaddrs),
    keepOnly: (mayStay) => transport.keepOnly(mayStay),
    useNetworkKeys: (networkKeys) => transport.useNetworkKeys(networkKeys),
    request: (...asked) => transport.request(...asked),
    penalize: (_, __, why) => {
      charged.push(why);
    },
  }),
};

const addressesOf = (name: string) => homes.node(name).service.network().addresses;
const heightOf = (name: string) => homes.node(name).service.books()?.height ?? 0;

/** Ada, Bo, and Mal, who is a member, and whose node is then replaced by a hostile one. */
async function village(parts: NodeParts = {}): Promise<HostileNode> {
  charged.length = 0;
  await homes.found("Ada");
  await homes.start("Ada", { syncEveryMs: 100 }, parts);
  for (const name of ["Bo", "Mal"]) {
    await homes.join(name, "Ada");
    await homes.start(name);
  }
  const names = ["Bo", "Mal"];
  await until(() => names.every((name) => homes.node(name).service.member() !== null), "all on the roll");
  await until(() => new Set(["Ada", ...names].map((name) => homes.root(name))).size === 1, "one root");
  const { home } = homes.node("Mal");
  await homes.stop("Mal");
  mal = new HostileNode(home);
  return mal;
}

/** Honest life goes on: what Ada says is sealed, and Bo comes to the same root. */
async function expectLife(): Promise<void> {
  const before = heightOf("Ada");
  const terms = { ...seriousIllness(2), title: `Plan ${before}` };
  const said = await homes.node("Ada").service.author("propose", propose.body.write({ terms, tier: null }));
  expect(said.ok).toBe(true);
  await until(() => heightOf("Ada") > before, "a seal");
  await until(() => homes.root("Ada") === homes.root("Bo"), "equal roots");
}

async function lastOf(device: DeviceKey): Promise<AuthenticEvent> {
  let last: AuthenticEvent | undefined;
  for await (const event of homes.node("Ada").service.events()) if (event.device === device) last = event;
  return present(last, "an event");
}

test("garbage in answer to every question costs score, and stops nothing", async () => {
  const hostile = await village(LENIENT);
  await hostile.attack(addressesOf("Ada"));
  const types = ["status", "history", "buckets", "heads", "messages", "profile-list"] as const;
  for (const type of types) {
    for (const bytes of GARBAGE) {
      const before = charged.length;
      const height = type === "history" ? 1_000_000_000 : 0;
      hostile.lie = (request) =>
        request.type === type ? bytes : plausible(request, heightOf("Ada") + height);
      await until(() => charged.length > before, `${type}: a penalty`);
    }
  }
  expect(new Set(charged)).toEqual(new Set(["malformed answer"]));
  await expectLife();
});

test("garbage as questions costs score; every question of any size gets an answer", async () => {
  const hostile = await village(LENIENT);
  await hostile.attack(addressesOf("Ada"));
  await until(() => hostile.up > 0, "greeted");
  for (const bytes of GARBAGE.filter(({ length }) => length > 0))
    expect(await hostile.say(bytes)).toEqual({ type: "refused" });
  expect(charged.filter((why) => why === "malformed request")).toHaveLength(GARBAGE.length - 1);
  const far = Number.MAX_SAFE_INTEGER;
  const device = hostile.signer.publicKey;
  const questions: readonly SyncRequest[] = [
    { type: "heads", buckets: Array.from({ length: BUCKETS }, () => 255) },
    { type: "feeds", from: Array.from({ length: 500 }, () => ({ device, seq: far })) },
    { type: "feeds", from: Array.from({ length: 500 }, () => ({ device, seq: 0 })) },
    { type: "history", height: far, offset: far, skip: far, last: Number.MAX_SAFE_INTEGER },
    { type: "history", height: 1, offset: far, skip: far, last: Number.MAX_SAFE_INTEGER },
    { type: "history", height: 0, offset: 0, skip: 0, last: Number.MAX_SAFE_INTEGER },
    { type: "messages", height: far, known: Array.from({ length: 4_000 }, () => hash() as HashId) },
    { type: "profile-list", after: "f".repeat(64) as DeviceKey },
    { type: "profiles", devices: Array.from({ length: 500 }, () => device) },
    { type: "event", id: hash() as EventId },
  ];
  for (const question of questions) expect((await hostile.ask(question))?.type).toBe(question.type);
  await expectLife();
});

/** A height made of the one before, with everything in its place but the signatures. */
async function uncertified(hostile: HostileNode, height: number): Promise<SyncResponse> {
  const before = await hostile.ask({
    type: "history",
    height: height - 1,
    offset: 0,
    skip: 0,
    last: Number.MAX_SAFE_INTEGER,
  });
  const slice = before?.type === "history" ? before.entries[0]?.slice : undefined;
  const sealed = present(slice && decodeSealed(slice), "the last seal");
  const { header } = sealed;
  const place = { height, prev: sealIdOf(header), seed: nextSeed(header.seed, []), seats: header.nextSeats };
  const record = encodeSealed({ ...sealed, header: { ...header, ...place } });
  const entry = { height, offset: 0, total: record.length, slice: record, skip: 0, wires: [] };
  return { type: "history", found: null, entries: [entry] };
}

test("answers that lie cost score where no honest node gives them, and a turn ends whatever comes", async () => {
  const hostile = await village(LENIENT);
  const { signer, home } = hostile;
  const last = await lastOf(signer.publicKey);
  const good = nextEvent(signer, home.community, last);
  const flipped = good.wire.slice();
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  const vote = signSealMessage(
    {
      community: home.community,
      epoch: 0,
      height: 1,
      round: 0,
      device: signer.publicKey,
      step: "prevote",
      value: null,
    },
    signer.sign,
  );
  const badVote = encodeSealMessage({ ...vote, signature: new Uint8Array(64) });
  await hostile.attack(addressesOf("Ada"));
  const tries: readonly [SyncRequest["type"], SyncResponse][] = [
    ["status", { type: "event", wire: good.wire }],
    ["buckets", { type: "heads", heads: [] }],
    ["buckets", { type: "buckets", hashes: Array.from({ length: BUCKETS }, () => new Uint8Array(0)) }],
    ["heads", { type: "feeds", wires: [good.wire], more: true }],
    [
      "heads",
      {
        type: "heads",
        heads: Array.from({ length: 2_001 }, () => ({
          device: hash() as DeviceKey,
          seq: 0,
          id: hash() as EventId,
        })),
      },
    ],
    ["feeds", { type: "feeds", wires: [flipped], more: false }],
    ["feeds", { type: "feeds", wires: [randomBytes(100)], more: true }],
    ["feeds", { type: "feeds", wires: [new Uint8Array(8 * 1_024)], more: true }],
    ["messages", { type: "messages", wires: [badVote] }],
    ["messages", { type: "messages", wires: [randomBytes(200)] }],
  ];
  for (const [type, answer] of tries) {
    const before = charged.length;
    hostile.lie = (request) => (request.type === type ? answer : plausible(request, heightOf("Ada")));
    await until(() => charged.length > before, `${type}: a penalty`);
  }
  // a record that stands in its place, certified by nobody: refused before an event of it is asked for
  hostile.asked.length = 0;
  hostile.lie = async (request) =>
    request.type === "history"
      ? await uncertified(hostile, request.height)
      : plausible(request, 1_000_000_000);
  await until(() => charged.includes("seal-certificate-wrong"), "a penalty for the record");
  expect(hostile.asked.some((request) => request.type === "history" && request.skip > 0)).toBe(false);
  await expectLife();
});

test("endless answers are not asked for endlessly, and nothing of them is remembered", async () => {
  const hostile = await village(LENIENT);
  await hostile.attack(addressesOf("Ada"));
  const ghosts = () => Array.from({ length: 500 }, () => hash() as DeviceKey).sort();
  let turns = 0;
  let pages = 0;
  hostile.lie = (request) => {
    if (request.type === "status") turns++;
    if (request.type === "profile-list" || request.type === "feeds") pages++;
    if (request.type === "feeds") return { type: "feeds", wires: [], more: true };
    if (request.type === "profile-list")
      return {
        type: "profile-list",
        profiles: ghosts().map((device) => ({ device, hash: hash() as HashId })),
        more: true,
      };
    return plausible(request, 1_000_000_000);
  };
  await until(() => turns >= 4, "turns that end");
  expect(pages).toBeLessThan(4 * 400);
  expect(hostile.asked.some(({ type }) => type === "profiles")).toBe(false);
  expect(charged).toEqual([]);
  await expectLife();
});

test("who floods with bad signatures is dropped and kept out, under any transport key", async () => {
  const hostile = await village();
  const last = await lastOf(hostile.signer.publicKey);
  await hostile.attack(addressesOf("Ada"));
  const isUp = () =>
    homes
      .node("Ada")
      .service.network()
      .peers.some(({ device }) => device === hostile.signer.publicKey);
  await until(isUp, "greeted");
  let salt = 0;
  await until(async () => {
    const event = nextEvent(hostile.signer, hostile.home.community, last, `${salt++}`);
    const wire = event.wire.slice();
    wire[wire.length - 1] = (wire.at(-1) ?? 0) ^ 1;
    await hostile.transport.publish("events", wire);
    return !isUp();
  }, "dropped");
  await hostile.stop();
  const { up } = hostile;
  await hostile.attack(addressesOf("Ada"));
  await expectLife();
  expect(hostile.up).toBe(up);
  expect(isUp()).toBe(false);
});

test("who greets and never answers, or floods with questions, keeps nobody from sealing", async () => {
  const hostile = await village();
  await hostile.attack(addressesOf("Ada"));
  const held = Promise.withResolvers<Uint8Array>();
  hostile.lie = () => held.promise;
  await until(() => hostile.asked.length > 0, "asked");
  const flood = new AbortController();
  const floods = Array.from({ length: 8 }, async () => {
    while (!flood.signal.aborted)
      await hostile.ask({ type: "buckets" }).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
  });
  await expectLife();
  await expectLife();
  flood.abort();
  held.resolve(new Uint8Array(0));
  await Promise.all(floods);
});
