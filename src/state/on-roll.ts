import type { MemberId } from "../base/id.ts";
import type { State } from "./state.ts";
import type { Trie } from "./trie.ts";

/** Whether the member is on the roll: let in, and not left. */
export function isOnRoll(state: State, member: MemberId): boolean {
  return state.members.get(member)?.leftMs === null;
}

/** How many are; counted once for each content of the table. */
export function rollCount(state: State): number {
  const { trie } = state.members;
  const known = COUNTS.get(trie);
  if (known !== undefined) return known;
  let count = 0;
  for (const [, { leftMs }] of state.members.entries()) if (leftMs === null) count++;
  COUNTS.set(trie, count);
  return count;
}

const COUNTS = new WeakMap<Trie<unknown>, number>();
