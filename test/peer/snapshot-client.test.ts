import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { DeviceKey } from "../../src/base/id.ts";
import { genesis } from "../../src/ledger/genesis.ts";
import { type SealedLedger, sealedLedger } from "../../src/peer/check-seal.ts";
import { SnapshotParts } from "../../src/peer/sealed-snapshot.ts";
import { serveRequest } from "../../src/peer/serve.ts";
import { type Sender, SNAPSHOT_AHEAD_MIN, SnapshotClient } from "../../src/peer/snapshot-client.ts";
import { PAGE_BYTES_MAX, type SyncRequest, type SyncResponse } from "../../src/peer/sync-frames.ts";
import { digestState } from "../../src/state/digest.ts";
import { snapshotPage } from "../../src/state/snapshot-pages.ts";
import { START_MS, Village, verify } from "../sim/village.ts";

/** Ada, alone through so many seals: what a newcomer may ask her. */
const village = new Village(31, { seatExpiryMs: 8_000 });
village.found("Ada");
while (village.height("Ada") < SNAPSHOT_AHEAD_MIN + 3) {
  village.say("Ada", "witness", { on: true });
  village.run(2);
}
const ada = present(village.world.node("Ada"), "Ada");
const journal = present(ada.peer.journal, "a journal");
const heights = journal.snapshots.heights();
const best = Math.max(...heights);

function served(request: SyncRequest): SyncResponse {
  const serving = serveRequest(request, village.community, (hash) => journal.seatsNamed(hash));
  let step = serving.next();
  while (!step.done) step = serving.next(ada.setup.disk.answer(step.value));
  return step.value;
}

const whole = served({ type: "chain", height: 1 });
const chain = whole.type === "chain" ? whole.links : [];
const found = genesis(present(ada.setup.disk.event(village.community), "the first event"));
if (!found.ok) throw new Error(found.error);
const at: SealedLedger = sealedLedger(found.value, null);

const deviceOf = (name: string) => name.padEnd(64, "0") as DeviceKey;
function sender(name: string, ...others: readonly string[]): Sender {
  return { peer: name, device: deviceOf(name), connected: [name, ...others].map(deviceOf) };
}

const MINUTE_MS = 60_000;
const later = village.world.nowMs + MINUTE_MS;

describe("whom a newcomer asks for a snapshot", () => {
  test("nobody where few seals are ahead, or some are applied already", () => {
    const client = new SnapshotClient();
    expect(client.begin(sender("a"), SNAPSHOT_AHEAD_MIN - 1, 0, 0)).toBe("history");
    expect(client.begin(sender("b"), 10 * SNAPSHOT_AHEAD_MIN, 1, 0)).toBe("history");
  });

  test("one at a time; the next one when it goes, and goes on where it stopped", () => {
    const client = new SnapshotClient();
    const [a, b] = [sender("a", "b"), sender("b", "a")];
    expect(client.begin(a, 99, 0, 0)).toEqual({ type: "snapshots" });
    expect(client.begin(b, 99, 0, 0)).toBe("wait");
    expect(client.onHeights(a, heights)).toEqual({ type: "chain", height: 1 });
    const next = client.onLinks(a, chain.slice(0, 20), at, verify, 0, later);
    expect(next).toEqual({ type: "chain", height: 21 });
    client.release("a");
    expect(client.begin(b, 99, 0, 0)).toEqual({ type: "snapshots" });
    // what comes late from the first is not taken
    expect(client.onLinks(a, chain.slice(20), at, verify, 0, later)).toBe("wait");
    expect(client.onHeights(b, heights)).toEqual({ type: "chain", height: 21 });
    const asked = client.onLinks(b, chain.slice(20), at, verify, 0, later);
    expect(asked).toEqual({ type: "snapshot", height: best, at: null });
    const ledger = present(journal.snapshots.take(best), "a snapshot");
    const first = present(snapshotPage(ledger, null, 900), "a page");
    const { step: on, stored: begun } = client.onPage(b, first, 0);
    expect(on).toMatchObject({ type: "snapshot", height: best });
    client.release("b");
    expect(client.begin(a, 99, 0, 0)).toEqual({ type: "snapshots" });
    expect(client.onHeights(a, heights)).toEqual(on);
    if (typeof on === "string" || !("type" in on) || on.type !== "snapshot") throw new Error("no page");
    const rest = present(snapshotPage(ledger, on.at, 1e9), "a page");
    const { step: done, stored } = client.onPage(a, rest, 0);
    expect(done).toMatchObject({ header: { height: best } });
    if (typeof done === "string" || !("rolls" in done)) throw new Error("no snapshot");
    expect(done.rolls.length).toBeGreaterThan(0);
    // what came from two is stored, and read back, as one
    expect([begun?.at, stored?.at]).toEqual([0, begun?.parts.length]);
    const parts = [...(begun?.parts ?? []), ...(stored?.parts ?? [])];
    const whole = present(SnapshotParts.of(parts).whole, "a sound snapshot");
    expect(digestState(whole.ledger.state)).toBe(digestState(ledger.state));
    expect(whole.rolls).toEqual(done.rolls);
    // head and rolls alone are nothing to go on with: they come again with the first page
    expect(SnapshotParts.of(begun?.parts.slice(0, -1) ?? []).begun).toBeNull();
    for (const i of parts.keys()) {
      expect(SnapshotParts.of(parts.toSpliced(i, 1)).whole).toBeNull();
      const changed = parts.map((part) => Uint8Array.from(part));
      const part = present(changed[i], "a part");
      // the middle of a header is a hash, of a roll a key, of a page some node
      part[part.length >> 1] = (part[part.length >> 1] ?? 0) ^ 1;
      if (i === 0 || i === parts.length - 1) expect(SnapshotParts.of(changed).begun).toBeNull();
    }
  });

  test("no longer one that is silent again and again, or has none to offer", () => {
    const client = new SnapshotClient();
    const [a, b] = [sender("a", "b"), sender("b", "a")];
    for (let turn = 0; turn < 3; turn++) {
      expect(client.begin(a, 99, 0, 0)).toEqual({ type: "snapshots" });
      client.release("a");
    }
    expect(client.begin(a, 99, 0, 0)).toBe("wait");
    expect(client.begin(b, 99, 0, 0)).toEqual({ type: "snapshots" });
    expect(client.onHeights(b, [3])).toBe("history");
    expect(client.begin(a, 99, 0, 0)).toBe("history");
    expect(client.begin(b, 99, 0, 0)).toBe("history");
  });

  test("never again one that lied, whoever else is there", () => {
    const [a, b] = [sender("a", "b"), sender("b", "a")];
    const ledger = present(journal.snapshots.take(best), "a snapshot");
    const page = present(snapshotPage(ledger, null, 1e9), "a page");
    for (const lie of ["a link", "a node"]) {
      const client = new SnapshotClient();
      client.begin(a, 99, 0, 0);
      client.onHeights(a, heights);
      const links = lie === "a link" ? [new Uint8Array(9)] : chain;
      const step = client.onLinks(a, links, at, verify, 0, later);
      if (lie === "a node") {
        const nodes = [...page.nodes.slice(0, 4), new Uint8Array(9)];
        expect(client.onPage(a, { ...page, nodes }, 0).step).toHaveProperty("lie");
      } else expect(step).toHaveProperty("lie");
      client.release("a");
      expect(client.begin(a, 99, 0, 0)).toBe("wait");
      expect(client.begin(b, 99, 0, 0)).toEqual({ type: "snapshots" });
      client.release("b");
      expect(client.begin(sender("a"), 99, 0, 0)).toBe("history");
    }
  });

  test("who takes long makes room for another, and nothing is lost by it", () => {
    const client = new SnapshotClient();
    const [a, b] = [sender("a", "b"), sender("b", "a")];
    client.begin(a, 99, 0, 0);
    client.onHeights(a, heights);
    expect(client.onLinks(a, chain.slice(0, 1), at, verify, 9 * MINUTE_MS, later)).toMatchObject({
      height: 2,
    });
    expect(client.onLinks(a, chain.slice(1, 2), at, verify, 11 * MINUTE_MS, later)).toBe("wait");
    client.release("a");
    client.begin(b, 99, 0, 11 * MINUTE_MS);
    expect(client.onHeights(b, heights)).toEqual({ type: "chain", height: 3 });
    // alone it may take as long as it does
    const alone = new SnapshotClient();
    alone.begin(sender("a"), 99, 0, 0);
    alone.onHeights(sender("a"), heights);
    expect(alone.onLinks(sender("a"), chain.slice(0, 1), at, verify, 99 * MINUTE_MS, later)).toMatchObject({
      height: 2,
    });
  });

  test("a seal from the future is believed of nobody, and is nobody's fault", () => {
    const client = new SnapshotClient();
    client.begin(sender("a"), 99, 0, 0);
    client.onHeights(sender("a"), heights);
    const fault = client.onLinks(sender("a"), chain, at, verify, 0, START_MS + 10_000);
    expect(fault).toBe("link-from-the-future");
    expect(client.refused.throughMs).toBeGreaterThan(START_MS + 10_000);
    client.release("a");
    expect(client.begin(sender("a"), 99, 0, 0)).toEqual({ type: "snapshots" });
  });

  describe("that has some of one in its store", () => {
    const ledger = present(journal.snapshots.take(best), "a snapshot");
    const a = sender("a");
    const begun = () => {
      const client = new SnapshotClient();
      client.begin(a, 99, 0, 0);
      client.onHeights(a, heights);
      client.onLinks(a, chain, at, verify, 0, later);
      const { stored } = client.onPage(a, present(snapshotPage(ledger, null, 900), "a page"), 0);
      return present(SnapshotParts.of(stored?.parts ?? []).begun, "what is stored");
    };
    /** What it asks for once the chain is there. */
    const goesOn = (client: SnapshotClient, offered: readonly number[]) => {
      client.begin(a, 99, 0, 0);
      expect(client.onHeights(a, offered)).toEqual({ type: "chain", height: 1 });
      return client.onLinks(a, chain, at, verify, 0, later);
    };

    test("goes on with it, though a newer one is offered too", () => {
      const client = new SnapshotClient();
      const stored = begun();
      client.resume(stored);
      const place = stored.reader.at;
      expect(place).not.toBeNull();
      expect(goesOn(client, [...heights, best + 1])).toEqual({ type: "snapshot", height: best, at: place });
      const rest = present(snapshotPage(ledger, place, 1e9), "a page");
      const { step, stored: more } = client.onPage(a, rest, 0);
      expect(step).toMatchObject({ header: { height: best } });
      expect(more).toMatchObject({ at: stored.parts });
    });

    test("begins anew where nobody offers it any more, or the chain has another seal there", () => {
      const gone = new SnapshotClient();
      gone.resume(begun());
      expect(goesOn(gone, [best - 1])).toEqual({ type: "snapshot", height: best - 1, at: null });
      const other = new SnapshotClient();
      const stored = begun();
      other.resume({ ...stored, header: { ...stored.header, throughMs: stored.header.throughMs + 1 } });
      expect(goesOn(other, heights)).toEqual({ type: "snapshot", height: best, at: null });
      const { stored: first } = other.onPage(a, present(snapshotPage(ledger, null, 900), "a page"), 0);
      expect(first).toMatchObject({ at: 0 });
    });

    test("holds it no longer once heights are applied", () => {
      const client = new SnapshotClient();
      client.resume(begun());
      expect(client.begin(a, 99, 1, 0)).toBe("history");
      expect(goesOn(client, heights)).toEqual({ type: "snapshot", height: best, at: null });
    });
  });

  test("where the snapshot was dropped meanwhile the newest one is fetched instead, with the links between", () => {
    const client = new SnapshotClient();
    const a = sender("a");
    client.begin(a, 99, 0, 0);
    expect(client.onHeights(a, [best - 2])).toMatchObject({ type: "chain" });
    expect(client.onLinks(a, chain, at, verify, 0, later)).toMatchObject({ height: best - 2 });
    expect(client.onPage(a, null, 0)).toEqual({ step: "wait", stored: null });
    client.release("a");
    client.begin(a, 99, 0, 0);
    expect(client.onHeights(a, [best])).toEqual({ type: "chain", height: best - 1 });
    // one that lies behind, but whose seal is still at hand, will do as well
    client.release("a");
    client.begin(a, 99, 0, 0);
    expect(client.onHeights(a, [best - 3])).toEqual({ type: "snapshot", height: best - 3, at: null });
  });
});

test("a page of the chain goes on from any height, as far as the records are here", () => {
  expect(chain.length).toBe(journal.height);
  expect(served({ type: "chain", height: 40 })).toEqual({
    type: "chain",
    found: null,
    links: chain.slice(39),
  });
  expect(served({ type: "chain", height: 10_000 })).toEqual({ type: "chain", found: null, links: [] });
});

test("and is bounded, in bytes and in what is read for it", () => {
  const record = present(ada.setup.disk.seal(7), "a record");
  let reads = 0;
  const serving = serveRequest({ type: "chain", height: 2 }, village.community, (hash) =>
    journal.seatsNamed(hash),
  );
  let step = serving.next();
  while (!step.done) {
    reads++;
    step = serving.next({ ask: "seal", record });
  }
  const page = step.value;
  if (page.type !== "chain") throw new Error(page.type);
  const bytes = page.links.reduce((sum, link) => sum + link.length + 4, 0);
  expect(bytes).toBeLessThanOrEqual(PAGE_BYTES_MAX);
  expect(bytes).toBeGreaterThan(PAGE_BYTES_MAX - 1_000);
  expect(reads).toBe(page.links.length + 1);
});
