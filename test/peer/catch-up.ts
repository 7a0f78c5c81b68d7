import { expect } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { EMPTY_BATCH } from "../../src/peer/batch.ts";
import type { SyncRequest, SyncResponse } from "../../src/peer/sync-frames.ts";
import { idsOf } from "../../src/seal/cut.ts";
import { decodeSealed } from "../../src/seal/sealed.ts";
import { SimDisk } from "../../src/sim/sim-disk.ts";
import { type SimNetwork, SimNode } from "../../src/sim/sim-node.ts";
import { digestState } from "../../src/state/digest.ts";
import { keyFor, Village, verify } from "../sim/village.ts";
import { nextEvent } from "./feeds.ts";

/** Heights that Late was away for: too few for a snapshot would not matter, since it is no newcomer. */
const AWAY_HEIGHTS = 90;
/** Events of one cut that do not fit into one answer, in bytes. */
const LARGE_EVENT_BYTES = 6_000;
const LARGE_EVENTS = 90;

/** Late was there, and went away for long. In the middle one cut is larger than a frame; after it seats are added. */
export function lateVillage(seed: number): { readonly village: Village; readonly largeHeight: number } {
  const village = new Village(seed, { seatExpiryMs: 8_000 });
  village.found("Ada");
  village.run(3);
  for (const name of ["Bo", "Late"]) village.join(name, "Ada");
  village.run(10);
  village.world.down("Late");
  const first = village.height("Ada");
  seal(village, first + AWAY_HEIGHTS / 2);
  giveMuch(village);
  seal(village, first + (AWAY_HEIGHTS * 2) / 3);
  for (const name of ["Di", "Ed", "Flo"]) village.join(name, "Ada");
  seal(village, first + AWAY_HEIGHTS);
  const disk = present(village.disks.get("Ada"), "a disk");
  const sizes = Array.from({ length: village.height("Ada") }, (_, i) => disk.seal(i + 1)?.length ?? 0);
  return { village, largeHeight: sizes.indexOf(Math.max(...sizes)) + 1 };
}

/** Devices that say much, beside Ada, who alone seals. */
const BUSY = ["Bo", "Cy", "Di", "Ed", "Flo"];

/** Late was there, and went away while so many cuts were sealed, in each so many events of each of five devices. */
export function busyVillage(seed: number, cuts: number, eventsOfDevice: number): Village {
  const village = new Village(seed, { seatAfterMs: 30 * 86_400_000 });
  village.found("Ada");
  village.run(3);
  for (const name of [...BUSY, "Late"]) village.join(name, "Ada");
  village.run(10);
  for (const name of [...BUSY, "Late"]) village.world.down(name);
  for (let cut = 0; cut < cuts; cut++) {
    const height = village.height("Ada");
    for (const name of BUSY) giveSmall(village, name, eventsOfDevice);
    for (let turn = 0; village.height("Ada") === height; turn++) {
      village.run(1);
      if (turn > 60) throw new Error("too slow");
    }
  }
  return village;
}

/** No rule takes it, and it is sealed all the same. */
const SAYS_LITTLE = { kind: "propose", body: { text: "little" } };

function giveSmall(village: Village, name: string, count: number): void {
  const key = present(village.devices.get(name), "a device");
  const journal = present(village.world.node("Ada")?.peer.journal, "a journal");
  let { seq, id } = present(journal.open.tip(key.publicKey), "a feed");
  const events = Array.from({ length: count }, () => {
    const event = nextEvent(key, village.community, { seq, id } as AuthenticEvent, "", SAYS_LITTLE);
    ({ seq, id } = event);
    return event;
  });
  village.world.act("Ada", (node) => node.handle({ type: "events", from: "x", events }, village.world.nowMs));
}

function seal(village: Village, height: number): void {
  for (let turn = 0; village.height("Ada") < height; turn++) {
    village.say("Ada", "witness", { on: true });
    village.run(2);
    if (turn > 4 * height) throw new Error("too slow");
  }
}

function giveMuch(village: Village): void {
  const key = present(village.devices.get("Bo"), "a device");
  let last = present(
    village.world.node("Ada")?.peer.journal?.open.tip(key.publicKey),
    "a feed",
  ) as Parameters<typeof nextEvent>[2];
  const events = Array.from({ length: LARGE_EVENTS }, (_, i) => {
    const body = { text: `${i}`.padEnd(LARGE_EVENT_BYTES) };
    last = nextEvent(key, village.community, last, "", { kind: "propose", body });
    return last;
  });
  for (const name of ["Ada", "Bo"])
    village.world.act(name, (node) =>
      node.handle({ type: "events", from: "x", events }, village.world.nowMs),
    );
}

/** Of all heights above, as they go over the wire. */
export function historyBytes(village: Village, above: number): number {
  const disk = present(village.disks.get("Ada"), "a disk");
  let bytes = 0;
  for (let height = above + 1; height <= village.height("Ada"); height++) {
    const record = present(disk.seal(height), "a record");
    const ids = idsOf(present(decodeSealed(record), "a seal").cut);
    bytes += sizeOf(
      record,
      ids.map((id) => present(disk.event(id), "an event").wire),
    );
  }
  return bytes;
}

function copyOf(disk: SimDisk): SimDisk {
  const copy = new SimDisk();
  const seals: { height: number; record: Uint8Array }[] = [];
  for (let height = 1, record = disk.seal(1); record !== undefined; record = disk.seal(++height))
    seals.push({ height, record });
  const last = disk.lastSign();
  const lastSign = last.ok ? last.value : null;
  copy.write({ ...EMPTY_BATCH, sync: true, events: disk.events(), seals, lastSign });
  return copy;
}

export interface Asked {
  readonly to: string;
  readonly request: SyncRequest;
  /** it was asked again since, or its connection is gone */
  isOver: boolean;
}

export type Answer = (response: SyncResponse) => SyncResponse;

/** Late comes back, and peers that all hold what Ada holds are asked: who is answered when is the test's to say. */
export class CatchUp implements SimNetwork {
  readonly disk: SimDisk;
  readonly asked: Asked[] = [];
  /** questions not yet answered */
  pending: Asked[] = [];
  readonly brought: { readonly from: string; readonly height: number; readonly bytes: number }[] = [];
  /** what a peer makes of its answers */
  readonly lies = new Map<string, Answer>();
  node: SimNode;
  nowMs: number;
  readonly #village: Village;
  readonly #source: SimNode;
  #served: SyncResponse | null = null;

  constructor(village: Village) {
    this.#village = village;
    this.nowMs = village.world.nowMs;
    this.disk = copyOf(present(village.disks.get("Late"), "a disk"));
    this.#source = this.#open("Ada", copyOf(present(village.disks.get("Ada"), "a disk")));
    this.node = this.#open("Late", this.disk);
  }

  #open(name: string, disk: SimDisk): SimNode {
    const { community } = this.#village;
    const signer = keyFor(`device ${name}`);
    const setup = { name, community, signer, verify, syncEveryMs: 60_000, disk };
    return new SimNode({ ...setup, network: this, dies: () => false }, this.nowMs);
  }

  gossip(): void {
    expect(this.nowMs).toBeGreaterThan(0);
  }

  forward(): void {
    expect(this.nowMs).toBeGreaterThan(0);
  }

  request(from: string, to: string, request: SyncRequest): void {
    if (from !== "Late") return;
    const asked = { to, request, isOver: false };
    this.asked.push(asked);
    this.pending.push(asked);
  }

  respond(_: string, __: number, response: SyncResponse): void {
    this.#served = response;
  }

  up(peer: string): void {
    this.node.handle({ type: "peer-up", peer, device: keyFor("device Bo").publicKey }, this.nowMs);
  }

  down(peer: string): void {
    this.pending = this.pending.filter(({ to }) => to !== peer);
    this.node.handle({ type: "peer-down", peer }, this.nowMs);
  }

  /** Its process ends, and is started anew on the same disk. */
  restart(): void {
    this.pending = [];
    this.node = this.#open("Late", this.disk);
  }

  /** Answers those questions, and passes the time, as long as it holds. */
  while(holds: () => boolean, answered: (asked: Asked) => boolean): void {
    for (let turn = 0; holds(); turn++) {
      expect(turn).toBeLessThan(5_000);
      const asked = this.pending.find(answered);
      if (asked === undefined) this.pass(200);
      else this.answer(asked);
    }
  }

  pass(ms: number): void {
    this.nowMs += ms;
    this.node.handle({ type: "tick" }, this.nowMs);
  }

  /** The question stays unanswered. */
  ignore(asked: Asked): void {
    this.pending = this.pending.filter((other) => other !== asked);
    this.node.handle({ type: "no-response", from: asked.to }, this.nowMs);
  }

  answer(asked: Asked): void {
    this.pending = this.pending.filter((other) => other !== asked);
    // for who answers time stands still: it makes no further seals
    const { nowMs } = this.#village.world;
    this.#source.handle({ type: "request", from: asked.to, token: 1, request: asked.request }, nowMs);
    const served = present(this.#served, "an answer");
    const response = this.lies.get(asked.to)?.(served) ?? served;
    if (response.type === "history")
      for (const { height, slice, wires } of response.entries)
        this.brought.push({ from: asked.to, height, bytes: sizeOf(slice, wires) });
    this.node.receiveResponse(asked.to, response, this.nowMs);
  }

  /** Answers all as it comes, until nothing more is missing. */
  finish(): void {
    this.while(
      () => !this.isDone,
      () => true,
    );
    expect(this.root).toBe(this.#village.root("Ada"));
  }

  get isDone(): boolean {
    return this.height === this.#village.height("Ada");
  }

  get height(): number {
    return this.node.peer.journal?.height ?? 0;
  }

  get root(): string {
    return digestState(present(this.node.peer.journal, "a journal").at.ledger.state);
  }

  /** Bytes of history that came, and how many of them there are to come. */
  get broughtBytes(): number {
    return this.brought.reduce((sum, { bytes }) => sum + bytes, 0);
  }
}

function sizeOf(slice: Uint8Array, wires: readonly Uint8Array[]): number {
  return wires.reduce((sum, wire) => sum + wire.length, slice.length);
}
