import { expect, test } from "vitest";
import type { DeviceKey, SealId } from "../../src/base/id.ts";
import { Agreement, type Lock } from "../../src/seal/agreement.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import { isLater, type LastSign } from "../../src/seal/last-sign.ts";
import type { SealContent, SignedSealMessage } from "../../src/seal/message.ts";
import { liarsBorne, quorumOf } from "../../src/seal/quorum.ts";
import { type Prng, prng } from "../../src/sim/prng.ts";
import { fc } from "../property.ts";
import { COMMUNITY, deviceKey, proposalOf, reportOf, said } from "./samples.ts";

const RANK_MS = 10;
const ROUND_MS = 100;

/** One honest seat: what it signed last and its own words survive a crash, all else is lost. */
class Honest {
  readonly device: DeviceKey;
  readonly said: SignedSealMessage[] = [];
  readonly #seats: readonly DeviceKey[];
  #last: LastSign | null = null;
  agreement: Agreement;
  decided: SealId | undefined;
  #sent = 0;

  constructor(seats: readonly DeviceKey[], index: number) {
    this.#seats = seats;
    this.device = seats[index] as DeviceKey;
    this.agreement = this.#begin();
    this.#sign(0, { step: "report", report: reportOf({}, index) }, { round: -1, value: null });
    for (const own of this.said) this.agreement.add(own);
  }

  #begin(): Agreement {
    const times = { rankMs: RANK_MS, roundMs: ROUND_MS };
    const places = { community: COMMUNITY, epoch: 0, height: 1, prevSeal: null };
    const count = this.#seats.length;
    const size = { seats: this.#seats, quorum: quorumOf(count), liars: liarsBorne(count) };
    const setup = { ...places, ...size, ...times };
    return new Agreement(
      { ...setup, self: this.device, lastSign: this.#last },
      {
        valueOf: ({ header }) => sealIdOf(header),
        isTimeToPrevote: () => true,
        isTimeToDecide: () => true,
        judge: () => "valid",
        compose: () => proposalOf(`of ${this.device}`),
        sign: (round, content, lock) => this.#sign(round, content, lock),
      },
    );
  }

  #sign(round: number, content: SealContent, lock: Lock): SignedSealMessage | undefined {
    const word = { epoch: 0, height: 1, round, step: content.step };
    if (this.#last !== null && !isLater(word, this.#last)) return undefined;
    const locked = { lockRound: lock.round, lockValue: lock.value };
    this.#last = { device: this.device, feedSeq: -1, feedId: null, ...word, ...locked, nowMs: 0 };
    const signed = said(this.device, round, content);
    this.said.push(signed);
    return signed;
  }

  crash(): void {
    this.agreement = this.#begin();
    for (const own of this.said) this.agreement.add(own);
  }

  advance(nowMs: number): readonly SignedSealMessage[] {
    const decision = this.agreement.advance(nowMs);
    if (decision !== undefined) {
      expect(this.decided ?? decision.value).toBe(decision.value);
      this.decided = decision.value;
    }
    const fresh = this.said.slice(this.#sent);
    this.#sent = this.said.length;
    return fresh;
  }
}

class Model {
  readonly honest: readonly Honest[];
  readonly #seats: readonly DeviceKey[];
  readonly #chance: Prng;
  readonly #lostPercent: number;
  readonly #values: (SealId | null)[];
  #flying: { readonly to: Honest; readonly signed: SignedSealMessage }[] = [];
  #nowMs = 0;

  constructor(seed: number, seats: number, liars: number) {
    this.#chance = prng(seed);
    this.#lostPercent = this.#chance.pick([5, 25, 40]) ?? 0;
    this.#seats = Array.from({ length: seats }, (_, i) => deviceKey(`${i}`));
    this.honest = this.#seats.slice(liars).map((_, i) => new Honest(this.#seats, i + liars));
    this.#values = [null, ...this.#seats.map((device) => sealIdOf(proposalOf(`of ${device}`).header))];
  }

  #step(node: Honest): void {
    for (const signed of node.advance(this.#nowMs))
      for (const to of this.honest) if (to !== node) this.#flying.push({ to, signed });
  }

  /** Something happens: a message arrives, gets lost or comes twice; time passes; a node crashes; a liar speaks. */
  happen(liars: number): void {
    const chance = this.#chance;
    const at = chance.below(Math.max(1, this.#flying.length));
    const flying = this.#flying[at];
    if (flying !== undefined && !chance.oneIn(4)) {
      if (!chance.oneIn(8)) this.#flying.splice(at, 1);
      if (this.#hears(flying.to, flying.signed)) flying.to.agreement.add(flying.signed);
      this.#step(flying.to);
    } else if (chance.oneIn(6)) chance.pick(this.honest)?.crash();
    else if (liars > 0 && chance.oneIn(2)) this.#lie(liars);
    else {
      this.#nowMs += chance.below(2 * RANK_MS) * (chance.oneIn(6) ? 40 : 1);
      const node = chance.pick(this.honest);
      if (node !== undefined) this.#step(node);
    }
  }

  /** Votes get lost far more often than the rest, so that seats see different parts of one round. */
  #hears(to: Honest, { message }: SignedSealMessage): boolean {
    const isVote = message.step === "prevote" || message.step === "precommit";
    if (!isVote || to.device === message.device) return !this.#chance.oneIn(20);
    return this.#chance.below(100) >= this.#lostPercent;
  }

  /** A liar says different things to different seats. */
  #lie(liars: number): void {
    const chance = this.#chance;
    const device = this.#seats[chance.below(liars)] as DeviceKey;
    const round = chance.below(4);
    const value = chance.pick(this.#values) ?? null;
    const step = chance.oneIn(2) ? "prevote" : "precommit";
    const proposal = proposalOf(`of ${chance.pick(this.#seats)}`, chance.oneIn(2) ? null : chance.below(3));
    const content: SealContent = chance.oneIn(3) ? { step: "propose", proposal } : { step, value };
    for (const to of this.honest)
      if (chance.oneIn(2)) this.#flying.push({ to, signed: said(device, round, content) });
  }

  /** Faults stop: everybody hears everything that honest seats said, as sync brings it. */
  settle(): void {
    for (let turn = 0; turn < 400 && this.honest.some(({ decided }) => decided === undefined); turn++) {
      this.#nowMs += RANK_MS;
      for (const to of this.honest)
        for (const from of this.honest) for (const signed of from.said) to.agreement.add(signed);
      for (const node of this.honest) this.#step(node);
      this.#flying = [];
    }
  }

  decisions(): readonly (SealId | undefined)[] {
    return this.honest.map(({ decided }) => decided);
  }
}

function agreed(decisions: readonly (SealId | undefined)[]): boolean {
  return new Set(decisions.filter((value) => value !== undefined)).size <= 1;
}

test("4 to 7 honest seats never decide two values, whatever is delayed, lost, repeated or crashes, and then decide one", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 4, max: 7 }), (seed, seats) => {
      const model = new Model(seed, seats, 0);
      for (let i = 0; i < 500; i++) model.happen(0);
      expect(agreed(model.decisions())).toBe(true);
      model.settle();
      expect(agreed(model.decisions())).toBe(true);
      expect(model.decisions()).not.toContain(undefined);
    }),
    { numRuns: 150 },
  );
});

test("with r liars among them the honest never decide two values", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 4, max: 7 }), (seed, seats) => {
      const liars = liarsBorne(seats);
      const model = new Model(seed, seats, liars);
      for (let i = 0; i < 300; i++) model.happen(liars);
      model.settle();
      expect(agreed(model.decisions())).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test("no honest seat ever says two things for one round and step", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const model = new Model(seed, 5, 0);
      for (let i = 0; i < 250; i++) model.happen(0);
      model.settle();
      for (const { said: words } of model.honest) {
        const places = words.map(({ message }) => `${message.round}/${message.step}`);
        expect(new Set(places).size).toBe(places.length);
      }
    }),
    { numRuns: 50 },
  );
});
