import type { DeviceKey, SealId } from "../../src/base/id.ts";
import { Agreement, type Judgement, type Lock } from "../../src/seal/agreement.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import type { LastSign } from "../../src/seal/last-sign.ts";
import type { Proposal, SealContent, SignedSealMessage } from "../../src/seal/message.ts";
import { liarsBorne, quorumOf } from "../../src/seal/quorum.ts";
import { rankOf, turnsOf } from "../../src/seal/rank.ts";
import { COMMUNITY, deviceKey, proposalOf, reportOf, said } from "./samples.ts";

export const V = proposalOf("V");
export const W = proposalOf("W");
export const v = sealIdOf(V.header);
export const w = sealIdOf(W.header);
export const ROUND_MS = 1_000;
export const RANK_MS = 100;

interface Said {
  readonly round: number;
  readonly content: SealContent;
  readonly lock: Lock;
}

/** One seat's agreement, and what it said; the other seats' words are put in by hand. */
export class Seat {
  readonly seats: readonly DeviceKey[];
  readonly self: DeviceKey;
  readonly agreement: Agreement;
  readonly words: Said[] = [];
  readonly judgements = new Map<SealId, Judgement>();
  own: Proposal | undefined = V;
  isTime = true;
  isAwake = true;

  constructor(count: number, lastSign: LastSign | null = null, index = 0) {
    this.seats = Array.from({ length: count }, (_, i) => deviceKey(`${i}`));
    this.self = this.seats[index] as DeviceKey;
    const times = { rankMs: RANK_MS, roundMs: ROUND_MS };
    const places = { community: COMMUNITY, epoch: 0, height: 1, prevSeal: null };
    const size = { seats: this.seats, quorum: quorumOf(count), liars: liarsBorne(count) };
    const setup = { ...places, ...size, ...times };
    this.agreement = new Agreement(
      { ...setup, self: this.self, lastSign },
      {
        valueOf: ({ header }) => sealIdOf(header),
        isTimeToPrevote: () => this.isTime,
        isTimeToDecide: () => this.isTime,
        isAwake: () => this.isAwake,
        judge: (proposal) => this.judgements.get(sealIdOf(proposal.header)) ?? "valid",
        compose: () => this.own,
        sign: (round, content, lock) => this.#sign(round, content, lock),
      },
    );
  }

  #sign(round: number, content: SealContent, lock: Lock): SignedSealMessage {
    this.words.push({ round, content, lock });
    return said(this.self, round, content);
  }

  hear(from: readonly number[], round: number, content: SealContent): this {
    for (const index of from) this.agreement.add(said(this.seats[index] as DeviceKey, round, content));
    return this;
  }

  reports(): this {
    return this.hear(
      this.seats.map((_, i) => i),
      0,
      { step: "report", report: reportOf({}) },
    );
  }

  /** What it says now, in short: "propose V", "prevote nil". */
  at(nowMs: number): string[] {
    const before = this.words.length;
    this.agreement.advance(nowMs);
    return this.words.slice(before).map(({ round, content }) => `${round} ${inShort(content)}`);
  }

  get lock(): Lock | undefined {
    return this.words.at(-1)?.lock;
  }
}

export function inShort(content: SealContent): string {
  const name = (value: SealId | null) =>
    value === null ? "nil" : value === v ? "V" : value === w ? "W" : "?";
  if (content.step === "report" || content.step === "mandate" || content.step === "recover")
    return content.step;
  if (content.step === "propose") {
    const { header, validRound } = content.proposal;
    return `propose ${name(sealIdOf(header))}${validRound === null ? "" : ` of ${validRound}`}`;
  }
  return `${content.step} ${name(content.value)}`;
}

export const prevote = (value: SealId | null): SealContent => ({ step: "prevote", value });
export const precommit = (value: SealId | null): SealContent => ({ step: "precommit", value });
export const propose = (proposal: Proposal, validRound: number | null = null): SealContent => ({
  step: "propose",
  proposal: { ...proposal, validRound },
});

/** A seat whose turn to propose comes late, so that the others come first. */
export function patientSeat(count: number, lastSign: LastSign | null = null): Seat {
  const devices = Array.from({ length: count }, (_, i) => deviceKey(`${i}`));
  const late = devices.findIndex((device) => rankOf(device, devices, null, 1, 0) === count - 1);
  return new Seat(count, lastSign, late);
}

/** The indices of the other seats, in the order of their turns in a round. */
export function others({ seats, self }: Seat, round = 0): number[] {
  const order = turnsOf(seats, null, 1, round).filter((device) => device !== self);
  return order.map((device) => seats.indexOf(device));
}

export function lastSignOf(parts: Partial<LastSign>): LastSign {
  const none = { feedSeq: -1, feedId: null, lockRound: -1, lockValue: null, nowMs: 0 };
  return { device: deviceKey("0"), epoch: 0, height: 1, round: 0, step: "report", ...none, ...parts };
}
