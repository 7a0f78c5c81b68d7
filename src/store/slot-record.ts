import { assert } from "../base/assert.ts";
import type { ReadFault } from "./event-store.ts";
import { encodeSlot, newestSlot, SLOT_BYTES, SLOTS_BYTES, type SlotContent, type SlotFile } from "./slots.ts";

/** The two slots as one value that is replaced; a write cut short leaves the value before it. */
export class SlotRecord {
  readonly #file: SlotFile;
  #generation: number;
  #isThere: boolean;
  #content: SlotContent | ReadFault;

  private constructor(
    file: SlotFile,
    generation: number,
    isThere: boolean,
    content: SlotContent | ReadFault,
  ) {
    this.#file = file;
    this.#generation = generation;
    this.#isThere = isThere;
    this.#content = content;
  }

  static async open(file: SlotFile): Promise<SlotRecord> {
    const bytes = await file.read();
    if (bytes === null) return new SlotRecord(file, 0, false, "missing");
    const newest = newestSlot(bytes);
    if (newest === undefined) return new SlotRecord(file, 0, true, "damaged");
    return new SlotRecord(file, newest.generation, true, newest.content);
  }

  /** As last made durable. */
  get content(): SlotContent | ReadFault {
    return this.#content;
  }

  /** Durable once resolved. After a throw nothing is known, and the record must not be used again. */
  async replace(content: SlotContent): Promise<void> {
    const generation = this.#generation + 1;
    assert(Number.isSafeInteger(generation), "fewer than 2^53 generations");
    const slot = encodeSlot(generation, content);
    // The slot of the next generation is the older one of the two, or the unreadable one.
    const offset = (generation % 2) * SLOT_BYTES;
    if (this.#isThere) {
      await this.#file.write(offset, slot);
    } else {
      const bytes = new Uint8Array(SLOTS_BYTES);
      bytes.set(slot, offset);
      await this.#file.create(bytes);
      this.#isThere = true;
    }
    this.#generation = generation;
    this.#content = content;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
