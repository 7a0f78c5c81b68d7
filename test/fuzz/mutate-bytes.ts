import { bytesOf, type Tree, treeOf } from "./cbor-tree.ts";
import { oneOf, type Pick } from "./chance.ts";
import { changeTree } from "./mutate-tree.ts";

/** Good inputs, each with its structure where it is CBOR. */
export interface Sample {
  readonly bytes: Uint8Array;
  readonly tree: Tree | undefined;
}

export function sampleOf(bytes: Uint8Array): Sample {
  return { bytes, tree: treeOf(bytes) };
}

/** Bytes made at random where nothing good is changed. */
const RANDOM_BYTES_MAX = 200;

/** A bad relative of good inputs, at most `bytesMax + 1` bytes long. */
export function mutated(samples: readonly Sample[], bytesMax: number, pick: Pick): Uint8Array {
  const { bytes, tree } = oneOf(samples, pick);
  const other = oneOf(samples, pick);
  const kind = pick(20);
  if (kind === 0) return Uint8Array.from({ length: pick(RANDOM_BYTES_MAX) }, () => pick(256));
  if (kind === 1) return splice(bytes, other.bytes, bytesMax, pick);
  if (tree === undefined || kind < 6) return limited(changeBytes(bytes, pick), bytesMax);
  let changed = tree;
  for (let changes = oneOf([1, 1, 1, 2, 3], pick); changes > 0; changes--)
    changed = changeTree(changed, other.tree ?? tree, pick);
  const written = bytesOf(changed);
  return limited(kind === 6 ? changeBytes(written, pick) : written, bytesMax);
}

function limited(bytes: Uint8Array, bytesMax: number): Uint8Array {
  return bytes.length > bytesMax + 1 ? bytes.slice(0, bytesMax + 1) : bytes;
}

/** The beginning of one and the end of another. */
function splice(one: Uint8Array, other: Uint8Array, bytesMax: number, pick: Pick): Uint8Array {
  const head = one.subarray(0, pick(one.length + 1));
  const tail = other.subarray(pick(other.length + 1));
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return limited(joined, bytesMax);
}

/** One to four changes: a byte, a bit, a run cut out, a run put in, a run repeated, the end cut off. */
function changeBytes(bytes: Uint8Array, pick: Pick): Uint8Array {
  let changed = bytes;
  for (let changes = 1 + pick(4); changes > 0; changes--) changed = changeOnce(changed, pick);
  return changed;
}

function changeOnce(bytes: Uint8Array, pick: Pick): Uint8Array {
  const at = pick(bytes.length + 1);
  const run = 1 + pick(8);
  switch (pick(6)) {
    case 0:
    case 1: {
      const changed = bytes.slice();
      changed[at] = run === 1 ? pick(256) : (bytes[at] ?? 0) ^ (1 << pick(8));
      return changed;
    }
    case 2:
      return joined(bytes.subarray(0, at), new Uint8Array(0), bytes.subarray(at + run));
    case 3:
      return joined(
        bytes.subarray(0, at),
        Uint8Array.from({ length: run }, () => pick(256)),
        bytes.subarray(at),
      );
    case 4:
      return joined(bytes.subarray(0, at), bytes.subarray(at, at + run), bytes.subarray(at));
    default:
      return bytes.slice(0, at);
  }
}

function joined(head: Uint8Array, middle: Uint8Array, tail: Uint8Array): Uint8Array {
  const all = new Uint8Array(head.length + middle.length + tail.length);
  all.set(head);
  all.set(middle, head.length);
  all.set(tail, head.length + middle.length);
  return all;
}
