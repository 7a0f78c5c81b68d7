import { toHex } from "../../base/bytes.ts";
import { encodeCbor } from "../../base/cbor.ts";
import { communityOf, type State } from "../../state/state.ts";
import { trieRoot } from "../../state/trie-hash.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** Sealed lines never change and never vanish: postings, and the records of past seals. */
export function sealedStays({ violated }: Witnessed): Invariant {
  const lines = new Map<string, string>();
  /** heights of the postings that were ever sealed */
  const heights: number[] = [];
  /** tables of which every line was looked at */
  const checked = new Set<string>();

  /** False: known, and the same. */
  function note(line: string, record: object, by: string): boolean {
    const text = toHex(encodeCbor(record as never));
    const before = lines.get(line);
    if (before === undefined) lines.set(line, text);
    else if (before !== text) violated(`a sealed line changed at ${by}: ${line}`);
    return before === undefined;
  }

  function postings(state: State, height: number, by: string): void {
    const root = `${height} ${toHex(trieRoot(state.postings.trie))}`;
    if (checked.has(root)) return;
    checked.add(root);
    for (const [key, posting] of state.postings.entries())
      if (note(`posting ${key}`, posting, by)) heights.push(posting.height);
    const due = heights.filter((of) => of <= height).length;
    if (state.postings.size < due) violated(`${due - state.postings.size} sealed lines vanished at ${by}`);
  }

  return {
    stepped({ name }, { journal }, moved) {
      if (!moved || journal === null) return;
      const { state } = journal.at.ledger;
      const { height } = communityOf(state);
      postings(state, height, name);
      const root = toHex(trieRoot(state.seals.trie));
      if (checked.has(root)) return;
      checked.add(root);
      for (const [key, seal] of state.seals.entries()) note(`seal ${key}`, seal, name);
      if (state.seals.size < height - 1) violated(`a seal vanished at ${name}`);
    },
  };
}
