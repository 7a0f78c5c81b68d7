import { MAJOR } from "../../src/base/cbor-scan.ts";
import { headOf, type Tree } from "./cbor-tree.ts";
import { oneOf, type Pick } from "./chance.ts";

const raw = (...bytes: readonly number[]): Tree => ({ type: "raw", bytes: Uint8Array.from(bytes) });
const text = (words: string): Tree => ({ type: "text", bytes: new TextEncoder().encode(words) });
const zeros = (length: number): Tree => ({
  type: "bytes",
  bytes: new Uint8Array(length),
  salt: 0,
  inner: null,
});
const count = (argument: number): Tree => ({ type: "number", major: 0, argument });

const EDGES = [
  0,
  1,
  2,
  23,
  24,
  25,
  255,
  256,
  65_535,
  65_536,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 53 - 2,
  2 ** 53 - 1,
  10 ** 11,
];

/** In place of anything: what some reader may take for something that it is not. */
const ODD: readonly Tree[] = [
  raw(0xf6),
  raw(0xf5),
  raw(0xf4),
  raw(0xf7),
  raw(0xf8, 24),
  raw(0xff),
  raw(0xf9, 0x3c, 0),
  raw(0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0),
  raw(0xc2, 0x41, 1),
  raw(0xd8, 0x2a, 0x41, 0),
  raw(...headOf(MAJOR.unsigned, 2 ** 53)),
  raw(0x1b, 255, 255, 255, 255, 255, 255, 255, 255),
  raw(...headOf(MAJOR.negative, 2 ** 53 - 1)),
  raw(0x61, 0xff),
  raw(0x63, 0xed, 0xa0, 0x80),
  text(""),
  text("__proto__"),
  text("constructor"),
  text("\u202e"),
  text("a\nb"),
  text(" "),
  zeros(0),
  zeros(16),
  zeros(31),
  zeros(32),
  zeros(33),
  zeros(64),
  { type: "list", items: [] },
  { type: "map", items: [] },
];

/** Longest list that is grown here; limits are about counts, and a mutation has to stay cheap. */
const GROWN_MAX = 6_000;
/** One mutation of so many grows something beyond a limit. */
const GROW_EVERY = 400;

/** One change somewhere in the tree; `other`: another good input, of which a part may be put in. */
export function changeTree(tree: Tree, other: Tree, pick: Pick): Tree {
  return at(tree, pick(sizeOf(tree)), (part) => changePart(part, other, pick));
}

function partsOf(tree: Tree): readonly Tree[] {
  if (tree.type === "list" || tree.type === "map") return tree.items;
  return tree.type === "bytes" && tree.inner !== null ? [tree.inner] : [];
}

function sizeOf(tree: Tree): number {
  let size = 1;
  for (const part of partsOf(tree)) size += sizeOf(part);
  return size;
}

/** The tree with the part at this place, counted from the root down, replaced. */
function at(tree: Tree, place: number, change: (part: Tree) => Tree): Tree {
  if (place === 0) return change(tree);
  let before = 1;
  for (const [index, part] of partsOf(tree).entries()) {
    const size = sizeOf(part);
    if (place < before + size) return withPart(tree, index, at(part, place - before, change));
    before += size;
  }
  return tree;
}

function withPart(tree: Tree, index: number, part: Tree): Tree {
  if (tree.type === "bytes") return { ...tree, inner: part };
  return tree.type === "list" || tree.type === "map"
    ? { ...tree, items: tree.items.with(index, part) }
    : tree;
}

function partAt(tree: Tree, place: number): Tree {
  let found = tree;
  at(tree, place, (part) => {
    found = part;
    return part;
  });
  return found;
}

function changePart(part: Tree, other: Tree, pick: Pick): Tree {
  switch (pick(8)) {
    case 0:
      return oneOf(ODD, pick);
    case 1:
      return partAt(other, pick(sizeOf(other)));
    case 2:
      return nested(part, 1 + pick(12), pick);
    case 3:
      return forged(part, pick);
    default:
      return changeWithin(part, other, pick);
  }
}

function nested(part: Tree, depth: number, pick: Pick): Tree {
  let tree = part;
  for (let i = 0; i < depth; i++)
    tree = pick(4) === 0 ? { type: "map", items: [text("a"), tree] } : { type: "list", items: [tree] };
  return tree;
}

/** Its kind of item with a header that lies or that no writer writes: too wide, without end, or of a length not there. */
function forged(part: Tree, pick: Pick): Tree {
  const major = majorOf(part);
  switch (pick(4)) {
    case 0:
      return raw(...headOf(major, pick(24), pick(4)));
    case 1:
      return raw((major << 5) | 31, ...(pick(2) === 0 ? [0xff] : []));
    case 2:
      return raw(...headOf(major, oneOf(EDGES, pick), pick(4)));
    default:
      return raw(...headOf(major, 2 ** 53 * (1 + pick(1_000)), 3));
  }
}

function majorOf(part: Tree): number {
  switch (part.type) {
    case "number":
      return part.major;
    case "bytes":
      return MAJOR.bytes;
    case "text":
      return MAJOR.text;
    case "list":
      return MAJOR.array;
    case "map":
      return MAJOR.map;
    default:
      return MAJOR.simple;
  }
}

function changeWithin(part: Tree, other: Tree, pick: Pick): Tree {
  switch (part.type) {
    case "number": {
      if (pick(4) === 0) return { ...part, major: part.major === 0 ? 1 : 0 };
      return count(pick(2) === 0 ? oneOf(EDGES, pick) : Math.max(0, part.argument + 1 - pick(3)));
    }
    case "text":
    case "bytes":
      return { type: part.type, bytes: changeBytes(part.bytes, pick), salt: 0, inner: null };
    case "list":
      return { ...part, items: changeItems(part.items, 1, other, pick) };
    case "map":
      return pick(5) === 0
        ? {
            ...part,
            items: [...part.items, text(oneOf(["more", "__proto__", "toString", ""], pick)), count(1)],
          }
        : { ...part, items: changeItems(part.items, 2, other, pick) };
    default:
      return oneOf(ODD, pick);
  }
}

function changeBytes(bytes: Uint8Array, pick: Pick): Uint8Array {
  const place = pick(bytes.length + 1);
  switch (pick(5)) {
    case 0:
      return bytes.slice(0, place);
    case 1:
      return Uint8Array.from([...bytes, ...bytes.subarray(place)]);
    case 2:
      return Uint8Array.from([...bytes.subarray(0, place), pick(256), ...bytes.subarray(place)]);
    case 3:
      return bytes.slice().fill(oneOf([0, 255, 32], pick), place);
    default:
      return bytes.map((byte, i) => (i === place ? byte ^ (1 << pick(8)) : byte));
  }
}

/** Items, or pairs of key and value, left out, said twice, in another order, put in from elsewhere, or far too many. */
function changeItems(items: readonly Tree[], step: 1 | 2, other: Tree, pick: Pick): readonly Tree[] {
  const total = Math.floor(items.length / step);
  if (total === 0) return step === 1 ? [partAt(other, pick(sizeOf(other)))] : [text("a"), count(0)];
  const one = pick(total) * step;
  const another = pick(total) * step;
  const said = items.slice(one, one + step);
  if (pick(GROW_EVERY) === 0) {
    const times = Math.floor(GROWN_MAX / (step * sizeOf({ type: "list", items: said })));
    return [...items, ...Array.from({ length: 1 + pick(Math.max(1, times)) }, () => said).flat()];
  }
  switch (pick(4)) {
    case 0:
      return items.toSpliced(one, step);
    case 1:
      return items.toSpliced(another, 0, ...said);
    case 2:
      return items
        .toSpliced(one, step, ...items.slice(another, another + step))
        .toSpliced(another, step, ...said);
    default:
      return step === 1
        ? items.toSpliced(one, 0, partAt(other, pick(sizeOf(other))))
        : items.toSpliced(another, 0, ...said);
  }
}
