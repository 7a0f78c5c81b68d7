import type { StoreBatch } from "../peer/batch.ts";

/** Batches that wait are written as one, up to here; a larger one goes alone. */
const GROUP_BYTES_MAX = 1024 * 1024;

interface Waiting {
  readonly work: StoreBatch | (() => Promise<void>);
  readonly resolve: () => void;
  readonly reject: (fault: Error) => void;
}

/**
 * One write at a time, in the order asked; what comes meanwhile shares the next one (group commit). After a
 * fault nothing is written any more: a failed fsync says nothing about what a second one would mean.
 */
export class WriteQueue {
  readonly #commit: (batches: readonly StoreBatch[]) => Promise<void>;
  readonly #toFault: (error: unknown) => Error;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #fault: Error | undefined;

  constructor(commit: (batches: readonly StoreBatch[]) => Promise<void>, toFault: (error: unknown) => Error) {
    this.#commit = commit;
    this.#toFault = toFault;
  }

  /** A batch, or a job that must see no write under way. */
  add(work: StoreBatch | (() => Promise<void>)): Promise<void> {
    if (this.#fault !== undefined) return Promise.reject(this.#fault);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Once nothing waits or runs. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** Refuses whatever comes from now on. */
  end(fault: Error): void {
    this.#fault ??= fault;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#take();
      try {
        await this.#perform(group.map(({ work }) => work));
      } catch (error) {
        this.#fault = this.#toFault(error);
        for (const { reject } of [...group, ...this.#waiting]) reject(this.#fault);
        this.#waiting = [];
        break;
      }
      for (const { resolve } of group) resolve();
    }
    this.#running = undefined;
  }

  async #perform(group: readonly Waiting["work"][]): Promise<void> {
    const [job] = group;
    if (typeof job === "function") return job();
    await this.#commit(group.filter((work) => typeof work !== "function"));
  }

  /** The first job alone, or the batches up to the next job or the limit. */
  #take(): readonly Waiting[] {
    let bytes = 0;
    let end = 0;
    for (const { work } of this.#waiting) {
      if (typeof work === "function") {
        if (end === 0) end = 1;
        break;
      }
      bytes += bytesOf(work);
      if (end > 0 && bytes > GROUP_BYTES_MAX) break;
      end++;
    }
    return this.#waiting.splice(0, end);
  }
}

function bytesOf(batch: StoreBatch): number {
  let bytes = 0;
  for (const { wire } of batch.events) bytes += wire.length;
  for (const { record } of batch.seals) bytes += record.length;
  for (const message of batch.messages) bytes += message.bytes.length;
  for (const profile of batch.profiles) bytes += profile.bytes?.length ?? 0;
  bytes += batch.twoSeals?.length ?? 0;
  for (const part of batch.snapshot?.parts ?? []) bytes += part.length;
  return bytes;
}
