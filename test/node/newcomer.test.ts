import { afterEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { witness } from "../../src/events/kinds/witness.ts";
import type { NodeParts } from "../../src/node/node-parts.ts";
import { SNAPSHOT_AHEAD_MIN } from "../../src/peer/snapshot-client.ts";
import type { SyncRequest } from "../../src/peer/sync-frames.ts";
import { decodeRequest } from "../../src/peer/sync-requests.ts";
import { decodeResponse, encodeResponse } from "../../src/peer/sync-responses.ts";
import type { EventStore } from "../../src/store/event-store.ts";
import { listOf } from "../store/sample.ts";
import { Homes, until } from "./homes.ts";
import { storedSnapshot } from "./stored-snapshot.ts";

let homes = new Homes();
afterEach(async () => {
  await homes.close();
  homes = new Homes();
});

/** Bo's store; while `isShy` nobody gives Bo any history from before the snapshot. */
let store: EventStore;
let isShy = true;
let asked: SyncRequest[] = [];
/** Of a snapshot so many pages come, of so many nodes each; then nobody answers any more. */
let pages = { left: Number.POSITIVE_INFINITY, nodes: Number.POSITIVE_INFINITY };
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
      asked.push(request);
      if (isShy && request.type === "history" && request.height < SNAPSHOT_AHEAD_MIN)
        return encodeResponse({ type: "history", found: null, entries: [] });
      if (request.type === "snapshot" && pages.left-- <= 0) await never(signal);
      return shortened(await transport.request(peer, frame, signal));
    },
  }),
};

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

function shortened(frame: Uint8Array): Uint8Array {
  const response = decodeResponse(frame);
  if (response?.type !== "snapshot" || response.page === null) return frame;
  const nodes = response.page.nodes.slice(0, pages.nodes);
  return encodeResponse({ ...response, page: { ...response.page, nodes } });
}

const heightOf = (name: string) => homes.node(name).service.books()?.height ?? 0;

async function isWhole(height: number): Promise<boolean> {
  for (let at = 1; at <= height; at++) if (!(await store.seal(at)).ok) return false;
  return true;
}

function placesAsked() {
  return asked.flatMap((request) => (request.type === "snapshot" ? [request.at] : []));
}

test("a real node starts from a snapshot, of which some came in an earlier life; restarts from it alone, and drops it once history leads there", async () => {
  isShy = true;
  asked = [];
  pages = { left: 3, nodes: 20 };
  await homes.found("Ada", { sealEveryMs: 40, rankMs: 10, seatExpiryMs: 400 });
  await homes.start("Ada");
  const says = () => homes.node("Ada").service.author("witness", witness.body.write({ on: true }));
  while (heightOf("Ada") < SNAPSHOT_AHEAD_MIN + 2) {
    const before = heightOf("Ada");
    expect((await says()).ok).toBe(true);
    await until(() => heightOf("Ada") > before, "a seal");
  }
  await homes.join("Bo", "Ada");
  await homes.start("Bo", {}, PARTS);
  // one more was asked for, and never came
  await until(() => placesAsked().length === 4, "some of a snapshot");
  const place = placesAsked().at(-1);
  await homes.stop("Bo");
  pages = { left: Number.POSITIVE_INFINITY, nodes: Number.POSITIVE_INFINITY };
  asked = [];
  await homes.start("Bo", {}, PARTS);
  await until(() => homes.node("Bo").service.member() !== null, "Bo on the roll");
  expect(placesAsked()[0]).toEqual(place);
  expect(asked.map(({ type }) => type)).toContain("snapshot");
  await until(() => homes.root("Bo") === homes.root("Ada"), "equal roots");
  await until(async () => (await storedSnapshot(store)) !== null, "the snapshot in the store");
  const { height } = present(await storedSnapshot(store), "a sound snapshot").header;
  expect(height).toBeGreaterThanOrEqual(SNAPSHOT_AHEAD_MIN);
  expect((await store.seal(1)).ok).toBe(false);
  const [root, books] = [homes.root("Bo"), heightOf("Bo")];
  const { member } = homes.node("Bo").service;
  const person = member();

  await homes.stop("Bo");
  // nobody is there to ask: what Bo knows comes from the store
  await homes.start("Bo", { peers: [] }, PARTS);
  expect(heightOf("Bo")).toBeGreaterThanOrEqual(books);
  if (heightOf("Bo") === books) expect(homes.root("Bo")).toBe(root);
  expect(homes.node("Bo").service.member()).toBe(person);
  expect(homes.node("Bo").service.network().alarms).toEqual([]);
  await homes.stop("Bo");

  isShy = false;
  await homes.start("Bo", { peers: homes.node("Ada").service.network().addresses }, PARTS);
  await until(() => isWhole(height), "all history");
  await until(() => homes.root("Bo") === homes.root("Ada"), "equal roots again");
  await homes.stop("Bo");
  await homes.start("Bo", { peers: homes.node("Ada").service.network().addresses }, PARTS);
  expect(await listOf(store.snapshot())).toEqual([]);
  await until(() => homes.root("Bo") === homes.root("Ada"), "equal roots after a replay");
  expect(homes.node("Bo").service.network().alarms).toEqual([]);
  const said = await homes.node("Bo").service.author("witness", witness.body.write({ on: true }));
  expect(said.ok).toBe(true);
});
