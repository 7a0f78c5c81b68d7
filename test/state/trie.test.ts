import { expect, test } from "vitest";
import { compareText } from "../../src/base/order.ts";
import {
  EMPTY_TRIE,
  type Trie,
  type TrieNode,
  trieDelete,
  trieGet,
  trieSet,
  trieSetAll,
} from "../../src/state/trie.ts";
import { trieRoot } from "../../src/state/trie-hash.ts";
import { trieBelow, trieEntries, trieEntriesBetween } from "../../src/state/trie-walk.ts";
import { fc } from "../property.ts";

// Few digits and few lengths, so that keys meet: shared prefixes, keys that begin with another, the empty key.
const key = fc.string({ unit: fc.constantFrom("0", "1", "a", "f"), maxLength: 5 });
const change = fc.record({ key, value: fc.option(fc.nat(3), { nil: undefined }) });
type Change = { readonly key: string; readonly value: number | undefined };

function applyAll(changes: readonly Change[], start: Trie<number> = EMPTY_TRIE): Trie<number> {
  return changes.reduce(
    (trie, { key, value }) => (value === undefined ? trieDelete(trie, key) : trieSet(trie, key, value)),
    start,
  );
}

function modelOf(changes: readonly Change[]): Map<string, number> {
  const model = new Map<string, number>();
  for (const { key, value } of changes) {
    if (value === undefined) model.delete(key);
    else model.set(key, value);
  }
  return model;
}

function sorted(model: ReadonlyMap<string, number>): [string, number][] {
  return [...model].sort(([a], [b]) => compareText(a, b));
}

function everyNode<R>(node: TrieNode<R> | null, holds: (node: TrieNode<R>) => boolean): boolean {
  return node === null || (holds(node) && node.children.every((child) => everyNode(child, holds)));
}

test("many set at once are as if set one by one", () => {
  fc.assert(
    fc.property(fc.array(change), fc.array(fc.tuple(key, fc.nat(3))), key, (changes, more, under) => {
      const before = applyAll(changes);
      const shown = trieRoot(before);
      const entries = sorted(new Map(more));
      const oneByOne = entries.reduce((trie, [each, value]) => trieSet(trie, under + each, value), before);
      const atOnce = trieSetAll(before, entries, under);
      expect(atOnce.size).toBe(oneByOne.size);
      expect([...trieEntries(atOnce)]).toEqual([...trieEntries(oneByOne)]);
      expect(trieRoot(atOnce)).toEqual(trieRoot(oneByOne));
      expect(trieRoot(before)).toEqual(shown);
    }),
    { numRuns: 2_000 },
  );
  expect(() => trieSetAll(EMPTY_TRIE, [["0g", 1]])).toThrow();
  expect(() =>
    trieSetAll(EMPTY_TRIE, [
      ["1", 1],
      ["0", 1],
    ]),
  ).toThrow();
});

test("does what a Map does, in key order", () => {
  fc.assert(
    fc.property(fc.array(change), fc.array(key), (changes, asked) => {
      const trie = applyAll(changes);
      const model = modelOf(changes);
      expect(trie.size).toBe(model.size);
      expect([...trieEntries(trie)]).toEqual(sorted(model));
      for (const each of asked) {
        expect(trieGet(trie, each)).toBe(model.get(each));
        const below = sorted(model).filter(([key]) => key.startsWith(each));
        expect([...trieEntries(trie, each)]).toEqual(below);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("walks the keys between two bounds, and none beside them", () => {
  const bounds = fc
    .nat(4)
    .chain((length) =>
      fc.array(fc.constantFrom("0", "1", "a", "f"), { minLength: 2 * length, maxLength: 2 * length }),
    )
    .map((digits) => [digits.slice(0, digits.length / 2).join(""), digits.slice(digits.length / 2).join("")]);
  fc.assert(
    fc.property(fc.array(change), bounds, (changes, [low, high]) => {
      const between = sorted(modelOf(changes)).filter(([key]) => {
        const start = key.slice(0, low?.length);
        return start.length === low?.length && start >= low && start <= (high ?? "");
      });
      expect([...trieEntriesBetween(applyAll(changes), low ?? "", high ?? "")]).toEqual(between);
    }),
    { numRuns: 1_000 },
  );
});

test("what is below a prefix is the same object as long as nothing below it changes", () => {
  fc.assert(
    fc.property(fc.array(change), change, key, (changes, one, prefix) => {
      const before = applyAll(changes);
      const after = applyAll([one], before);
      const texts = [before, after].map((trie) => JSON.stringify([...trieEntries(trie, prefix)]));
      if (trieBelow(before, prefix) === trieBelow(after, prefix)) expect(texts[0]).toBe(texts[1]);
      if (before === after) expect(trieBelow(before, prefix)).toBe(trieBelow(after, prefix));
    }),
    { numRuns: 1_000 },
  );
});

test("has one root per content, whatever came, went, and in which order", () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const grown = applyAll(changes);
      const straight = applyAll(
        sorted(modelOf(changes))
          .map(([key, value]) => ({ key, value }))
          .reverse(),
      );
      expect(trieRoot(grown)).toEqual(trieRoot(straight));
      expect(everyNode(grown.root, (node) => node.record !== undefined || node.children.length > 1)).toBe(
        true,
      );
    }),
    { numRuns: 1_000 },
  );
});

test("has another root for another content", () => {
  fc.assert(
    fc.property(fc.array(change), fc.array(change), (some, others) => {
      const [left, right] = [sorted(modelOf(some)), sorted(modelOf(others))];
      fc.pre(JSON.stringify(left) !== JSON.stringify(right));
      expect(trieRoot(applyAll(some))).not.toEqual(trieRoot(applyAll(others)));
    }),
  );
});

test("the root tells records, digits and places apart", () => {
  const rootOf = (content: Record<string, number>) =>
    trieRoot(applyAll(Object.entries(content).map(([key, value]) => ({ key, value })))).join();
  const roots = [
    {},
    { "": 0 },
    { ab: 1 },
    { ab: 1, ab12: 2 },
    { ab: 2, ab12: 2 },
    { ab12: 2 },
    { ab12: 2, ab13: 1 },
    { "00": 1, "10": 1 },
    { "00": 1, "20": 1 },
    { "00": 1, f0: 1 },
    { "0": 1 },
    { "00": 1 },
  ].map(rootOf);
  expect(new Set(roots).size).toBe(roots.length);
});

test("leaves every earlier trie and its root as they were", () => {
  fc.assert(
    fc.property(fc.array(change), fc.array(change), (first, then) => {
      const before = applyAll(first);
      const root = trieRoot(before);
      const entries = [...trieEntries(before)];
      trieRoot(applyAll(then, before));
      expect([...trieEntries(before)]).toEqual(entries);
      expect(trieRoot(before)).toEqual(root);
      expect(trieRoot(applyAll(first))).toEqual(root);
    }),
  );
});

test("is the very same trie when nothing changes", () => {
  const record = { a: 1 };
  const trie = trieSet(trieSet(EMPTY_TRIE, "ab12", record), "ab34", { a: 2 });
  expect(trieSet(trie, "ab12", record)).toBe(trie);
  expect(trieDelete(trie, "ab")).toBe(trie);
  expect(trieRoot(trieSet(trie, "ab12", { a: 1 }))).toEqual(trieRoot(trie));
});

test("walks what there was when the walk began", () => {
  let trie: Trie<number> = applyAll(["00", "01", "02"].map((key, value) => ({ key, value })));
  const seen: string[] = [];
  for (const [key] of trieEntries(trie)) {
    seen.push(key);
    trie = trieDelete(trie, key);
  }
  expect(seen).toEqual(["00", "01", "02"]);
  expect(trie.root).toBeNull();
});

test("takes hexadecimal keys only", () => {
  expect(() => trieSet(EMPTY_TRIE, "0G", 1)).toThrow("hexadecimal");
  expect(() => trieSet(EMPTY_TRIE, "AB", 1)).toThrow("hexadecimal");
});

test("a key of other characters finds nothing, whatever digit they look like", () => {
  const trie = applyAll([
    { key: "0a", value: 1 },
    { key: "1a", value: 2 },
    { key: "a0", value: 3 },
  ]);
  for (const other of ["A0", "@0", "w0", "P0", "q0", "\u0010a", "\u0011a", "ａ0"]) {
    expect(trieGet(trie, other)).toBeUndefined();
    expect([...trieEntries(trie, other)]).toEqual([]);
  }
});
