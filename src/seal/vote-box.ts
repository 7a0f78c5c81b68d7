import type { DeviceKey, HashId, SealId } from "../base/id.ts";
import type { Step } from "../events/seal-word.ts";
import type { Proposal, SignedSealMessage } from "./message.ts";

/** A seat that said two different things for one round and step: both signed messages, as evidence. */
export interface DoubleWord {
  readonly first: SignedSealMessage;
  readonly second: SignedSealMessage;
}

/** Rounds kept; with the longest round of 7 days the last of them ends long after a recovery is due. */
export const ROUNDS_MAX = 256;
/** Of one seat at one height. */
export const REPORTS_OF_SEAT_MAX = 4;
/** Of one seat in one round. */
export const PROPOSALS_OF_SEAT_MAX = 16;

/** "kept": new here; "known"; "refused": no seat, out of bounds, or one word too many. */
export type Kept = "kept" | "known" | "refused";

/**
 * Every seat's words at one height. A seat that says two things for one place is a liar, and both are kept as
 * evidence. Each of them counts for what it says, as in the paper, since others may have met only that one.
 * Further ones are kept only where something else that is kept names them.
 */
export class VoteBox {
  readonly #words = new Map<string, SignedSealMessage[]>();
  readonly #byHash = new Map<HashId, SignedSealMessage>();
  readonly #seats: Set<DeviceKey>;
  /** proposals by the value they propose, the first seen of each */
  readonly #values = new Map<SealId, Proposal>();
  /** reports that proposals name, and values that votes name */
  readonly #named = new Set<string>();

  constructor(seats: readonly DeviceKey[]) {
    this.#seats = new Set(seats);
  }

  add(signed: SignedSealMessage, idOf: (proposal: Proposal) => SealId): Kept {
    const { message, hash } = signed;
    const { device, round, step } = message;
    if (!this.#seats.has(device) || round >= ROUNDS_MAX) return "refused";
    if (this.#byHash.has(hash)) return "known";
    const key = keyOf(device, round, step);
    const before = this.#words.get(key);
    if (before !== undefined && before.length > 1 && !this.#mayAdd(message, hash, before.length, idOf))
      return "refused";
    if (before === undefined) this.#words.set(key, [signed]);
    else before.push(signed);
    this.#byHash.set(hash, signed);
    this.#note(message, idOf);
    return "kept";
  }

  #mayAdd(
    message: SignedSealMessage["message"],
    hash: HashId,
    count: number,
    idOf: (proposal: Proposal) => SealId,
  ): boolean {
    if (message.step === "report") return count < REPORTS_OF_SEAT_MAX && this.#named.has(hash);
    if (message.step === "propose")
      return count < PROPOSALS_OF_SEAT_MAX && this.#named.has(idOf(message.proposal));
    return message.value !== null && this.#values.has(message.value);
  }

  #note(message: SignedSealMessage["message"], idOf: (proposal: Proposal) => SealId): void {
    if (message.step === "propose") {
      const value = idOf(message.proposal);
      if (!this.#values.has(value)) this.#values.set(value, message.proposal);
      for (const report of message.proposal.reports) this.#named.add(report);
    } else if (message.step !== "report" && message.value !== null) this.#named.add(message.value);
  }

  /** One more that may speak. */
  admit(device: DeviceKey): void {
    this.#seats.add(device);
  }

  /** Of each place where a seat said more than one thing the first two. */
  get doubles(): readonly DoubleWord[] {
    const doubles: DoubleWord[] = [];
    for (const [first, second] of this.#words.values())
      if (first !== undefined && second !== undefined) doubles.push({ first, second });
    return doubles;
  }

  /** Everything kept, in order of arrival. */
  all(): Iterable<SignedSealMessage> {
    return this.#byHash.values();
  }

  /** The first word for a place. */
  of(device: DeviceKey, round: number, step: Step): SignedSealMessage | undefined {
    return this.#words.get(keyOf(device, round, step))?.[0];
  }

  proposalOf(value: SealId): Proposal | undefined {
    return this.#values.get(value);
  }

  /** The proposals of one round, in order of the seats. */
  proposals(round: number): readonly Proposal[] {
    return [...this.#seats].flatMap((seat) =>
      this.#said(seat, round, "propose").flatMap(({ message }) =>
        message.step === "propose" ? [message.proposal] : [],
      ),
    );
  }

  /** The first report of each seat; of those that gave two, after the others. */
  reports(): readonly SignedSealMessage[] {
    const said = [...this.#seats].map((seat) => this.#said(seat, 0, "report"));
    const single = said.filter(({ length }) => length === 1);
    return [...single, ...said.filter(({ length }) => length > 1)].flatMap(([first]) => first ?? []);
  }

  named(hash: HashId): SignedSealMessage | undefined {
    return this.#byHash.get(hash);
  }

  tally(round: number, step: "prevote" | "precommit"): Tally {
    const values = new Map<SealId | null, number>();
    let voted = 0;
    for (const seat of this.#seats) {
      const said = this.#said(seat, round, step);
      if (said.length > 0) voted++;
      for (const { message } of said)
        if (message.step === "prevote" || message.step === "precommit")
          values.set(message.value, (values.get(message.value) ?? 0) + 1);
    }
    return { values, voted };
  }

  precommits(round: number, value: SealId): readonly SignedSealMessage[] {
    return [...this.#seats].flatMap((seat) =>
      this.#said(seat, round, "precommit").filter(
        ({ message }) => message.step === "precommit" && message.value === value,
      ),
    );
  }

  /** The highest round above `round` in which at least `enough` seats have said something. */
  roundAhead(round: number, enough: number): number | undefined {
    const speakers = new Map<number, Set<DeviceKey>>();
    for (const { message } of this.all())
      if (message.round > round) {
        const set = speakers.get(message.round) ?? new Set<DeviceKey>();
        speakers.set(message.round, set.add(message.device));
      }
    const rounds = [...speakers].filter(([, seats]) => seats.size >= enough).map(([ahead]) => ahead);
    return rounds.length === 0 ? undefined : Math.max(...rounds);
  }

  #said(seat: DeviceKey, round: number, step: Step): readonly SignedSealMessage[] {
    return this.#words.get(keyOf(seat, round, step)) ?? [];
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
