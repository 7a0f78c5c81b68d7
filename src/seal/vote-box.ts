import type { DeviceKey, HashId, SealId } from "../base/id.ts";
import type { Step } from "../events/seal-word.ts";
import type { Proposal, RecoveryProposal, SignedSealMessage } from "./message.ts";

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
export class VoteBox<P extends Proposal | RecoveryProposal = Proposal> {
  /** what proposals rest on, and how they are made */
  readonly #basis: "report" | "mandate";
  readonly proposes: "propose" | "recover";
  /** by round and step, then by seat: every look at the agreement asks all seats about one place */
  readonly #words = new Map<string, Map<DeviceKey, SignedSealMessage[]>>();
  readonly #byHash = new Map<HashId, SignedSealMessage>();
  readonly #doubles: DoubleWord[] = [];
  /** who may speak, and for whom: one voice counts once */
  readonly #seats: Map<DeviceKey, string>;
  /** proposals by the value they propose, the first seen of each */
  readonly #values = new Map<SealId, P>();
  /** reports that proposals name, and values that votes name */
  readonly #named = new Set<string>();
  /** counted as they come, since every look at the agreement asks: votes by round and step, speakers by round */
  readonly #votes = new Map<
    string,
    { readonly voters: Map<SealId | null, Set<string>>; readonly voted: Set<string> }
  >();
  readonly #speakers = new Map<number, Set<string>>();

  constructor(seats: readonly DeviceKey[], basis: "report" | "mandate" = "report") {
    this.#seats = new Map(seats.map((seat) => [seat, seat]));
    this.#basis = basis;
    this.proposes = basis === "report" ? "propose" : "recover";
  }

  add(signed: SignedSealMessage, idOf: (proposal: P) => SealId): Kept {
    const { message, hash } = signed;
    const { device, round, step } = message;
    if (!this.#seats.has(device) || round >= ROUNDS_MAX) return "refused";
    if (this.#byHash.has(hash)) return "known";
    const words = this.#at(round, step) ?? new Map<DeviceKey, SignedSealMessage[]>();
    const before = words.get(device);
    if (before !== undefined && before.length > 1 && !this.#mayAdd(message, hash, before.length, idOf))
      return "refused";
    this.#words.set(keyOf(round, step), words);
    if (before === undefined) words.set(device, [signed]);
    else {
      const [first] = before;
      if (first !== undefined && before.length === 1) this.#doubles.push({ first, second: signed });
      before.push(signed);
    }
    this.#byHash.set(hash, signed);
    this.#count(message);
    this.#note(message, idOf);
    return "kept";
  }

  #count(message: SignedSealMessage["message"]): void {
    const { device, round, step } = message;
    const voice = this.#seats.get(device) ?? device;
    this.#speakers.set(round, (this.#speakers.get(round) ?? new Set()).add(voice));
    if (!isVote(message)) return;
    const key = keyOf(round, step);
    const votes = this.#votes.get(key) ?? { voters: new Map(), voted: new Set() };
    this.#votes.set(key, votes);
    votes.voted.add(voice);
    votes.voters.set(message.value, (votes.voters.get(message.value) ?? new Set()).add(voice));
  }

  #mayAdd(
    message: SignedSealMessage["message"],
    hash: HashId,
    count: number,
    idOf: (proposal: P) => SealId,
  ): boolean {
    if (message.step === this.#basis) return count < REPORTS_OF_SEAT_MAX && this.#named.has(hash);
    const proposal = this.#proposalIn(message);
    if (proposal !== undefined) return count < PROPOSALS_OF_SEAT_MAX && this.#named.has(idOf(proposal));
    return isVote(message) && message.value !== null && this.#values.has(message.value);
  }

  #note(message: SignedSealMessage["message"], idOf: (proposal: P) => SealId): void {
    const proposal = this.#proposalIn(message);
    if (proposal !== undefined) {
      const value = idOf(proposal);
      if (!this.#values.has(value)) this.#values.set(value, proposal);
      for (const report of proposal.reports) this.#named.add(report);
    } else if (isVote(message) && message.value !== null) this.#named.add(message.value);
  }

  #proposalIn(message: SignedSealMessage["message"]): P | undefined {
    const isOne = message.step === "propose" || message.step === "recover";
    return isOne && message.step === this.proposes ? (message.proposal as P) : undefined;
  }

  /** One more that may speak; of several with one voice each may, and together they count once. */
  admit(device: DeviceKey, voice: string): void {
    this.#seats.set(device, voice);
  }

  /** Of each place where a seat said more than one thing the first two. */
  get doubles(): readonly DoubleWord[] {
    return this.#doubles;
  }

  /** Everything kept, in order of arrival. */
  all(): Iterable<SignedSealMessage> {
    return this.#byHash.values();
  }

  /** The first word for a place. */
  of(device: DeviceKey, round: number, step: Step): SignedSealMessage | undefined {
    return this.#at(round, step)?.get(device)?.[0];
  }

  proposalOf(value: SealId): P | undefined {
    return this.#values.get(value);
  }

  /** The proposals of one round, in order of the seats. */
  proposals(round: number): readonly P[] {
    return this.#bySeat(round, this.proposes).flatMap((said) => this.#proposalsIn(said));
  }

  /** Those of one seat, in order of arrival. */
  proposalsBy(seat: DeviceKey, round: number): readonly P[] {
    return this.#proposalsIn(this.#at(round, this.proposes)?.get(seat) ?? []);
  }

  #proposalsIn(words: readonly SignedSealMessage[]): readonly P[] {
    return words.flatMap(({ message }) => this.#proposalIn(message) ?? []);
  }

  /** The first report (or mandate) of each voice; of seats that gave two, after the others. */
  reports(): readonly SignedSealMessage[] {
    const said = this.#bySeat(0, this.#basis);
    const single = said.filter(({ length }) => length === 1);
    const all = [...single, ...said.filter(({ length }) => length > 1)].flatMap(([first]) => first ?? []);
    return this.#oneOfEach(all);
  }

  named(hash: HashId): SignedSealMessage | undefined {
    return this.#byHash.get(hash);
  }

  tally(round: number, step: "prevote" | "precommit"): Tally {
    const votes = this.#votes.get(keyOf(round, step));
    if (votes === undefined) return NO_VOTES;
    const values = new Map([...votes.voters].map(([value, voices]) => [value, voices.size] as const));
    return { values, voted: votes.voted.size };
  }

  /** Of several with one voice the first. */
  #oneOfEach(words: readonly SignedSealMessage[]): readonly SignedSealMessage[] {
    const voices = new Set<string>();
    return words.filter(({ message: { device } }) => {
      const voice = this.#seats.get(device) ?? device;
      return voices.size < voices.add(voice).size;
    });
  }

  precommits(round: number, value: SealId): readonly SignedSealMessage[] {
    const said = this.#bySeat(round, "precommit").flat();
    return this.#oneOfEach(said.filter(({ message }) => isVote(message) && message.value === value));
  }

  /** The highest round above `round` in which at least `enough` seats have said something. */
  roundAhead(round: number, enough: number): number | undefined {
    const ahead = [...this.#speakers].filter(([at, voices]) => at > round && voices.size >= enough);
    return ahead.length === 0 ? undefined : Math.max(...ahead.map(([at]) => at));
  }

  /** The highest round in which anybody said anything; 0 before. */
  highestRound(): number {
    return Math.max(0, ...this.#speakers.keys());
  }

  #at(round: number, step: Step): Map<DeviceKey, SignedSealMessage[]> | undefined {
    return this.#words.get(keyOf(round, step));
  }

  /** What was said there, in order of the seats. */
  #bySeat(round: number, step: Step): readonly (readonly SignedSealMessage[])[] {
    const words = this.#at(round, step);
    return words === undefined ? [] : [...this.#seats.keys()].map((seat) => words.get(seat) ?? []);
  }
}

export interface Tally {
  readonly values: ReadonlyMap<SealId | null, number>;
  readonly voted: number;
}

const NO_VOTES: Tally = { values: new Map(), voted: 0 };

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

function isVote(
  message: SignedSealMessage["message"],
): message is Extract<SignedSealMessage["message"], { readonly step: "prevote" | "precommit" }> {
  return message.step === "prevote" || message.step === "precommit";
}

function keyOf(round: number, step: Step): string {
  return `${round}/${step}`;
}
