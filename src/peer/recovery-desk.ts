import type { EventId, HashId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { SignedSealMessage } from "../seal/message.ts";
import type { DoubleWord, Kept } from "../seal/vote-box.ts";
import type { SealedLedger } from "./check-seal.ts";
import type { AuthorFault } from "./output.ts";
import {
  type MandateWish,
  Recovering,
  type RecoveringPort,
  type RecoveryDecision,
  type RecoveryStatus,
} from "./recovering.ts";

/** The recovery that may come, and the words of the one that just came until a seal records it. */
export class RecoveryDesk {
  #current: Recovering | null = null;
  /** what was agreed on, for those who have not heard; by hash */
  #agreed = new Map<HashId, SignedSealMessage>();
  #restored: readonly SignedSealMessage[] = [];

  /** From the store. */
  restore(words: readonly SignedSealMessage[]): void {
    this.#restored = words;
  }

  /** The next height begins, or the same again by other seats. */
  begin(at: SealedLedger, port: RecoveringPort): void {
    const words = [...this.#restored, ...this.messages()];
    this.#restored = words.filter(({ message }) => message.epoch > at.epoch + 1);
    const agreed = at.recovery === null ? [] : words.filter(({ message }) => message.epoch === at.epoch);
    this.#agreed = new Map(agreed.map((signed) => [signed.hash, signed]));
    this.#current = new Recovering(at, port);
    for (const signed of inOrder(words)) this.#current.add(signed);
  }

  /** Of the recovery under way and of the one agreed on. */
  messages(): readonly SignedSealMessage[] {
    return [...this.#agreed.values(), ...(this.#current?.agreement.box.all() ?? [])];
  }

  /** Those that a seal of this epoch leaves of use. */
  after(epoch: number): readonly SignedSealMessage[] {
    return this.messages().filter(({ message }) => message.epoch > epoch);
  }

  said({ message: { epoch, round, step, device } }: SignedSealMessage): SignedSealMessage | undefined {
    if (this.#current?.epoch === epoch) return this.#current.agreement.box.of(device, round, step);
    return [...this.#agreed.values()].find(
      ({ message }) => message.device === device && message.round === round && message.step === step,
    );
  }

  take(signed: SignedSealMessage): Kept {
    if (this.#agreed.has(signed.hash)) return "known";
    return this.#current?.add(signed) ?? "refused";
  }

  get doubles(): readonly DoubleWord[] {
    return this.#current?.agreement.doubles ?? [];
  }

  /** null: the community's first event is not here. */
  status(): RecoveryStatus | null {
    return this.#current?.status() ?? null;
  }

  give(wish: MandateWish): Result<EventId, AuthorFault> {
    const given = this.#current?.give(wish) ?? fail("not-synced");
    return given.ok ? ok(given.value.hash as string as EventId) : given;
  }

  advance(nowMs: number, steadyMs: number): RecoveryDecision | undefined {
    return this.#current?.advance(nowMs, steadyMs);
  }
}

/** Mandates first: who has none is not heard. */
function inOrder(words: readonly SignedSealMessage[]): readonly SignedSealMessage[] {
  const isMandate = ({ message }: SignedSealMessage) => message.step === "mandate";
  return [...words.filter(isMandate), ...words.filter((word) => !isMandate(word))];
}
