import { MemoryTable } from "./memory-table.ts";
import type { OrderedTable, TableOp } from "./ordered-table.ts";
import type { SlotFile } from "./slots.ts";
import type { StoreMedium } from "./table-store.ts";

/** What a disk that lies does; for tests that must fail with it. */
export type ForgottenSync = "none" | "table" | "slots";

/**
 * A disk in memory that a power cut can hit. A table write is kept by the cut once it, or a later one, was
 * synced; a slot write once it resolved. Stores opened on it see everything until the cut.
 */
export class MemoryDisk implements StoreMedium {
  readonly home = "memory";
  readonly table: OrderedTable;
  readonly slots: SlotFile;
  readonly #forgotten: ForgottenSync;
  readonly #durable: TableOp[][];
  readonly #volatile: TableOp[][] = [];
  #slots: Uint8Array | null;
  #durableSlots: Uint8Array | null;
  /** the slot write last begun */
  #slotWrite: { readonly offset: number; readonly slot: Uint8Array } | null = null;

  constructor(
    forgotten: ForgottenSync = "none",
    durable: readonly (readonly TableOp[])[] = [],
    slots: Uint8Array | null = null,
  ) {
    this.#forgotten = forgotten;
    this.#durable = durable.map((ops) => [...ops]);
    this.#slots = slots?.slice() ?? null;
    this.#durableSlots = slots?.slice() ?? null;
    const table = new MemoryTable();
    for (const ops of durable) table.apply(ops);
    this.table = {
      getMany: (keys) => table.getMany(keys),
      page: (range) => table.page(range),
      write: async (ops, sync) => {
        table.apply(ops);
        this.#volatile.push([...ops]);
        if (sync && this.#forgotten !== "table") this.#durable.push(...this.#volatile.splice(0));
      },
      close: () => table.close(),
    };
    this.slots = {
      read: async () => this.#slots?.slice() ?? null,
      create: async (bytes) => {
        this.#slots = bytes.slice();
        if (this.#forgotten !== "slots") this.#durableSlots = this.#slots.slice();
      },
      write: async (offset, slot) => this.#writeSlot(offset, slot),
      close: () => Promise.resolve(),
    };
  }

  /**
   * The disk after a power cut: of the table writes not synced the first `kept` survive. `tornBytes`: the slot
   * write last begun reached the disk only that far, as if the cut had come before it resolved.
   */
  cut(kept = 0, tornBytes?: number): MemoryDisk {
    const slots = this.#durableSlots?.slice() ?? null;
    if (tornBytes !== undefined && slots !== null && this.#slotWrite !== null) {
      const { offset, slot } = this.#slotWrite;
      slots.set(slot.subarray(0, tornBytes), offset);
      slots.fill(0xa5, offset + tornBytes, offset + slot.length);
    }
    return new MemoryDisk(this.#forgotten, [...this.#durable, ...this.#volatile.slice(0, kept)], slots);
  }

  #writeSlot(offset: number, slot: Uint8Array): void {
    this.#slotWrite = { offset, slot: slot.slice() };
    this.#slots?.set(slot, offset);
    if (this.#forgotten !== "slots") this.#durableSlots?.set(slot, offset);
  }
}
