import { describe, expect, test } from "vitest";
import { equalBytes } from "../../src/base/bytes.ts";
import { type Cbor, encodeCbor } from "../../src/base/cbor.ts";
import type { EventId } from "../../src/base/id.ts";
import { digestHeads, digestState } from "../../src/state/digest.ts";
import type { SealedHead } from "../../src/state/sealed-heads.ts";
import { type SnapshotPage, type SnapshotSource, snapshotPage } from "../../src/state/snapshot-pages.ts";
import { SnapshotReader } from "../../src/state/snapshot-reader.ts";
import { emptyState, TABLE_NAMES } from "../../src/state/state.ts";
import { EMPTY_TRIE, type Trie, trieSet } from "../../src/state/trie.ts";
import { fc } from "../property.ts";

const key = fc.oneof(
  fc.constantFrom("00", "0000", "000000", "0001", "ff", "ff00"),
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString("hex")),
);
const record: fc.Arbitrary<Cbor> = fc.dictionary(
  fc.string({ maxLength: 8 }),
  fc.oneof(fc.maxSafeInteger(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 40 })),
  { maxKeys: 4 },
);
const rows = fc.array(fc.tuple(fc.nat(TABLE_NAMES.length), key, record), { maxLength: 60 });

/** Rows of all tables; those of the last are heads. */
function sourceOf(given: readonly (readonly [number, string, Cbor])[]): SnapshotSource {
  const state = emptyState();
  let heads: Trie<SealedHead> = EMPTY_TRIE;
  for (const [table, at, value] of given) {
    const name = TABLE_NAMES[table];
    if (name === undefined)
      heads = trieSet(heads, at, { ...(value as object), id: at as EventId } as SealedHead);
    else state[name].set(at, value as never);
  }
  return { state, heads };
}

function digestsOf({ state, heads }: SnapshotSource) {
  return { state: digestState(state), heads: digestHeads(heads) };
}

/** All pages, each asked for where the one before ended. */
function pagesOf(source: SnapshotSource, bytesMax: number): readonly SnapshotPage[] {
  const reader = new SnapshotReader(digestsOf(source));
  const pages: SnapshotPage[] = [];
  while (!reader.isComplete) {
    const page = snapshotPage(source, reader.at, bytesMax);
    if (page === undefined) throw new Error("no such place");
    pages.push(page);
    if (!reader.take(page)) throw new Error("an honest page");
  }
  return pages;
}

/** How a reader takes pages: whether all fitted, and whether it ended. */
function read(source: SnapshotSource, pages: readonly SnapshotPage[]) {
  const reader = new SnapshotReader(digestsOf(source));
  const fits = pages.every((page) => reader.take(page));
  return { fits, reader };
}

const SAMPLE = sourceOf([
  [0, "00", { a: 1 }],
  [4, "aa00", { b: "x" }],
  [4, "aa01", { b: "y" }],
  [4, "aa0155", { b: "z" }],
  [4, "ab", { b: null }],
  [20, "10", { c: true }],
  [TABLE_NAMES.length, "0102", { seq: 3 }],
  [TABLE_NAMES.length, "0103", { seq: 4 }],
]);

describe("a snapshot", () => {
  test("of anything, in pages of any size, comes back as the same state and heads", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 3_000 }), (given, bytesMax) => {
        const source = sourceOf(given);
        const { fits, reader } = read(source, pagesOf(source, bytesMax));
        expect(fits && reader.isComplete).toBe(true);
        const built = reader.finish();
        expect(digestsOf(built)).toEqual(digestsOf(source));
        for (const name of TABLE_NAMES) {
          expect(built.state[name].size).toBe(source.state[name].size);
          const encode = ([at, value]: readonly [string, unknown]) => [at, encodeCbor(value as Cbor)];
          expect([...built.state[name].entries()].map(encode)).toEqual(
            [...source.state[name].entries()].map(encode),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  test("what is built goes on as what it was taken from", () => {
    fc.assert(
      fc.property(rows, rows, (given, more) => {
        const source = sourceOf(given);
        const { state } = read(source, pagesOf(source, 500)).reader.finish();
        for (const [table, at, value] of more) {
          const name = TABLE_NAMES[table] ?? "seals";
          for (const to of [state, source.state]) {
            if (to[name].has(at)) to[name].delete(at);
            else to[name].set(at, value as never);
          }
        }
        expect(digestState(state)).toBe(digestState(source.state));
      }),
      { numRuns: 100 },
    );
  });

  test("any byte changed, any node left out, doubled or moved is told at that very node", () => {
    fc.assert(
      fc.property(rows, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (given, which, at, flip) => {
        const source = sourceOf([...given, [0, "00", { a: 1 }]]);
        const whole = snapshotPage(source, null, 1e9) as SnapshotPage;
        const place = which % whole.nodes.length;
        const wire = whole.nodes[place] as Uint8Array;
        const changed = wire.slice();
        changed[at % wire.length] = (changed[at % wire.length] as number) ^ flip;
        const before = whole.nodes.slice(0, place);
        const after = whole.nodes.slice(place + 1);
        const altered = [
          [...before, changed, ...after],
          [...before, wire, wire, ...after],
          ...(after.length > 0
            ? [
                [...before, ...after],
                [...before, after[0], wire, ...after.slice(1)],
              ]
            : []),
        ];
        for (const nodes of altered as Uint8Array[][]) {
          // by their bytes: two tables may hold the same, and with one of two that are alike left out the rest may be a beginning
          const isBeginning =
            nodes.length <= whole.nodes.length &&
            nodes.every((node, i) => equalBytes(node, whole.nodes[i] as Uint8Array));
          const told = read(source, [{ ...whole, nodes }]);
          expect(told.fits).toBe(isBeginning);
          expect(told.fits && told.reader.isComplete).toBe(
            isBeginning && nodes.length === whole.nodes.length,
          );
        }
        expect(read(source, [{ ...whole, nodes: [...before] }]).reader.isComplete).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test("roots that are not the seal's are told before any node", () => {
    const whole = snapshotPage(SAMPLE, null, 1e9) as SnapshotPage;
    const roots = whole.roots as readonly Uint8Array[];
    for (const at of roots.keys()) {
      const changed = roots.map((root, i) => (i === at ? new Uint8Array(32) : root));
      expect(read(SAMPLE, [{ roots: changed, nodes: [] }]).fits).toBe(false);
    }
    for (const wrong of [null, [], roots.slice(1), [...roots, new Uint8Array(32)]])
      expect(read(SAMPLE, [{ roots: wrong, nodes: [] }]).fits).toBe(false);
  });

  test("a page from elsewhere does not fit, and what was taken before is kept", () => {
    const pages = pagesOf(SAMPLE, 1);
    expect(pages.length).toBeGreaterThan(8);
    const { reader } = read(SAMPLE, pages.slice(0, 3));
    const { at } = reader;
    expect(reader.take(pages[5] as SnapshotPage)).toBe(false);
    expect(reader.take(pages[2] as SnapshotPage)).toBe(false);
    expect(reader.at).toEqual(at);
    expect(pages.slice(3).every((page) => reader.take(page))).toBe(true);
    expect(digestState(reader.finish().state)).toBe(digestState(SAMPLE.state));
  });

  test("the roots are taken with the first node or not at all, so that whoever goes on sends them again", () => {
    const whole = snapshotPage(SAMPLE, null, 1e9) as SnapshotPage;
    const [first = new Uint8Array(), ...others] = whole.nodes;
    for (const nodes of [[], [first.toReversed(), ...others]]) {
      const { reader } = read(SAMPLE, [{ roots: whole.roots, nodes }]);
      expect(reader.at).toBeNull();
      expect(reader.take({ roots: null, nodes: whole.nodes })).toBe(false);
      expect(reader.take(whole)).toBe(true);
      expect(digestState(reader.finish().state)).toBe(digestState(SAMPLE.state));
    }
  });

  test.each<[string, Cbor]>([
    ["no list", { a: 1 }],
    ["empty", []],
    ["a label that is no hexadecimal", ["xyz", { a: 1 }]],
    ["a label of even length as text", ["00", { a: 1 }]],
    ["a record that is no map", [Uint8Array.of(0), 7]],
    ["no hashes", [Uint8Array.of(0), 3, []]],
    ["a hash too few", [Uint8Array.of(0), 3, [new Uint8Array(32)]]],
    ["a hash too short", [Uint8Array.of(0), 1, [new Uint8Array(31)]]],
    ["a branch without children", [Uint8Array.of(0), 0, [], { a: 1 }]],
    ["a branch of too many", [Uint8Array.of(0), 2 ** 16, [new Uint8Array(32)]]],
    ["parts too many", [Uint8Array.of(0), 1, [new Uint8Array(32)], { a: 1 }, 1]],
  ])("a node with %s is none", (_, node) => {
    const whole = snapshotPage(SAMPLE, null, 1e9) as SnapshotPage;
    expect(read(SAMPLE, [{ roots: whole.roots, nodes: [encodeCbor(node)] }]).fits).toBe(false);
    expect(read(SAMPLE, [{ roots: whole.roots, nodes: [Uint8Array.of(0xff)] }]).fits).toBe(false);
  });

  test.each([
    { trie: 99, path: "" },
    { trie: 1, path: "" },
    { trie: 4, path: "a" },
    { trie: 4, path: "aa9" },
    { trie: 4, path: "aag" },
    { trie: 4, path: "aa0155" },
  ])("has no page at $trie, $path", (place) => {
    expect(snapshotPage(SAMPLE, place, 1_000)).toBeUndefined();
  });
});
