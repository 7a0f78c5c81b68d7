import type { SealedHead } from "../state/sealed-heads.ts";
import type { State } from "../state/state.ts";
import type { Trie } from "../state/trie.ts";

/**
 * What a community holds at one height: its state, and beside it where every feed stands, keyed by device.
 * The heads move for refused events too, so that a refused event leaves the state's digest alone.
 */
export interface Ledger {
  readonly state: State;
  readonly heads: Trie<SealedHead>;
}
