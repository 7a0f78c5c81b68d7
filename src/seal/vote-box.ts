import type { DeviceKey, SealId } from "../base/id.ts";
import type { Step } from "./last-sign.ts";
import type { Proposal, SignedSealMessage } from "./message.ts";

/** A seat that said two different things for one round and step: both signed messages, as evidence. */
export interface DoubleWord {
  readonly first: SignedSealMessage;
  readonly second: SignedSealMessage;
}

/** Rounds kept; with the longest round of 7 days the last of them ends long after a recovery is due. */
export const ROUNDS_MAX = 64;

/** Every seat's words at one height: the first for each (seat, round, step) counts, a second one is evidence. */
export class VoteBox {
  readonly #words = new Map<string, SignedSealMessage>();
  readonly #doubles: DoubleWord[] = [];
  readonly #seats: ReadonlySet<DeviceKey>;
  /** proposals by the value they propose, the first seen of each */
  readonly #values = new Map<SealId, Proposal>();

  constructor(seats: readonly DeviceKey[]) {
    this.#seats = new Set(seats);
  }

  /** false: already known, no seat, or out of bounds. */
  add(signed: SignedSealMessage, idOf: (proposal: Proposal) => SealId): boolean {
    const { device, round, step } = signed.message;
    if (!this.#seats.has(device) || round >= ROUNDS_MAX) return false;
    const key = keyOf(device, round, step);
    const first = this.#words.get(key);
    if (first !== undefined) {
      if (first.hash !== signed.hash && !this.#doubles.some((double) => double.first === first))
        this.#doubles.push({ first, second: signed });
      return false;
    }
    this.#words.set(key, signed);
    if (signed.message.step === "propose") {
      const value = idOf(signed.message.proposal);
      if (!this.#values.has(value)) this.#values.set(value, signed.message.proposal);
    }
    return true;
  }

  get doubles(): readonly DoubleWord[] {
    return this.#doubles;
  }

  all(): Iterable<SignedSealMessage> {
    return this.#words.values();
  }

  of(device: DeviceKey, round: number, step: Step): SignedSealMessage | undefined {
    return this.#words.get(keyOf(device, round, step));
  }

  proposalOf(value: SealId): Proposal | undefined {
    return this.#values.get(value);
  }

  /** The proposals of one round, in order of the seats. */
  proposals(round: number): readonly Proposal[] {
    const found: Proposal[] = [];
    for (const seat of this.#seats) {
      const message = this.of(seat, round, "propose")?.message;
      if (message?.step === "propose") found.push(message.proposal);
    }
    return found;
  }

  reports(): readonly SignedSealMessage[] {
    return [...this.#seats].flatMap((seat) => this.of(seat, 0, "report") ?? []);
  }

  tally(round: number, step: "prevote" | "precommit"): Tally {
    const values = new Map<SealId | null, number>();
    let voted = 0;
    for (const seat of this.#seats) {
      const message = this.of(seat, round, step)?.message;
      if (message === undefined || (message.step !== "prevote" && message.step !== "precommit")) continue;
      voted++;
      values.set(message.value, (values.get(message.value) ?? 0) + 1);
    }
    return { values, voted };
  }

  precommits(round: number, value: SealId): readonly SignedSealMessage[] {
    return [...this.#seats].flatMap((seat) => {
      const signed = this.of(seat, round, "precommit");
      return signed?.message.step === "precommit" && signed.message.value === value ? [signed] : [];
    });
  }

  /** Rounds above `round` in which at least `enough` seats have said something, highest first. */
  roundAhead(round: number, enough: number): number | undefined {
    const speakers = new Map<number, Set<DeviceKey>>();
    for (const { message } of this.#words.values())
      if (message.round > round) {
        const set = speakers.get(message.round) ?? new Set<DeviceKey>();
        speakers.set(message.round, set.add(message.device));
      }
    const rounds = [...speakers].filter(([, seats]) => seats.size >= enough).map(([ahead]) => ahead);
    return rounds.length === 0 ? undefined : Math.max(...rounds);
  }
}

export interface Tally {
  readonly values: ReadonlyMap<SealId | null, number>;
  readonly voted: number;
}

/** The value (not nil) with at least `quorum` votes. */
export function winnerOf(tally: Tally, quorum: number): SealId | undefined {
  for (const [value, count] of tally.values) if (value !== null && count >= quorum) return value;
  return undefined;
}

/** Whether the seats still silent can no longer bring any value to `quorum`. */
export function isSplit(tally: Tally, quorum: number, seats: number): boolean {
  let best = 0;
  for (const [value, count] of tally.values) if (value !== null && count > best) best = count;
  return best + (seats - tally.voted) < quorum;
}

function keyOf(device: DeviceKey, round: number, step: Step): string {
  return `${device}/${round}/${step}`;
}
