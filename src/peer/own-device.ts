import type { DeviceKey } from "../base/id.ts";
import type { Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { isLater, type LastSign, unsigned } from "../seal/last-sign.ts";
import type { SealMessage, SignedSealMessage } from "../seal/message.ts";
import type { FeedTip } from "./open-feeds.ts";

/** Why a device signs nothing more, for good: a new one is to be certified. */
export const FINAL_STOPS = ["missing", "damaged", "outdated", "twice", "frozen", "revoked"] as const;
export type FinalStop = (typeof FINAL_STOPS)[number];
/** "moved": its home was found elsewhere; lifted by its person's word and one member's copy. */
export type StopReason = FinalStop | "moved";

/** What a moved home still waits for. */
export type Awaited = "word" | "copy";

/**
 * Our own device's discipline: what it has signed last, and whether it may sign at all (docs/protocol.md,
 * last-sign). It stops for good when that memory is gone or older than what is found elsewhere.
 */
export class OwnDevice {
  readonly #device: DeviceKey;
  #last: LastSign | null;
  #stopped: StopReason | null;
  #isOnlyCopy = false;
  #isCompared = false;

  /** `before`: what is known of it before it starts: it was stopped, or its home is elsewhere. */
  constructor(
    device: DeviceKey,
    stored: Result<LastSign, "missing" | "damaged">,
    before: StopReason | null = null,
  ) {
    this.#device = device;
    this.#stopped = before;
    // another device's memory is none of ours
    const isOthers = stored.ok && stored.value.device !== device;
    this.#last = stored.ok && !isOthers ? stored.value : null;
    if (isOthers) this.stop("missing");
    if (!stored.ok && stored.error === "damaged") this.stop("damaged");
  }

  get last(): LastSign | null {
    return this.#last;
  }

  get stopped(): StopReason | null {
    return this.#stopped;
  }

  /** What a wish that would have to be signed is answered with; null: it is signed. */
  get fault(): "device-moved" | "device-stopped" | null {
    if (this.#stopped === null) return null;
    return this.#stopped === "moved" ? "device-moved" : "device-stopped";
  }

  /** Of a moved home; null: it waits for nothing. */
  get awaited(): Awaited | null {
    if (this.#stopped !== "moved") return null;
    return this.#isOnlyCopy ? "copy" : "word";
  }

  /** True: it stops for good now. */
  stop(reason: FinalStop): boolean {
    if (this.#stopped !== null && this.#stopped !== "moved") return false;
    this.#stopped = reason;
    return true;
  }

  /** The person's word that no other copy of this home runs. What was compared before it does not count. */
  sayOnlyCopy(): void {
    this.#isOnlyCopy = true;
    this.#isCompared = false;
  }

  /** One member's copy of our feed and seal messages was looked through after that word. */
  compared(): void {
    this.#isCompared = this.#isOnlyCopy;
  }

  /** True: nothing is awaited any more, and it signs again. */
  settle(hasOthers: boolean): boolean {
    if (this.#stopped !== "moved" || !this.#isOnlyCopy || (hasOthers && !this.#isCompared)) return false;
    this.#stopped = null;
    return true;
  }

  /**
   * After the store was read. A batch is durable before `last-sign` is, so the store may be one event, and
   * the seal messages of one batch, ahead: they were never sent, and count as given. More ahead: an old copy.
   * True: `last` moved, and is to be durable before anything else, so that the next crash too finds one batch.
   */
  reconcile(tip: FeedTip | null, messages: readonly SignedSealMessage[]): boolean {
    const own = messages.filter(({ message }) => message.device === this.#device);
    if (this.#last === null) {
      if (tip !== null || own.length > 0) this.stop("missing");
      return false;
    }
    const before = this.#last;
    if (tip !== null && tip.seq > this.#last.feedSeq + 1) this.stop("outdated");
    if (tip !== null && tip.seq === this.#last.feedSeq + 1) this.signedEvent(tip);
    for (const { message } of own.sort(bySaid)) if (isLater(message, this.#last)) this.#signedBefore(message);
    return this.#last !== before;
  }

  /** In the order in which they were said, so that no lock is skipped: several may be of one batch. */
  #signedBefore(message: SealMessage): void {
    const last = this.#last ?? unsigned(this.#device);
    const { epoch, height, round, step } = message;
    const sameHeight = epoch === last.epoch && height === last.height;
    const kept = sameHeight ? {} : { lockRound: -1, lockValue: null };
    const locks = step === "precommit" && message.value !== null;
    const lock = locks ? { lockRound: round, lockValue: message.value } : kept;
    const nowMs = step === "report" ? Math.max(last.nowMs, message.report.nowMs) : last.nowMs;
    this.#last = { ...last, epoch, height, round, step, ...lock, nowMs };
  }

  /**
   * Our device's event came from others: beyond what we remember, or another one in the place of our last or of
   * what is here, so a copy of it signs. True: it stops now.
   */
  heard({ device, seq, id }: Pick<AuthenticEvent, "device" | "seq" | "id">, here?: FeedTip): boolean {
    if (device !== this.#device) return false;
    const lastSeq = this.#last?.feedSeq ?? -1;
    const expected = seq === lastSeq ? this.#last?.feedId : here?.id;
    const ours = seq <= lastSeq && (expected === undefined || expected === id);
    return !ours && this.stop(this.#last === null ? "missing" : "outdated");
  }

  /** The same for a fork that came to light. */
  forked(device: DeviceKey): boolean {
    return device === this.#device && this.stop("outdated");
  }

  /** A connection says that our device is at its other end. */
  met(device: DeviceKey): boolean {
    return device === this.#device && this.stop("twice");
  }

  /** The same for a seal message; `said`: what we hold as said by our device in this place. */
  heardMessage({ message, hash }: SignedSealMessage, said?: SignedSealMessage): boolean {
    if (message.device !== this.#device) return false;
    const ours = this.#last !== null && !isLater(message, this.#last);
    const same = said === undefined || said.hash === hash;
    return !(ours && same) && this.stop("outdated");
  }

  signedEvent({ seq, id }: FeedTip): LastSign {
    this.#last = { ...(this.#last ?? unsigned(this.#device)), feedSeq: seq, feedId: id };
    return this.#last;
  }

  signedMessage(last: LastSign): void {
    this.#last = last;
  }
}

function bySaid({ message: a }: SignedSealMessage, { message: b }: SignedSealMessage): number {
  if (isLater(a, b)) return 1;
  return isLater(b, a) ? -1 : 0;
}
