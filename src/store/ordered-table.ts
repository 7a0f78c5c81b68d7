/** Something is there and the disk does not give it back. */
export const UNREADABLE = Symbol("unreadable");

export type Looked = Uint8Array | undefined | typeof UNREADABLE;

export type TableEntry = readonly [key: Uint8Array, value: Uint8Array];

/** value null: delete */
export interface TableOp {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

export interface TableRange {
  readonly from: Uint8Array;
  /** exclusive */
  readonly below: Uint8Array;
  readonly limit: number;
  readonly reverse?: boolean;
}

/** Keys in order of their bytes. Believes nothing it reads: checksums are the caller's. */
export interface OrderedTable {
  /** In the order asked; undefined: no such key. */
  getMany(keys: readonly Uint8Array[]): Promise<readonly Looked[]>;
  /** Entries in from ≤ key < below; stretches that the disk does not give back are left out. */
  page(range: TableRange): Promise<readonly TableEntry[]>;
  /** Atomic, later operations win; with `sync` durable once resolved, and all earlier writes as far as the table can. */
  write(ops: readonly TableOp[], sync: boolean): Promise<void>;
  /** Rewrites the range on disk, so that of its keys nothing older stays there. */
  compact?(from: Uint8Array, below: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

const PAGE_ENTRIES = 1000;

/** All entries in from ≤ key < below, read in pages of at most so many. */
export async function* scanTable(
  table: OrderedTable,
  from: Uint8Array,
  below: Uint8Array,
  pageEntries = PAGE_ENTRIES,
): AsyncGenerator<TableEntry> {
  const limit = Math.min(PAGE_ENTRIES, Math.max(1, pageEntries));
  for (let next = from; ; ) {
    const entries = await table.page({ from: next, below, limit });
    yield* entries;
    const last = entries.at(-1);
    if (last === undefined || entries.length < limit) return;
    // The smallest key above the last one: itself and a zero byte.
    next = new Uint8Array(last[0].length + 1);
    next.set(last[0]);
  }
}
