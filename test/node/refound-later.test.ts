import { afterEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { MemberId } from "../../src/base/id.ts";
import { witness } from "../../src/events/kinds/witness.ts";
import { refoundHome, returnHome } from "../../src/node/home.ts";
import type { NodeParts } from "../../src/node/node-parts.ts";
import { readBooks } from "../../src/node/old-books.ts";
import { prepareFounding } from "../../src/node/refound-home.ts";
import { giveRefoundWord } from "../../src/node/refound-word.ts";
import { readReturn } from "../../src/node/return-text.ts";
import { SNAPSHOT_AHEAD_MIN } from "../../src/peer/snapshot-client.ts";
import { decodeRequest } from "../../src/peer/sync-requests.ts";
import { encodeResponse } from "../../src/peer/sync-responses.ts";
import type { EventStore } from "../../src/store/event-store.ts";
import { listOf } from "../store/sample.ts";
import { Homes, until } from "./homes.ts";
import { storedSnapshot } from "./stored-snapshot.ts";

let homes = new Homes();
afterEach(async () => {
  await homes.close();
  homes = new Homes();
});

const service = (name: string) => homes.node(name).service;
const heightOf = (name: string) => service(name).books()?.height ?? 0;

/** Bo's store; while `isShy` nobody gives Bo any sealed record. */
let store: EventStore;
let isShy = true;
let asked: string[] = [];
const PARTS: NodeParts = {
  wrapStore: (opened) => {
    store = opened;
    return opened;
  },
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
    penalize: (peer, points, why) => transport.penalize(peer, points, why),
    async request(peer, frame, signal, protocol) {
      if (protocol === "member") return transport.request(peer, frame, signal, protocol);
      const request = present(decodeRequest(frame), "a request of ours");
      asked.push(request.type);
      if (isShy && request.type === "history" && request.height <= snapshotHeight())
        return encodeResponse({ type: "history", found: null, entries: [] });
      return transport.request(peer, frame, signal);
    },
  }),
};
let begunAt = 0;
const snapshotHeight = () => begunAt + SNAPSHOT_AHEAD_MIN - 1;

async function seals(name: string, count: number): Promise<void> {
  const target = heightOf(name) + count;
  while (heightOf(name) < target) {
    const before = heightOf(name);
    expect((await service(name).author("witness", witness.body.write({ on: true }))).ok).toBe(true);
    await until(() => heightOf(name) > before, "a seal");
  }
}

/** Ada and Bo leave their community for a new one, which Ada begins at height `begunAt`. */
async function beginAnew(): Promise<MemberId> {
  await homes.found("Ada", { sealEveryMs: 40, rankMs: 10, seatExpiryMs: 400, seatAfterMs: 365 * 86_400_000 });
  await homes.start("Ada");
  await homes.join("Bo", "Ada");
  await homes.start("Bo");
  await until(() => service("Bo").member() !== null, "Bo on the roll");
  const bo = service("Bo").member() as MemberId;
  await homes.stop("Bo");
  await homes.stop("Ada");
  const ada = await readBooks(await homes.folder("Ada"), Date.now());
  begunAt = present(ada.journal, "books").height;
  const line = giveRefoundWord({ ...ada, member: bo }, ada.member, homes.identity("Bo"));
  if (!line.ok) throw new Error(line.error);
  const prepared = prepareFounding(ada, [line.value], homes.identity("Ada"), Date.now());
  if (!prepared.ok) throw new Error(prepared.error.code);
  await refoundHome(await homes.folder("Ada anew"), prepared.value, "Ada");
  return bo;
}

test("who comes when much is sealed starts from a snapshot above the base, restarts from both, and has all of it at last", async () => {
  isShy = true;
  asked = [];
  const bo = await beginAnew();
  await homes.start("Ada anew");
  await seals("Ada anew", SNAPSHOT_AHEAD_MIN + 2);
  const line = service("Ada anew").returnLine(bo);
  if (!line.ok) throw new Error(line.error);
  const options = { line: readReturn(line.value), identity: homes.identity("Bo"), nowMs: Date.now() };
  await returnHome(await homes.folder("Bo anew"), { ...options, nickname: "Bo" });
  await homes.start("Bo anew", {}, PARTS);
  await until(() => service("Bo anew").member() === bo, "Bo is who he was");
  expect(asked).toContain("roll");
  expect(asked).toContain("chain");
  await until(() => homes.root("Bo anew") === homes.root("Ada anew"), "equal roots");
  // what is shown may be ahead of the disk for a moment
  await until(async () => (await storedSnapshot(store)) !== null, "the snapshot on disk");
  const { height } = present(await storedSnapshot(store), "a sound snapshot").header;
  expect(height).toBeGreaterThan(begunAt);
  expect((await store.base()).ok).toBe(true);
  expect((await store.seal(begunAt + 1)).ok).toBe(false);
  const root = homes.root("Bo anew");

  await homes.stop("Bo anew");
  await homes.start("Bo anew", { peers: [] }, PARTS);
  expect(homes.root("Bo anew")).toBe(root);
  expect(service("Bo anew").network().alarms).toEqual([]);
  await homes.stop("Bo anew");

  isShy = false;
  await homes.start("Bo anew", { peers: service("Ada anew").network().addresses }, PARTS);
  await until(async () => {
    for (let at = begunAt + 1; at <= height; at++) if (!(await store.seal(at)).ok) return false;
    return true;
  }, "all history since the base");
  await homes.stop("Bo anew");
  await homes.start("Bo anew", { peers: service("Ada anew").network().addresses }, PARTS);
  expect(await listOf(store.snapshot())).toEqual([]);
  await until(() => homes.root("Bo anew") === homes.root("Ada anew"), "equal roots after a replay");
  expect(service("Bo anew").network().alarms).toEqual([]);
});
