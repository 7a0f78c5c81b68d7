import type { MemoryDisk } from "../../src/store/memory-disk.ts";
import { SLOT_BYTES } from "../../src/store/slots.ts";
import type { StoreMedium } from "../../src/store/table-store.ts";

/** Thrown by everything that a dead machine is asked to do. */
export class Dead extends Error {
  override readonly name = "Dead";
}

/** Counts the places where a machine could die, and dies at one of them: from then on nothing reaches disk or network. */
export class Brittle {
  /** places passed */
  steps = 0;
  isDead = false;
  /** where it died */
  at = "";
  readonly #diesAt: number;

  /** `diesAt`: the place, from 1; 0: never. */
  constructor(diesAt: number) {
    this.#diesAt = diesAt;
  }

  /** A place where it could die. */
  pass(name: string): void {
    if (this.isDead) throw new Dead(name);
    if (++this.steps !== this.#diesAt) return;
    this.isDead = true;
    this.at = name;
    throw new Dead(name);
  }
}

/** How far the write got during which the power failed. */
export const REMAINS = [
  { volatile: 0, slotBytes: 0 },
  { volatile: 0, slotBytes: SLOT_BYTES / 32 },
  { volatile: Number.MAX_SAFE_INTEGER, slotBytes: 0 },
  { volatile: Number.MAX_SAFE_INTEGER, slotBytes: SLOT_BYTES / 32 },
] as const;
export type Remains = (typeof REMAINS)[number];

/** A disk on which every write can be the last: before it, half way through a slot, and after it before anybody knows. */
export class BrittleDisk {
  readonly #disk: MemoryDisk;
  readonly #life: Brittle;

  constructor(disk: MemoryDisk, life: Brittle) {
    this.#disk = disk;
    this.#life = life;
  }

  /** The same bytes on a disk that does not die. */
  static copy(disk: MemoryDisk): MemoryDisk {
    return disk.cut(Number.MAX_SAFE_INTEGER);
  }

  medium(): StoreMedium {
    const { table, slots, home } = this.#disk;
    const life = this.#life;
    return {
      home,
      table: {
        ...table,
        write: async (ops, sync) => {
          life.pass("before a table write");
          await table.write(ops, sync);
          life.pass("after a table write");
        },
      },
      slots: {
        ...slots,
        create: async (bytes) => {
          life.pass("before the slots are made");
          await slots.create(bytes);
          life.pass("after the slots are made");
        },
        write: async (offset, slot) => {
          life.pass("before a slot write");
          await slots.write(offset, slot);
          // torn or whole: see `remains`
          life.pass("in a slot write");
          life.pass("after a slot write");
        },
      },
    };
  }

  /** What the next life finds. */
  remains({ volatile, slotBytes }: Remains): MemoryDisk {
    const isTorn = slotBytes > 0 && this.#life.at === "in a slot write";
    return isTorn ? this.#disk.cut(volatile, slotBytes) : this.#disk.cut(volatile);
  }
}
