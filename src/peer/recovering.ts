import type { DeviceKey, MemberId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { RefusalCode } from "../events/refusals.ts";
import type { Verify } from "../events/signature.ts";
import type { Signer } from "../events/signer.ts";
import { Agreement, type Decision, type Lock } from "../seal/agreement.ts";
import { isLater, type LastSign } from "../seal/last-sign.ts";
import type { LockProof, Mandate } from "../seal/mandate.ts";
import {
  encodeSealMessage,
  type RecoveryProposal,
  type SealContent,
  type SealMessage,
  type SignedSealMessage,
  signSealMessage,
} from "../seal/message.ts";
import { type HeldMandate, heldMandate, isMandated, type Recovery } from "../seal/recovery.ts";
import { recoveryIdOf } from "../seal/recovery-header.ts";
import { recoveryLiars, recoveryQuorum } from "../seal/recovery-quorum.ts";
import type { Kept } from "../seal/vote-box.ts";
import { rollCount } from "../state/on-roll.ts";
import { charterOf, communityOf } from "../state/state.ts";
import type { SealedLedger } from "./check-seal.ts";
import { RecoveryValues, type RecoveryValuesPort } from "./recovery-values.ts";
import type { SealedDecision } from "./seal-values.ts";
import { FUTURE_MS_MAX } from "./sealing.ts";

/** What a recovery needs of its peer. */
export interface RecoveringPort extends RecoveryValuesPort {
  readonly signer: Signer;
  readonly verify: Verify;
  lastSign(): LastSign | null;
  maySign(): boolean;
  /** what our device is bound to at the height under way; undefined: that cannot be shown */
  lockProof(): LockProof | null | undefined;
  given(signed: SignedSealMessage, lastSign: LastSign, because: readonly SignedSealMessage[]): void;
}

/** The person's wish that this device speaks for them, signed by their root: see `signMandate`. */
export interface MandateWish {
  readonly epoch: number;
  readonly member: MemberId;
  readonly boxKey: string;
  readonly signature: Uint8Array;
}

/** How far a recovery is, for people. */
export interface RecoveryStatus {
  readonly epoch: number;
  /** from when on it needs no more than mandates */
  readonly dueMs: number;
  readonly needed: number;
  /** who has given a mandate */
  readonly given: readonly MemberId[];
}

export interface RecoveryDecision {
  readonly recovery: Recovery;
  /** the base, where it was not certified here */
  readonly base: SealedDecision | null;
}

/** Devices that one member may mandate for one recovery: one, and those that replaced it. */
export const MANDATES_PER_MEMBER_MAX = 4;

/**
 * The recovery that would lead out of the epoch under way: by the rounds of `Agreement`, with all members of the roll as
 * seats and the devices that their roots mandated as voices (docs/protocol.md, recovery). It sleeps until it is due.
 */
export class Recovering {
  readonly epoch: number;
  readonly agreement: Agreement<RecoveryProposal>;
  readonly #at: SealedLedger;
  readonly #port: RecoveringPort;
  readonly #values: RecoveryValues;
  readonly #devices: DeviceKey[] = [];
  readonly #members = new Map<DeviceKey, MemberId>();
  #nowMs = 0;

  constructor(at: SealedLedger, port: RecoveringPort) {
    this.#at = at;
    this.#port = port;
    this.epoch = at.epoch + 1;
    this.#values = new RecoveryValues(at, port);
    const { id, height } = communityOf(at.ledger.state);
    const { rankMs, roundMs } = charterOf(at.ledger.state);
    const voices = rollCount(at.ledger.state);
    const self = () => this.#self();
    const setup = {
      community: id,
      epoch: this.epoch,
      height: 0,
      prevSeal: height === 0 ? null : at.sealId,
      seats: this.#devices,
      voices,
      quorum: recoveryQuorum(voices),
      liars: recoveryLiars(voices),
      get self() {
        return self();
      },
      rankMs,
      roundMs,
      lastSign: port.lastSign(),
    };
    this.agreement = new Agreement<RecoveryProposal>(setup, {
      valueOf: ({ header }) => recoveryIdOf(header),
      judge: (proposal) => this.#values.judge(proposal, (hash) => this.agreement.box.named(hash)),
      isTimeToPrevote: (proposal) => this.#values.isDue(this.#named(proposal), this.#nowMs),
      isTimeToDecide: (proposal) => this.#isTimeToDecide(proposal),
      compose: (words) => this.#values.compose(words),
      sign: (round, content, lock) => this.#sign(round, content, lock),
    });
  }

  get isEmpty(): boolean {
    return this.#devices.length === 0;
  }

  /** null while there is nothing for us to say. */
  #self(): DeviceKey | null {
    const own = this.#port.signer.publicKey;
    if (!this.#members.has(own) || !this.#port.maySign()) return null;
    return this.#values.isDue(this.#mandates(), this.#nowMs) ? own : null;
  }

  #mandates(): readonly HeldMandate[] {
    return this.agreement.box.reports().flatMap((word) => heldMandate(word) ?? []);
  }

  #named({ reports }: RecoveryProposal): readonly HeldMandate[] {
    const words = reports.flatMap((hash) => this.agreement.box.named(hash) ?? []);
    return words.flatMap((word) => heldMandate(word) ?? []);
  }

  status(): RecoveryStatus {
    const given = [...new Set(this.#members.values())];
    return { epoch: this.epoch, dueMs: this.#values.dueMs, needed: this.agreement.quorum, given };
  }

  /** Takes in a verified word; "refused" also where nobody of the roll stands behind it. */
  add(signed: SignedSealMessage): Kept {
    const { community, epoch, height } = signed.message;
    const { setup } = this.agreement;
    if (community !== setup.community || epoch !== setup.epoch || height !== 0) return "refused";
    if (signed.message.step === "mandate" && !this.#admit(signed, signed.message.mandate)) return "refused";
    return this.agreement.add(signed);
  }

  /** One verification for a device that is new here; a member's root alone can make it new. */
  #admit(signed: SignedSealMessage, { member }: Mandate): boolean {
    const { device } = signed.message;
    const known = this.#members.get(device);
    if (known !== undefined) return known === member;
    const others = [...this.#members.values()].filter((each) => each === member);
    if (others.length >= MANDATES_PER_MEMBER_MAX) return false;
    if (!isMandated(this.#at.ledger.state, signed.message, this.#port.verify)) return false;
    this.#members.set(device, member);
    this.#devices.push(device);
    this.agreement.box.admit(device, member);
    return true;
  }

  /** Our device speaks for this member from now on, and says nothing more in the epoch before. */
  give(wish: MandateWish): Result<SignedSealMessage, RefusalCode | "not-synced" | "device-stopped"> {
    const { state } = this.#at.ledger;
    if (!this.#port.maySign()) return fail("device-stopped");
    const lock = this.#port.lockProof();
    if (wish.epoch !== this.epoch || lock === undefined) return fail("not-synced");
    if (!state.members.has(wish.member)) return fail("member-unknown");
    const { height } = communityOf(state);
    const { member, boxKey, signature } = wish;
    const mandate = { member, boxKey, signature, height, sealId: this.#at.sealId, lock };
    const content = { step: "mandate", mandate } as const;
    if (!isMandated(state, this.#message(0, content), this.#port.verify)) return fail("certificate-wrong");
    const signed = this.#sign(0, content, { round: -1, value: null });
    if (signed === undefined) return fail("not-synced");
    this.add(signed);
    return ok(signed);
  }

  advance(nowMs: number, steadyMs: number): RecoveryDecision | undefined {
    this.#nowMs = nowMs;
    if (this.isEmpty) return undefined;
    const decision = this.agreement.advance(steadyMs);
    if (decision === undefined) return undefined;
    return { recovery: this.#conclude(decision), base: this.#values.decisionBelow(decision.proposal) };
  }

  /** The roll may have grown with a base that was not certified here: then more of it must have decided. */
  #isTimeToDecide(proposal: RecoveryProposal): boolean {
    const below = this.#values.decisionBelow(proposal);
    if (below === null) return true;
    if (below.sealed.header.throughMs > this.#nowMs + FUTURE_MS_MAX) return false;
    const needed = recoveryQuorum(rollCount(below.applied.ledger.state));
    const { box } = this.agreement;
    const value = recoveryIdOf(proposal.header);
    for (let round = 0; round <= this.agreement.round; round++)
      if (box.precommits(round, value).length >= needed) return true;
    return false;
  }

  #conclude({ proposal, precommits, round }: Decision<RecoveryProposal>): Recovery {
    const { box } = this.agreement;
    const named = proposal.reports.flatMap((hash) => box.named(hash) ?? []);
    const speakers = new Set(named.map(({ message }) => message.device));
    const others = precommits.flatMap(({ message: { device } }) =>
      speakers.has(device) ? [] : (box.of(device, 0, "mandate") ?? []),
    );
    const words = [...named, ...others];
    const places = new Map(words.map(({ message }, i) => [message.device, i]));
    const signatures = precommits
      .map(({ message, signature }) => ({ seat: places.get(message.device) ?? -1, signature }))
      .filter(({ seat }) => seat >= 0)
      .sort((a, b) => a.seat - b.seat);
    return {
      header: proposal.header,
      mandates: words.map(encodeSealMessage),
      named: named.length,
      certificate: { round, signatures },
    };
  }

  #message(round: number, content: SealContent): SealMessage {
    const { community, epoch } = this.agreement.setup;
    return { community, epoch, height: 0, round, device: this.#port.signer.publicKey, ...content };
  }

  /** Undefined where `last-sign` says that this, or something later, was given already. */
  #sign(round: number, content: SealContent, lock: Lock): SignedSealMessage | undefined {
    if (!this.#port.maySign()) return undefined;
    const last = this.#port.lastSign();
    const place = { epoch: this.epoch, height: 0, round, step: content.step };
    if (last !== null && !isLater(place, last)) return undefined;
    const { signer } = this.#port;
    const signed = signSealMessage(this.#message(round, content), (bytes) => signer.sign(bytes));
    const next: LastSign = {
      device: signer.publicKey,
      feedSeq: last?.feedSeq ?? -1,
      feedId: last?.feedId ?? null,
      ...place,
      lockRound: lock.round,
      lockValue: lock.value,
      nowMs: last?.nowMs ?? 0,
    };
    // what a lock rests on is kept with it, as in `Sealing`
    this.#port.given(signed, next, content.step === "precommit" ? [...this.agreement.box.all()] : []);
    return signed;
  }
}
