import { toHex } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { HashId } from "../base/id.ts";
import type { SealedHead } from "./sealed-heads.ts";
import { type State, TABLE_NAMES } from "./state.ts";
import type { Trie } from "./trie.ts";
import { trieRoot } from "./trie-hash.ts";

/** What every node must agree on: one hash over all tables, in the order of TABLE_NAMES. Costs what changed since. */
export function digestState(state: State): HashId {
  return digestOfRoots(TABLE_NAMES.map((name) => trieRoot<unknown>(state[name].trie)));
}

/** The same from the tables' roots. */
export function digestOfRoots(roots: readonly Uint8Array[]): HashId {
  return toHex(taggedHash("state", ...roots)) as HashId;
}

/** One hash over where every feed stands, keyed by device. */
export function digestHeads(heads: Trie<SealedHead>): HashId {
  return digestOfHeadsRoot(trieRoot(heads));
}

export function digestOfHeadsRoot(root: Uint8Array): HashId {
  return toHex(taggedHash("feed-heads", root)) as HashId;
}
