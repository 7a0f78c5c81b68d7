import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { DeviceKey, MemberId, SealId } from "../../src/base/id.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { type SealedLedger, sealedLedger } from "../../src/peer/check-seal.ts";
import { Recovering } from "../../src/peer/recovering.ts";
import type { SealedDecision } from "../../src/peer/seal-values.ts";
import { Agreement, type Lock } from "../../src/seal/agreement.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import { isLater, type LastSign } from "../../src/seal/last-sign.ts";
import type { LockProof } from "../../src/seal/mandate.ts";
import type { Proposal, SealContent, SignedSealMessage } from "../../src/seal/message.ts";
import { liarsBorne, quorumOf } from "../../src/seal/quorum.ts";
import { type Prng, prng } from "../../src/sim/prng.ts";
import { communityOf } from "../../src/state/state.ts";
import { fc } from "../property.ts";
import { after, keyOf, memberId, roll } from "./recovery-roll.ts";
import { hex32, proposalOf, reportOf, said } from "./samples.ts";

const RANK_MS = 10;
const ROUND_MS = 100;
const RECOVERY_MS = 3_000;
/** An honest member: what was signed, and what a lock rests on, outlast a crash. */
class Member {
  readonly device: DeviceKey;
  readonly member: MemberId;
  readonly kept: SignedSealMessage[] = [];
  decided: SealId | undefined;
  base: SealId | "none" | undefined;
  #last: LastSign | null = null;
  #at: SealedLedger;
  #old: Agreement;
  #new: Recovering;
  #out: SignedSealMessage[] = [];
  #nowMs = 0;

  constructor(index: number, ledger: Ledger) {
    this.device = keyOf(index);
    this.member = memberId(index);
    this.#at = sealedLedger(ledger, null);
    this.#old = this.#begin();
    this.#new = this.#beginRecovery();
    if (this.#old.setup.self !== null) {
      const report = said(this.device, 0, { step: "report", report: reportOf({}, index) });
      this.#keep(report);
      this.#old.add(report);
    }
  }

  #begin(): Agreement {
    const seats = this.#at.seats.map(({ device }) => device);
    const { id: community } = communityOf(this.#at.ledger.state);
    const count = seats.length;
    const places = { community, epoch: 0, height: 1, prevSeal: null, rankMs: RANK_MS, roundMs: ROUND_MS };
    const size = { seats, quorum: quorumOf(count), liars: liarsBorne(count) };
    const self = seats.includes(this.device) ? this.device : null;
    return new Agreement(
      { ...places, ...size, self, lastSign: this.#last },
      {
        valueOf: ({ header }) => sealIdOf(header),
        isTimeToPrevote: () => true,
        isTimeToDecide: () => true,
        judge: () => "valid",
        compose: () => proposalBy(this.device),
        sign: (round, content, lock) => this.#sign(round, content, lock),
      },
    );
  }

  #beginRecovery(): Recovering {
    return new Recovering(this.#at, {
      signer: { publicKey: this.device, sign: () => new Uint8Array(64) },
      verify: () => true,
      lastSign: () => this.#last,
      maySign: () => true,
      isHalted: () => false,
      lockProof: () => this.#lockProof(),
      shown: (value) => this.#shown(value),
      given: (signed, last) => {
        this.#last = last;
        this.#keep(signed);
        if (signed.message.step === "precommit") this.kept.push(...this.#new.agreement.box.all());
      },
    });
  }

  #keep(signed: SignedSealMessage): void {
    this.kept.push(signed);
    this.#out.push(signed);
  }

  #sign(round: number, content: SealContent, lock: Lock): SignedSealMessage | undefined {
    const place = { epoch: 0, height: 1, round, step: content.step };
    if (this.#last !== null && !isLater(place, this.#last)) return undefined;
    const locked = { lockRound: lock.round, lockValue: lock.value };
    this.#last = { device: this.device, feedSeq: -1, feedId: null, ...place, ...locked, nowMs: 0 };
    const { id: community } = communityOf(this.#at.ledger.state);
    const signed = said(this.device, round, content, { community });
    this.#keep(signed);
    if (content.step === "precommit") this.kept.push(...this.#old.box.all());
    return signed;
  }

  /** See `Sealing.lockProof`. */
  #lockProof(): LockProof | null | undefined {
    const last = this.#last;
    if (this.decided !== undefined || last?.lockValue == null || last.epoch !== 0) return null;
    const { lockRound: round, lockValue: value } = last;
    const seats = this.#at.seats.map(({ device }) => device);
    const voters = [...this.#old.box.all()].flatMap(({ message }) => {
      const is = message.step === "prevote" && message.round === round && message.value === value;
      return is ? [seats.indexOf(message.device)] : [];
    });
    const signatures = [...new Set(voters)].map((seat) => ({ seat, signature: new Uint8Array(64) }));
    if (signatures.length < quorumOf(seats.length)) return undefined;
    return { height: 1, value, prevotes: { round, signatures } };
  }

  #shown(value: SealId): SealedDecision | undefined {
    const proposal = this.#old.box.proposalOf(value);
    if (proposal === undefined || this.decided !== undefined) return undefined;
    const applied = { ledger: after(this.#at.ledger), outcomes: [] };
    return { sealed: { header: proposal.header } as SealedDecision["sealed"], applied };
  }

  hear(signed: SignedSealMessage): void {
    if (signed.message.height === 0) this.#new.add(signed);
    else this.#old.add(signed);
  }

  recover(): void {
    this.#new.give({ epoch: 1, member: this.member, boxKey: hex32("box"), signature: new Uint8Array(64) });
  }

  crash(): void {
    this.#old = this.#begin();
    this.#new = this.#beginRecovery();
    for (const signed of this.kept) this.hear(signed);
  }

  advance(nowMs: number): readonly SignedSealMessage[] {
    this.#nowMs = nowMs;
    const decision = this.decided === undefined ? this.#old.advance(nowMs) : undefined;
    if (decision !== undefined) this.#adopt(decision.value);
    const recovered = this.base === undefined ? this.#new.advance(this.#nowMs, nowMs) : undefined;
    if (recovered !== undefined) this.base = recovered.recovery.header.base ?? "none";
    return this.#out.splice(0);
  }

  #adopt(value: SealId): void {
    const words = [...this.#new.agreement.box.all()];
    this.decided = value;
    this.#at = sealedLedger(after(this.#at.ledger), value);
    this.#new = this.#beginRecovery();
    for (const signed of words) this.#new.add(signed);
  }
}

function proposalBy(device: DeviceKey): Proposal {
  return proposalOf(`of ${device}`);
}

class Model {
  readonly people: readonly Member[];
  readonly asleep = new Set<Member>();
  readonly #chance: Prng;
  #flying: { readonly to: Member; readonly signed: SignedSealMessage }[] = [];
  #nowMs = 0;

  constructor(seed: number, members: number, seats: number) {
    this.#chance = prng(seed);
    const ledger = roll(members, seats, { rankMs: RANK_MS, roundMs: ROUND_MS, recoveryMs: RECOVERY_MS });
    this.people = Array.from({ length: members }, (_, index) => new Member(index, ledger));
  }

  get #awake(): readonly Member[] {
    return this.people.filter((one) => !this.asleep.has(one));
  }

  #step(node: Member): void {
    for (const signed of node.advance(this.#nowMs))
      for (const to of this.people) if (to !== node) this.#flying.push({ to, signed });
  }

  happen(): void {
    const chance = this.#chance;
    const flying = this.#flying[chance.below(Math.max(1, this.#flying.length))];
    if (flying !== undefined && !chance.oneIn(5)) {
      if (!chance.oneIn(8)) this.#flying.splice(this.#flying.indexOf(flying), 1);
      if (this.asleep.has(flying.to) || chance.oneIn(4)) return;
      flying.to.hear(flying.signed);
      this.#step(flying.to);
    } else if (chance.oneIn(6)) chance.pick(this.#awake)?.crash();
    else if (chance.oneIn(12)) this.#fallAsleep();
    else if (chance.oneIn(8) && this.#nowMs > RECOVERY_MS / 4) chance.pick(this.#awake)?.recover();
    else {
      this.#nowMs += chance.below(2 * RANK_MS) * (chance.oneIn(6) ? 40 : 1);
      const node = chance.pick(this.#awake);
      if (node !== undefined) this.#step(node);
    }
  }

  /** Of those who sleep some wake; never fewer than half are awake. */
  #fallAsleep(): void {
    const sleeper = this.#chance.pick([...this.asleep]);
    if (sleeper !== undefined && this.#chance.oneIn(3)) this.asleep.delete(sleeper);
    // those who have seats leave first
    const node = this.#chance.oneIn(2) ? this.#awake[0] : this.#chance.pick(this.#awake);
    if (node !== undefined && this.asleep.size < (this.people.length - 1) / 2) this.asleep.add(node);
  }

  /** Those awake hear everything that any of them keeps; `typed`: all of them have typed their words. */
  settle(typed: boolean): void {
    this.#nowMs += RECOVERY_MS + 1_000;
    for (let turn = 0; turn < (typed ? 600 : 60); turn++) {
      this.#nowMs += RANK_MS;
      if (typed) for (const one of this.#awake) one.recover();
      for (const to of this.#awake)
        for (const from of this.#awake) for (const signed of from.kept) to.hear(signed);
      for (const node of this.#awake) this.#step(node);
      this.#flying = [];
      if (this.#awake.every(({ base }) => base !== undefined)) return;
    }
  }

  wake(): void {
    this.asleep.clear();
  }

  get #sealed(): readonly (SealId | "none")[] {
    return this.people.flatMap(({ decided }) => decided ?? []);
  }

  get bases(): readonly (SealId | "none")[] {
    return this.people.flatMap(({ base }) => base ?? []);
  }

  /** What anybody ever took for sealed at height 1: by a certificate, or below a recovery. */
  isOne(): boolean {
    return new Set([...this.#sealed, ...this.bases]).size <= 1;
  }
}

test("whatever old seats decided, asleep or awake, is the base of every recovery, and there is one", () => {
  let carried = 0;
  let fresh = 0;
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 4, max: 7 }),
      fc.integer({ min: 0, max: 5 }),
      (seed, seats, more) => {
        const model = new Model(seed, seats + more, seats);
        for (let i = 0; i < 600; i++) {
          model.happen();
          expect(model.isOne()).toBe(true);
        }
        model.settle(true);
        expect(model.isOne()).toBe(true);
        // those who slept may still seal, if they are enough
        model.wake();
        model.settle(false);
        expect(model.isOne()).toBe(true);
        model.settle(true);
        expect(model.isOne()).toBe(true);
        expect(model.bases).toHaveLength(seats + more);
        if (present(model.bases[0], "a base") === "none") fresh++;
        else carried++;
      },
    ),
    { numRuns: 120 },
  );
  expect(carried).toBeGreaterThan(5);
  expect(fresh).toBeGreaterThan(5);
});
