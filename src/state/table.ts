import { present } from "../base/assert.ts";
import { compareText } from "../base/order.ts";
import { EMPTY_TRIE, type Trie, trieDelete, trieGet, trieSet, trieSetAll } from "./trie.ts";
import { trieEntries, trieEntriesBetween, trieRecords } from "./trie-walk.ts";

/**
 * One table of the state: records under hexadecimal keys, in key order. A cursor over a persistent trie:
 * `set` replaces the cursor's trie and leaves every earlier one as it was, so that a copy costs nothing.
 * Keys are joined from parts of fixed width (see `key.ts`), so a prefix selects all records below it. `K` is what a
 * key is where it is one id; it is asked of nobody who looks one up.
 */
export class Table<R, K extends string = string> {
  #trie: Trie<R>;
  readonly name: string;

  constructor(name: string, trie: Trie<R> = EMPTY_TRIE) {
    this.name = name;
    this.#trie = trie;
  }

  get trie(): Trie<R> {
    return this.#trie;
  }

  get size(): number {
    return this.#trie.size;
  }

  copy(): Table<R, K> {
    return new Table<R, K>(this.name, this.#trie);
  }

  get(key: string): R | undefined {
    return trieGet(this.#trie, key);
  }

  /** The record, which the caller knows to be there. */
  must(key: string): R {
    return present(this.get(key), `a record of ${this.name}`);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  set(key: string, record: R): void {
    this.#trie = trieSet(this.#trie, key, record);
  }

  /** Sets all of these, each key once, after the prefix that all begin with; in any order: many at the price of few. */
  setAll(entries: readonly (readonly [key: string, record: R])[], under = ""): void {
    this.#trie = trieSetAll(this.#trie, entries.toSorted(byKey), under);
  }

  delete(key: string): void {
    this.#trie = trieDelete(this.#trie, key);
  }

  /** In key order; of the keys that begin with `prefix`. The table may be changed meanwhile: the walk sees it as it was. */
  entries(prefix = ""): IterableIterator<readonly [key: K, record: R]> {
    return trieEntries(this.#trie, prefix) as IterableIterator<readonly [K, R]>;
  }

  /** The same of the keys whose beginnings lie from `low` to `high`, both included and of one length. */
  entriesBetween(low: string, high: string): IterableIterator<readonly [key: K, record: R]> {
    return trieEntriesBetween(this.#trie, low, high) as IterableIterator<readonly [K, R]>;
  }

  /** The records of those, without their keys: what many are read by. */
  records(prefix = ""): IterableIterator<R> {
    return trieRecords(this.#trie, prefix);
  }
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return compareText(a, b);
}
