import type { HashId, SealId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { Verify } from "../events/signature.ts";
import type { Judgement } from "../seal/agreement.ts";
import { seatsHash } from "../seal/certificate.ts";
import type { LockProof } from "../seal/mandate.ts";
import {
  MANDATES_MAX,
  type RecoveryProposal,
  type SignedSealMessage,
  verifyMessageSignature,
} from "../seal/message.ts";
import { quorumOf } from "../seal/quorum.ts";
import { type HeldMandate, heldMandate, recoveredFrom } from "../seal/recovery.ts";
import { mandatesHash, type RecoveryHeader } from "../seal/recovery-header.ts";
import { recoveryQuorum, SMALL_ROLL } from "../seal/recovery-quorum.ts";
import { numberKey } from "../state/key.ts";
import { rollCount } from "../state/on-roll.ts";
import type { Seat } from "../state/records.ts";
import { charterOf, communityOf } from "../state/state.ts";
import { type SealedLedger, sealedLedger } from "./check-seal.ts";
import type { SealedDecision } from "./seal-values.ts";

/** In a small roll a recovery is never further away than this, whatever the charter says. */
const SMALL_ROLL_MS_MAX = 14 * 24 * 3_600_000;

export interface RecoveryValuesPort {
  readonly verify: Verify;
  /** a value of the height after `at`, as it would be if it were certified; see `Sealing.shown` */
  shown(value: SealId): SealedDecision | "invalid" | undefined;
  /** two seals of one height were seen: nothing is waited for */
  isHalted(): boolean;
}

/** The last seal of the old epoch: the one we hold, or the next, which somebody may have decided. */
interface Base {
  readonly at: SealedLedger;
  readonly decision: SealedDecision | null;
}

/** The values that a recovery may take: which seal is its base, and who goes on from it. */
export class RecoveryValues {
  readonly #at: SealedLedger;
  readonly #port: RecoveryValuesPort;
  readonly #locks = new Map<HashId, boolean>();

  constructor(at: SealedLedger, port: RecoveryValuesPort) {
    this.#at = at;
    this.#port = port;
  }

  /** When nothing but time stands in the way; see docs/protocol.md, recovery. */
  get dueMs(): number {
    const { state } = this.#at.ledger;
    const { recoveryMs } = charterOf(state);
    const waitMs = rollCount(state) < SMALL_ROLL ? Math.min(recoveryMs, SMALL_ROLL_MS_MAX) : recoveryMs;
    return communityOf(state).throughMs + waitMs;
  }

  isDue(mandates: readonly HeldMandate[], nowMs: number): boolean {
    if (nowMs >= this.dueMs || this.#port.isHalted()) return true;
    const given = new Set(mandates.map(({ member }) => member));
    return this.#at.seats.every(({ member }) => given.has(member));
  }

  /** protocol: valid(value) of a recovery. It depends on the mandates it names and on the seal we hold, on nothing else. */
  judge(
    { header, reports }: RecoveryProposal,
    named: (hash: HashId) => SignedSealMessage | undefined,
  ): Judgement {
    const words = reports.flatMap((hash) => named(hash) ?? []);
    if (words.length < reports.length) return "wait";
    const mandates = words.flatMap((word) => heldMandate(word) ?? []);
    if (mandates.length < words.length) return "invalid";
    const base = this.#baseOf(mandates);
    if (base === "wait" || base === "invalid") return base;
    const expected = this.#headerOn(base, mandates);
    if (expected === undefined) return "invalid";
    // somebody holds a seal that is on its way to us
    if (header.baseHeight > expected.baseHeight) return "wait";
    return isSame(header, expected) ? "valid" : "invalid";
  }

  /** What follows from all mandates that can be used together; undefined: not enough of them yet. */
  compose(words: readonly SignedSealMessage[]): RecoveryProposal | undefined {
    const usable = words
      .flatMap((word) => heldMandate(word) ?? [])
      .filter((mandate) => this.#checked(mandate) === null)
      .sort((a, b) => compareText(a.hash, b.hash));
    const mandates = usable.slice(0, MANDATES_MAX);
    const base = this.#baseOf(mandates);
    const header = typeof base === "string" ? undefined : this.#headerOn(base, mandates);
    if (header === undefined) return undefined;
    return { header, reports: mandates.map(({ hash }) => hash), validRound: null };
  }

  /** The seal that stands below a value: null where it is certified here. */
  decisionBelow({ header }: RecoveryProposal): SealedDecision | null {
    if (header.base === null || header.base === this.#at.sealId) return null;
    const shown = this.#port.shown(header.base);
    return typeof shown === "object" ? shown : null;
  }

  /** "wait": it may be honest, but its signer holds a seal that we do not. */
  #fault({ mandate }: HeldMandate): "wait" | "invalid" | null {
    const { height, sealId, lock } = mandate;
    const { state } = this.#at.ledger;
    const own = communityOf(state).height;
    if (height > own) return "wait";
    const ours =
      height === own ? this.#at.sealId : height === 0 ? null : state.seals.get(numberKey(height))?.id;
    if (ours !== sealId) return "invalid";
    return lock === null || height < own || this.#isShown(lock) ? null : "invalid";
  }

  /** Whether q prevotes of the stuck height's seats stand behind it. */
  #isShown({ height, value, prevotes: { round, signatures } }: LockProof): boolean {
    const { seats, epoch, ledger } = this.#at;
    if (signatures.length < quorumOf(seats.length)) return false;
    const { id: community } = communityOf(ledger.state);
    const base = { community, epoch, height, round, step: "prevote", value } as const;
    return signatures.every(({ seat, signature }) => {
      const device = seats[seat]?.device;
      return (
        device !== undefined && verifyMessageSignature({ ...base, device }, signature, this.#port.verify)
      );
    });
  }

  #checked(mandate: HeldMandate): "wait" | "invalid" | null {
    const known = this.#locks.get(mandate.hash);
    if (known !== undefined) return known ? null : "invalid";
    const fault = this.#fault(mandate);
    if (fault !== "wait") this.#locks.set(mandate.hash, fault === null);
    return fault;
  }

  /** Our own seal, or above it the value that is locked in the highest round: nobody can have decided another. */
  #baseOf(mandates: readonly HeldMandate[]): Base | "wait" | "invalid" {
    const faults = mandates.map((mandate) => this.#checked(mandate));
    if (faults.includes("invalid")) return "invalid";
    if (faults.includes("wait")) return "wait";
    const own = communityOf(this.#at.ledger.state).height;
    const locks = mandates.flatMap(({ mandate: { lock } }) => (lock?.height === own + 1 ? [lock] : []));
    if (!this.#isRenounced(this.#at.seats, mandates)) return "invalid";
    const [highest] = locks.sort((a, b) => b.prevotes.round - a.prevotes.round);
    if (highest === undefined) return { at: this.#at, decision: null };
    const decision = this.#port.shown(highest.value);
    if (decision === undefined) return "wait";
    if (decision === "invalid") return "invalid";
    return { at: sealedLedger(decision.applied.ledger, highest.value), decision };
  }

  /** So many seats speak here that the others cannot seal without one of them. */
  #isRenounced(seats: readonly Seat[], mandates: readonly HeldMandate[]): boolean {
    const given = new Set(mandates.map(({ member }) => member));
    const renouncing = seats.filter(({ member }) => given.has(member)).length;
    return renouncing >= seats.length - quorumOf(seats.length) + 1;
  }

  #headerOn({ at }: Base, mandates: readonly HeldMandate[]): RecoveryHeader | undefined {
    const { state } = at.ledger;
    const { id, height } = communityOf(state);
    const epoch = this.#at.epoch + 1;
    if (mandates.length < recoveryQuorum(rollCount(state))) return undefined;
    if (!this.#isRenounced(at.seats, mandates)) return undefined;
    const recovered = recoveredFrom(state, epoch, mandates);
    return (
      recovered && {
        community: id,
        epoch,
        baseHeight: height,
        base: at.sealId,
        seats: seatsHash(recovered.seats),
        mandates: mandatesHash(mandates.map(({ hash }) => hash)),
      }
    );
  }
}

function isSame(a: RecoveryHeader, b: RecoveryHeader): boolean {
  return (
    a.community === b.community &&
    a.epoch === b.epoch &&
    a.baseHeight === b.baseHeight &&
    a.base === b.base &&
    a.seats === b.seats &&
    a.mandates === b.mandates
  );
}
