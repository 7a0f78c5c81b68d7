import type { EventId } from "../base/id.ts";
import type { Result } from "../base/result.ts";
import type { LastSign } from "../seal/last-sign.ts";
import { encodeSealMessage, type SignedSealMessage } from "../seal/message.ts";
import { EMPTY_BATCH, type StoreBatch, type StoredMessage } from "./batch.ts";
import type { Alarm, AuthorFault, Output } from "./output.ts";

/** Collects what one input leads to, in order; seal messages signed meanwhile leave together, once they are durable. */
export class Outbox {
  #outputs: Output[] = [];
  #given: SignedSealMessage[] = [];
  #because: SignedSealMessage[] = [];
  /** the height under way, until whose seal the words of a recovery are kept */
  underWay = 0;

  push(output: Output): void {
    this.#outputs.push(output);
  }

  persist(part: Partial<StoreBatch>): void {
    this.push({ type: "persist", batch: { ...EMPTY_BATCH, ...part } });
  }

  alarm(alarm: Alarm): void {
    this.push({ type: "alarm", alarm });
  }

  answer(token: number, result: Result<EventId, AuthorFault>): void {
    this.push({ type: "answer", token, result });
  }

  /** A seal message of ours, and what others said that it rests on. */
  give(signed: SignedSealMessage, because: readonly SignedSealMessage[]): void {
    this.#given.push(signed);
    this.#because.push(...because);
  }

  /** What was signed is durable as given before it leaves. */
  flush(lastSign: LastSign | null): void {
    if (this.#given.length === 0) return;
    const given = this.stored(this.#given);
    const because = this.stored(this.#because);
    this.#given = [];
    this.#because = [];
    this.persist({ sync: true, messages: [...because, ...given], lastSign });
    for (const { bytes } of given) this.push({ type: "gossip", topic: "seal", bytes });
  }

  /** As the store keeps them. */
  stored(words: readonly SignedSealMessage[]): readonly StoredMessage[] {
    return words.map((signed) => ({
      height: signed.message.height === 0 ? this.underWay : signed.message.height,
      key: signed.hash,
      bytes: encodeSealMessage(signed),
    }));
  }

  drain(lastSign: LastSign | null): readonly Output[] {
    this.flush(lastSign);
    const outputs = this.#outputs;
    this.#outputs = [];
    return outputs;
  }
}
