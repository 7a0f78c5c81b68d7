import type { SignedSealMessage } from "../seal/message.ts";

/** In all; and reports, which are large, as many as there can be seats. */
export const EARLY_MESSAGES_MAX = 400;
export const EARLY_REPORTS_MAX = 100;

/**
 * Seal messages of the height after the next, before it is known whose seats make it: of each device one per step.
 * What is not kept comes again by sync. Beside them those from the store, whatever height they wait for.
 */
export class EarlyMessages {
  #words = new Map<string, SignedSealMessage>();
  #reports = 0;
  #restored: readonly SignedSealMessage[] = [];

  get size(): number {
    return this.#words.size;
  }

  keep(signed: SignedSealMessage): void {
    const { device, step } = signed.message;
    const word = `${device}/${step}`;
    if (this.#words.has(word) || this.#words.size >= EARLY_MESSAGES_MAX) return;
    if (step === "report" && ++this.#reports > EARLY_REPORTS_MAX) return;
    this.#words.set(word, signed);
  }

  restore(messages: readonly SignedSealMessage[]): void {
    this.#restored = messages;
  }

  /**
   * Those for this height, which begins now; of it and those before none is kept any more, but for what we know from
   * the store of a later epoch: a recovery to it is agreed on again first.
   */
  take(height: number, epoch = 0): readonly SignedSealMessage[] {
    const all = [...this.#restored, ...this.#words.values()];
    this.#restored = this.#restored.filter(
      ({ message }) => message.height > height || (message.height === height && message.epoch > epoch),
    );
    this.#words = new Map();
    this.#reports = 0;
    return all.filter(({ message }) => message.height === height);
  }
}
