import { compareText } from "../base/order.ts";
import type { OrderedTable, TableEntry, TableOp, TableRange } from "./ordered-table.ts";

const BLOCK_KEYS_MAX = 512;

/** A table in memory, in order of keys; what it gives are copies, as a disk's would be. */
export class MemoryTable implements OrderedTable {
  readonly #values = new Map<string, Uint8Array>();
  /** Keys as one character per byte, sorted; in short blocks, so that one more moves few. */
  readonly #blocks: string[][] = [[]];

  async getMany(keys: readonly Uint8Array[]): Promise<readonly (Uint8Array | undefined)[]> {
    return keys.map((key) => this.#values.get(nameOf(key))?.slice());
  }

  async page({ from, below, limit, reverse = false }: TableRange): Promise<readonly TableEntry[]> {
    const [first, last] = [nameOf(from), nameOf(below)];
    const names: string[] = [];
    const step = reverse ? -1 : 1;
    for (let b = this.#blockOf(reverse ? last : first); names.length < limit; b += step) {
      const block = this.#blocks[b];
      if (block === undefined) break;
      const inside = block.filter((name) => compareText(name, first) >= 0 && compareText(name, last) < 0);
      names.push(...(reverse ? inside.reverse() : inside));
      const edge = block.at(reverse ? 0 : -1);
      if (edge !== undefined && compareText(edge, reverse ? first : last) * step >= 0) break;
    }
    return names.slice(0, limit).map((name) => [keyOf(name), this.#value(name)]);
  }

  async write(ops: readonly TableOp[]): Promise<void> {
    this.apply(ops);
  }

  apply(ops: readonly TableOp[]): void {
    for (const { key, value } of ops) {
      const name = nameOf(key);
      const isKnown = this.#values.has(name);
      if (value === null) {
        if (isKnown) this.#remove(name);
        continue;
      }
      if (!isKnown) this.#insert(name);
      this.#values.set(name, new Uint8Array(value));
    }
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }

  #value(name: string): Uint8Array {
    return (this.#values.get(name) as Uint8Array).slice();
  }

  #insert(name: string): void {
    const index = this.#blockOf(name);
    const block = this.#blocks[index] as string[];
    block.splice(placeIn(block, name), 0, name);
    if (block.length > BLOCK_KEYS_MAX) this.#blocks.splice(index + 1, 0, block.splice(BLOCK_KEYS_MAX / 2));
  }

  #remove(name: string): void {
    const index = this.#blockOf(name);
    const block = this.#blocks[index] as string[];
    block.splice(placeIn(block, name), 1);
    if (block.length === 0 && this.#blocks.length > 1) this.#blocks.splice(index, 1);
    this.#values.delete(name);
  }

  /** The last block that starts at or before the name, else the first. */
  #blockOf(name: string): number {
    let low = 0;
    let high = this.#blocks.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (compareText(this.#blocks[middle]?.[0] ?? "", name) <= 0) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** Where the name stands or would stand. */
function placeIn(block: readonly string[], name: string): number {
  let low = 0;
  let high = block.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareText(block[middle] as string, name) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nameOf(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.length).toString("latin1");
}

function keyOf(name: string): Uint8Array {
  return new Uint8Array(Buffer.from(name, "latin1"));
}
