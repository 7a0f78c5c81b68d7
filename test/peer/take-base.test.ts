import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { HashId } from "../../src/base/id.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { encodeRoll } from "../../src/events/roll.ts";
import { verifySignature } from "../../src/events/signature.ts";
import { genesis } from "../../src/ledger/genesis.ts";
import type { VerifiedResponse } from "../../src/peer/input.ts";
import type { Output } from "../../src/peer/output.ts";
import { Peer } from "../../src/peer/peer.ts";
import type { SyncRequest } from "../../src/peer/sync-frames.ts";
import { unsigned } from "../../src/seal/last-sign.ts";
import { digestState } from "../../src/state/digest.ts";
import { snapshotPage } from "../../src/state/snapshot-pages.ts";
import { ada, BOTH, base, bo, founding, rollOf, wordOf, world } from "../ledger/founding-anew.ts";
import { keyOf } from "../ledger/world.ts";

const NONE = "0".repeat(64) as HashId;
const ROLL = encodeRoll(BOTH);

/** A newcomer of the community that this event begins, and what it asks of whom. */
class Newcomer {
  readonly peer: Peer;
  outputs: Output[] = [];
  #nowMs = 1_000_000_000;

  constructor(event: AuthenticEvent) {
    const signer = keyOf("newcomer");
    const lastSign = { ok: true, value: unsigned(signer.publicKey) } as const;
    this.peer = new Peer({
      community: event.id,
      signer,
      verify: verifySignature,
      syncEveryMs: 1_000,
      lastSign,
    });
    this.peer.ready([], []);
  }

  drive(input: Parameters<Peer["handle"]>[0], afterMs = 1): void {
    this.#nowMs += afterMs;
    this.outputs = [...this.peer.handle(input, this.#nowMs)];
  }

  /** What is asked of that peer now. */
  asked(of: string): SyncRequest | undefined {
    const request = this.outputs.find((each) => each.type === "request" && each.to === of);
    return request?.type === "request" ? request.request : undefined;
  }

  get penalized(): readonly string[] {
    return this.outputs.flatMap((each) => (each.type === "penalize" ? [each.peer] : []));
  }
}

/** What an honest node of that community answers. */
function answer(request: SyncRequest, event: AuthenticEvent, roll = ROLL): VerifiedResponse {
  const { height } = world;
  const status = {
    height,
    sealId: null,
    heads: NONE,
    messages: NONE,
    profiles: NONE,
    nowMs: 0,
    isHalted: false,
  };
  switch (request.type) {
    case "status":
      return { type: "status", ...status };
    case "history":
      return { type: "history", found: event.wire, entries: [] };
    case "roll":
      return { type: "roll", roll };
    case "snapshot":
      return { type: "snapshot", page: snapshotPage(world.ledger, request.at, 700) ?? null };
    default:
      return { type: "refused" };
  }
}

const device = (name: string) => keyOf(name).publicKey;

test("a liar in the middle pays for it, another peer goes on, and all of it is durable before anything rests on it", () => {
  const event = founding(BOTH);
  const newcomer = new Newcomer(event);
  for (const peer of ["mal", "bo"]) newcomer.drive({ type: "peer-up", peer, device: device(peer) });
  newcomer.drive({ type: "tick" });
  for (const type of ["status", "history"] as const) {
    expect(newcomer.asked("mal")).toMatchObject({ type });
    newcomer.drive({ type: "response", from: "mal", response: answer({ type } as SyncRequest, event) });
  }
  expect(newcomer.asked("mal")).toEqual({ type: "roll" });
  const wrong = answer({ type: "roll" }, event, encodeRoll(rollOf(wordOf(ada))));
  newcomer.drive({ type: "response", from: "mal", response: wrong });
  expect(newcomer.penalized).toEqual(["mal"]);
  expect(newcomer.peer.journal).toBeNull();

  // Bo was asked how far he is at that same tick; what mal's turn held back is his to bring now
  let asked: SyncRequest | undefined = { type: "status" };
  const stored: Output[] = [];
  for (let turn = 0; asked !== undefined && newcomer.peer.journal === null; turn++) {
    expect(turn).toBeLessThan(500);
    newcomer.drive({ type: "response", from: "bo", response: answer(asked, event) });
    expect(newcomer.penalized).toEqual([]);
    stored.push(...newcomer.outputs.filter(({ type }) => type === "persist"));
    asked = newcomer.asked("bo");
  }
  expect(asked).toEqual({ type: "status" });
  expect(newcomer.outputs[0]).toMatchObject({
    type: "persist",
    batch: { sync: true, events: [{ id: event.id }] },
  });
  const [batch] = stored.flatMap((each) => (each.type === "persist" ? [each.batch] : []));
  expect(present(batch?.base ?? undefined, "a base").length).toBeGreaterThan(3);
  const here = present(newcomer.peer.journal ?? undefined, "a journal");
  const made = genesis(event, base(BOTH));
  expect(made.ok && digestState(made.value.state)).toBe(digestState(here.at.ledger.state));
  expect([here.height, here.begunAt]).toEqual([world.height, world.height]);
  // and it serves what it has fetched
  for (const [token, request] of [
    { type: "roll" },
    { type: "snapshot", height: world.height, at: null },
  ].entries()) {
    newcomer.drive({ type: "request", from: "bo", token, request: request as SyncRequest });
    const served = newcomer.outputs.find((each) => each.type === "respond");
    expect(served).toMatchObject({ token, response: { type: request.type } });
    if (served?.type === "respond" && served.response.type === "roll")
      expect(served.response.roll).toEqual(ROLL);
    if (served?.type === "respond" && served.response.type === "snapshot")
      expect(served.response.page?.roots).not.toBeNull();
  }
});

test("a founding that its words do not carry is taken by nobody, and its base is not fetched for ever", () => {
  const unsaid = rollOf(wordOf(ada), { member: bo.id, word: wordOf(ada).word });
  const event = founding(unsaid);
  const newcomer = new Newcomer(event);
  newcomer.drive({ type: "peer-up", peer: "mal", device: device("mal") });
  newcomer.drive({ type: "tick" });
  let pages = 0;
  for (let turn = 0; turn < 200; turn++) {
    const asked = newcomer.asked("mal");
    if (asked === undefined) newcomer.drive({ type: "tick" }, 1_000);
    else
      newcomer.drive({ type: "response", from: "mal", response: answer(asked, event, encodeRoll(unsaid)) });
    if (newcomer.asked("mal")?.type === "snapshot") pages++;
  }
  expect(newcomer.peer.journal).toBeNull();
  expect(pages).toBeGreaterThan(2);
  expect(pages).toBeLessThan(100);
  expect(newcomer.peer.sync.base?.begin("bo")).toBe("wait");
});
