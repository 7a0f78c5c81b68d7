import { setFlagsFromString } from "node:v8";
import { giveBackMemory } from "./give-back-memory.ts";

/** V8's word: how far the heap may grow beyond what is in use, in percent of it, before garbage is looked for. */
export const HEAP_GROWTH_WORD = "--heap-growing-percent";
const HEAP_GROWTH_PERCENT = 50;

/**
 * For the process of a node: V8 would let the heap grow to several times what is in use. It looks at this word
 * whenever it sets the next limit, so that it may be said at any time; see docs/decisions/044-memory-while-reading-in.md.
 * What is not used is given back at rest.
 */
export function spareMemory(): void {
  setFlagsFromString(`${HEAP_GROWTH_WORD}=${HEAP_GROWTH_PERCENT}`);
  giveBackMemory();
}
