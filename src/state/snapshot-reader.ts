import { assert } from "../base/assert.ts";
import { equalBytes, toBinaryText, toHex } from "../base/bytes.ts";
import { type Cbor, decodeCbor } from "../base/cbor.ts";
import type { HashId } from "../base/id.ts";
import { digestHeads, digestOfHeadsRoot, digestOfRoots, digestState } from "./digest.ts";
import { keptLabel } from "./kept-label.ts";
import type { SealedHead } from "./sealed-heads.ts";
import {
  countBits,
  SNAPSHOT_NODE_BYTES_MAX,
  SNAPSHOT_TRIES,
  type SnapshotPage,
  type SnapshotPlace,
  type SnapshotSource,
} from "./snapshot-pages.ts";
import { type State, TABLE_NAMES } from "./state.ts";
import { Table } from "./table.ts";
import type { Trie, TrieNode } from "./trie.ts";
import { EMPTY_ROOT, hashOfParts } from "./trie-hash.ts";

/** A node that is still to come: its hash is known from the one above. */
interface Expected extends SnapshotPlace {
  readonly hash: Uint8Array;
  /** where it belongs, and at which place */
  readonly siblings: TrieNode<unknown>[];
  readonly index: number;
}

interface Parts {
  readonly label: string;
  readonly bitmap: number;
  readonly record: unknown;
  readonly below: readonly Uint8Array[];
}

/**
 * Builds a state and heads from a snapshot's pages. Nothing is kept that the two digests do not prove, so who
 * sends what is wrong is told apart at its first wrong node, and what is kept may come from several senders.
 */
export class SnapshotReader {
  readonly #digests: { readonly state: HashId; readonly heads: HashId };
  readonly #roots: TrieNode<unknown>[][] = [];
  readonly #sizes: number[] = new Array(SNAPSHOT_TRIES).fill(0);
  /** the next one last */
  readonly #expected: Expected[] = [];
  #begun = false;
  #taken = 0;

  constructor(digests: { readonly state: HashId; readonly heads: HashId }) {
    this.#digests = digests;
  }

  /** What to ask for next; null: the first page. */
  get at(): SnapshotPlace | null {
    const next = this.#expected.at(-1);
    return this.#begun && next !== undefined ? { trie: next.trie, path: next.path } : null;
  }

  /** Nodes taken so far. */
  get taken(): number {
    return this.#taken;
  }

  get isComplete(): boolean {
    return this.#begun && this.#expected.length === 0;
  }

  /** False where a page is not what was asked for; what came before its first wrong node is kept. */
  take({ roots, nodes }: SnapshotPage): boolean {
    if (!this.#begun && !this.#takeRoots(roots)) return false;
    const fits = nodes.every((wire) => this.#takeNode(wire));
    if (this.#taken === 0) this.#forgetRoots();
    return fits;
  }

  /** They are taken together with the first node: whoever stores pages as they came has both in one. */
  #forgetRoots(): void {
    if (this.#expected.length === 0) return;
    this.#begun = false;
    this.#expected.length = 0;
  }

  #takeRoots(roots: readonly Uint8Array[] | null): boolean {
    const heads = roots?.at(-1);
    if (roots?.length !== SNAPSHOT_TRIES || heads === undefined) return false;
    const fits =
      digestOfRoots(roots.slice(0, -1)) === this.#digests.state &&
      digestOfHeadsRoot(heads) === this.#digests.heads;
    if (!fits) return false;
    for (const [trie, hash] of roots.entries()) {
      const siblings: TrieNode<unknown>[] = [];
      this.#roots[trie] = siblings;
      if (!equalBytes(hash, EMPTY_ROOT)) this.#expected.unshift({ trie, path: "", hash, siblings, index: 0 });
    }
    this.#begun = true;
    return true;
  }

  #takeNode(wire: Uint8Array): boolean {
    const next = this.#expected.at(-1);
    const parts = decodeNode(wire);
    if (next === undefined || parts === undefined) return false;
    const { label, bitmap, record, below } = parts;
    if (!equalBytes(hashOfParts(label, bitmap, record, below), next.hash)) return false;
    this.#expected.pop();
    this.#taken++;
    const children = new Array<TrieNode<unknown>>(below.length);
    next.siblings[next.index] = { label, record, bitmap, children, hash: toBinaryText(next.hash) };
    const { trie } = next;
    if (record !== undefined) this.#sizes[trie] = (this.#sizes[trie] ?? 0) + 1;
    let index = below.length;
    for (let digit = 15; digit >= 0; digit--) {
      if ((bitmap & (1 << digit)) === 0) continue;
      const path = next.path + label + digit.toString(16);
      index--;
      this.#expected.push({ trie, path, hash: below[index] as Uint8Array, siblings: children, index });
    }
    return true;
  }

  /** The whole of it, once it is complete. */
  finish(): SnapshotSource {
    assert(this.isComplete, "a snapshot of which all nodes came");
    const tables = TABLE_NAMES.map((name, i) => [name, new Table(name, this.#trie(i))]);
    const state = Object.fromEntries(tables) as State;
    const heads = this.#trie(TABLE_NAMES.length) as Trie<SealedHead>;
    assert(digestState(state) === this.#digests.state, "the state that its nodes prove");
    assert(digestHeads(heads) === this.#digests.heads, "the heads that their nodes prove");
    return { state, heads };
  }

  #trie(index: number): Trie<unknown> {
    return { size: this.#sizes[index] as number, root: this.#roots[index]?.[0] ?? null };
  }
}

const LABEL = /^(?:[0-9a-f]{2})*[0-9a-f]$/;

function decodeNode(wire: Uint8Array): Parts | undefined {
  const decoded = decodeCbor(wire, { bytesMax: SNAPSHOT_NODE_BYTES_MAX, itemsMax: SNAPSHOT_NODE_BYTES_MAX });
  if (!decoded.ok || !Array.isArray(decoded.value)) return undefined;
  const [head, ...rest] = decoded.value as readonly Cbor[];
  const digits = head instanceof Uint8Array ? toHex(head) : head;
  if (typeof digits !== "string" || !(head instanceof Uint8Array || LABEL.test(digits))) return undefined;
  const label = keptLabel(digits);
  const [first, second, third] = rest;
  if (rest.length === 1) return isRecord(first) ? { label, bitmap: 0, record: first, below: [] } : undefined;
  if (rest.length > 3 || typeof first !== "number" || !(first > 0 && first < 2 ** 16)) return undefined;
  if (!Array.isArray(second) || second.length !== countBits(first) || !second.every(isHash)) return undefined;
  if (rest.length === 3 && !isRecord(third)) return undefined;
  return { label, bitmap: first, record: third, below: second };
}

function isRecord(value: Cbor | undefined): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isBytes(value);
}

function isHash(value: Cbor): value is Uint8Array {
  return isBytes(value) && value.length === 32;
}

function isBytes(value: Cbor): value is Uint8Array {
  return value instanceof Uint8Array;
}
