import type { HashId } from "../base/id.ts";
import type { Verify } from "../events/signature.ts";
import type { Signer } from "../events/signer.ts";
import type { LastSign } from "../seal/last-sign.ts";
import type { SignedSealMessage } from "../seal/message.ts";
import type { FeedIds } from "../seal/report.ts";
import type { DoubleWord, Kept } from "../seal/vote-box.ts";
import { EarlyMessages } from "./early-messages.ts";
import type { Journal } from "./journal.ts";
import type { Alarm } from "./output.ts";
import { RecoveryDesk } from "./recovery-desk.ts";
import type { SealedDecision } from "./seal-values.ts";
import { Sealing } from "./sealing.ts";

/** What the desk needs of its peer. */
export interface SealDeskPort {
  readonly signer: Signer;
  readonly verify: Verify;
  lastSign(): LastSign | null;
  maySign(): boolean;
  /** two seals of one height were seen */
  isHalted(): boolean;
  isClockGood(): boolean;
  given(signed: SignedSealMessage, lastSign: LastSign, because: readonly SignedSealMessage[]): void;
  /** something of the height under way is not here, and others have it */
  hurry(): void;
  alarm(alarm: Alarm): void;
}

/** Where seal messages go: the height under way, the one before it for late evidence, and the next for early words. */
export class SealDesk {
  readonly #port: SealDeskPort;
  readonly #early = new EarlyMessages();
  readonly recovery = new RecoveryDesk();
  #sealing: Sealing | null = null;
  /** the height that was decided last: who contradicts himself afterwards is still found out */
  #before: Sealing | null = null;
  readonly #shown = new Set<HashId>();

  constructor(port: SealDeskPort) {
    this.#port = port;
  }

  get sealing(): Sealing | null {
    return this.#sealing;
  }

  /** From the store; they wait for their height. */
  restore(kept: readonly SignedSealMessage[]): void {
    this.#early.restore(kept.filter(({ message }) => message.height > 0));
    this.recovery.restore(kept.filter(({ message }) => message.height === 0));
  }

  /** Reports, proposals and votes held for the height under way, evidence of two words included; and of a recovery. */
  messages(): readonly SignedSealMessage[] {
    if (this.#sealing === null) return [];
    return [...this.recovery.messages(), ...this.#sealing.agreement.box.all()];
  }

  /** What this device is known to have said in the same place. */
  said(signed: SignedSealMessage): SignedSealMessage | undefined {
    const { epoch, height, round, step, device } = signed.message;
    if (height === 0) return this.recovery.said(signed);
    const at = [this.#sealing, this.#before].find(
      (one) => one?.height === height && one.agreement.setup.epoch === epoch,
    );
    return at?.agreement.box.of(device, round, step);
  }

  /** "early": of a height that is not under way yet. */
  take(signed: SignedSealMessage, isMember: boolean): Kept | "early" {
    const sealing = this.#sealing;
    if (sealing === null) return "refused";
    const { height } = signed.message;
    if (height === 0) return this.recovery.take(signed);
    if (height === sealing.height) return sealing.add(signed);
    if (height < sealing.height) {
      this.#before?.add(signed);
      return "refused";
    }
    if (height === sealing.height + 1 && isMember) this.#early.keep(signed);
    return "early";
  }

  advance(nowMs: number, steadyMs: number): SealedDecision | undefined {
    return this.#sealing?.advance(nowMs, steadyMs);
  }

  /** The next height begins. */
  begin(journal: Journal): void {
    const { signer } = this.#port;
    const told = new Set<number>();
    this.#before = this.#sealing;
    this.#sealing = new Sealing(journal.at, {
      signer,
      open: journal.open,
      lastSign: () => this.#port.lastSign(),
      maySign: () => this.#port.maySign() && !this.#port.isHalted(),
      isClockGood: () => this.#port.isClockGood(),
      given: (message, last, because) => this.#port.given(message, last, because),
      missing: (feeds: readonly FeedIds[]) => {
        journal.open.want(feeds);
        this.#port.hurry();
      },
      hurry: () => this.#port.hurry(),
      computesDifferently: (height) => this.#port.alarm({ code: "computes-differently", height }),
      fromTheFuture: (height, throughMs) => {
        if (!told.has(throughMs)) this.#port.alarm({ code: "seal-from-the-future", height, throughMs });
        told.add(throughMs);
      },
    });
    for (const signed of this.#early.take(this.#sealing.height, journal.at.epoch)) this.#sealing.add(signed);
    this.#beginRecovery(this.#sealing);
  }

  #beginRecovery(sealing: Sealing): void {
    const port = this.#port;
    this.recovery.begin(sealing.at, {
      signer: port.signer,
      verify: port.verify,
      lastSign: () => port.lastSign(),
      maySign: () => port.maySign(),
      isHalted: () => port.isHalted(),
      given: (message, last, because) => port.given(message, last, because),
      shown: (value) => sealing.shown(value),
      lockProof: () => sealing.lockProof(),
    });
  }

  /** Seats that contradicted themselves, each pair once in a run. */
  newDoubles(): readonly DoubleWord[] {
    const seen = [this.#before, this.#sealing].flatMap((one) => one?.agreement.doubles ?? []);
    const all = [...seen, ...this.recovery.doubles];
    const fresh = all.filter(({ first }) => !this.#shown.has(first.hash));
    for (const { first } of fresh) this.#shown.add(first.hash);
    return fresh;
  }
}
