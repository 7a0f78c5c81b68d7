import { toHex } from "../base/bytes.ts";
import { sha256 } from "../base/hash.ts";
import { utf8Encode } from "../base/utf8.ts";
import type { State } from "../state/state.ts";

const REF_CHARACTERS = 16;

/** A short name for a posting, whose key is too long to be typed. */
export function postingRef(key: string): string {
  return toHex(sha256(utf8Encode(key))).slice(0, REF_CHARACTERS);
}

/** The keys of postings whose short name begins so. */
export function postingsNamed(state: State, prefix: string): readonly string[] {
  return [...state.postings.entries()].flatMap(([key]) => (postingRef(key).startsWith(prefix) ? [key] : []));
}
