import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { encodeRoll } from "../../src/events/roll.ts";
import { genesis, originOf } from "../../src/ledger/genesis.ts";
import { BaseClient } from "../../src/peer/base-client.ts";
import { decodeBase } from "../../src/peer/base-parts.ts";
import { type SnapshotPage, snapshotPage } from "../../src/state/snapshot-pages.ts";
import { ada, BOTH, base, founding, rollOf, wordOf, world } from "../ledger/founding-anew.ts";

const EVENT = founding(BOTH);
const ORIGIN = present(originOf(EVENT) ?? undefined, "an origin");
const ROLL = encodeRoll(BOTH);
/** Small, so that there are many. */
const PAGE_BYTES = 700;
const height = world.height;

const client = () => new BaseClient(EVENT, ORIGIN);

function pageFor(asked: unknown): SnapshotPage {
  const { at } = asked as { at: Parameters<typeof snapshotPage>[1] };
  return present(snapshotPage(world.ledger, at, PAGE_BYTES), "a page");
}

/** Asks that peer to the end of what it may ask, `turns` pages at most. */
function goOn(of: BaseClient, peer: string, turns = Number.POSITIVE_INFINITY) {
  let step: ReturnType<BaseClient["onPage"]> | undefined = of.begin(peer);
  for (let turn = 0; turn < turns && step !== "wait" && "type" in step; turn++)
    step = step.type === "roll" ? of.onRoll(peer, ROLL) : of.onPage(peer, pageFor(step));
  return step;
}

describe("a newcomer of a re-founded community fetches", () => {
  test("the roll, then the state, from one peer at a time; another goes on where the first one stopped", () => {
    const fetching = client();
    expect(fetching.begin("a")).toEqual({ type: "roll" });
    expect(fetching.begin("b")).toBe("wait");
    expect(fetching.onRoll("b", ROLL)).toBe("wait");
    const first = fetching.onRoll("a", ROLL);
    expect(first).toEqual({ type: "snapshot", height, at: null });
    const second = fetching.onPage("a", pageFor(first));
    expect(second).toMatchObject({ type: "snapshot", height, at: { trie: expect.any(Number) } });
    expect(fetching.isAskedOf("a")).toBe(true);
    fetching.release("b");
    expect(fetching.begin("b")).toBe("wait");
    fetching.release("a");
    expect(fetching.begin("b")).toEqual(second);
    const done = goOn(fetching, "b");
    if (done === "wait" || !("base" in done)) throw new Error("not all of it");
    expect(fetching.begin("a")).toBe("wait");
    const here = genesis(EVENT, done.base);
    expect(here).toEqual(genesis(EVENT, base(BOTH)));
    expect(here.ok).toBe(true);
    expect(genesis(EVENT, decodeBase(ORIGIN, done.parts) ?? null)).toEqual(here);
  });

  test("who sends what the event does not name is told, and what was good stays", () => {
    const fetching = client();
    fetching.begin("a");
    expect(fetching.onRoll("a", encodeRoll(rollOf(wordOf(ada))))).toMatchObject({ lie: expect.any(String) });
    expect(fetching.onRoll("a", new Uint8Array(9))).toMatchObject({ lie: expect.any(String) });
    const step = goOn(fetching, "a", 3);
    const good = pageFor(step);
    const spoilt = { ...good, nodes: good.nodes.with(-1, Uint8Array.of(0x80)) };
    expect(fetching.onPage("a", spoilt)).toMatchObject({ lie: expect.any(String) });
    fetching.release("a");
    expect(fetching.begin("b")).not.toEqual({ type: "snapshot", height, at: null });
    expect(fetching.onPage("b", { roots: null, nodes: [] })).toMatchObject({ lie: expect.any(String) });
    expect(goOn(fetching, "b")).toHaveProperty("base");
  });

  test("nothing of who has nothing", () => {
    const fetching = client();
    fetching.begin("a");
    expect(fetching.onPage("a", null)).toBe("wait");
    expect(fetching.onRoll("a", null)).toBe("wait");
    const first = fetching.onRoll("a", ROLL);
    expect(fetching.onRoll("a", ROLL)).toBe("wait");
    expect(fetching.onPage("a", null)).toBe("wait");
    expect(fetching.begin("a")).toEqual(first);
  });
});

describe("what is stored of it", () => {
  const done = goOn(client(), "a");
  const parts = done !== undefined && done !== "wait" && "parts" in done ? done.parts : [];

  test("is proven again by the first event: any byte changed, any part left out is told", () => {
    expect(decodeBase(ORIGIN, parts)).toBeDefined();
    expect(parts.length).toBeGreaterThan(4);
    for (const [i, part] of parts.entries()) {
      expect(decodeBase(ORIGIN, parts.toSpliced(i, 1))).toBeUndefined();
      const flipped = part.map((byte, at) => (at === part.length - 1 ? byte ^ 1 : byte));
      expect(decodeBase(ORIGIN, parts.with(i, flipped))).toBeUndefined();
    }
    expect(decodeBase(ORIGIN, [])).toBeUndefined();
  });
});
