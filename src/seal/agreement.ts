import type { CommunityId, DeviceKey, SealId } from "../base/id.ts";
import type { LastSign } from "./last-sign.ts";
import type { Proposal, RecoveryProposal, SealContent, SignedSealMessage } from "./message.ts";
import { turnsOf } from "./rank.ts";
import { type DoubleWord, isSplit, type Kept, VoteBox, winnerOf } from "./vote-box.ts";

/** What does not change while one height is being agreed on; in a recovery (height 0) seats may be added, and self may wake. */
export interface AgreementSetup {
  readonly community: CommunityId;
  readonly epoch: number;
  readonly height: number;
  readonly prevSeal: SealId | null;
  readonly seats: readonly DeviceKey[];
  /** how many voices there are; undefined: one of each seat */
  readonly voices?: number;
  /** q, and r: see `quorum.ts` */
  readonly quorum: number;
  readonly liars: number;
  /** our own device if it has a seat */
  readonly self: DeviceKey | null;
  readonly rankMs: number;
  readonly roundMs: number;
  /** what we have signed before a restart */
  readonly lastSign: LastSign | null;
}

/** "wait": something needed to judge is not here yet; asked again at the next input. */
export type Judgement = "valid" | "invalid" | "wait";

/** What the agreement asks of its peer. */
export interface AgreementPort<P> {
  /** names the value that is proposed */
  valueOf(proposal: P): SealId;
  /** reports check, cut recomputes, own state root equals the proposed one */
  judge(proposal: P): Judgement;
  /** our clock allows to prevote this new value; asked again at the next input */
  isTimeToPrevote(proposal: P): boolean;
  /** our clock allows to seal it; asked again at the next input */
  isTimeToDecide(proposal: P): boolean;
  /** a new value from the reports held, or undefined while that is not possible */
  compose(reports: readonly SignedSealMessage[]): P | undefined;
  /** false: this node has only just woken, so others' words may be waiting for it; absent: never */
  isAwake?(): boolean;
  /** signs, makes durable as given, and sends; undefined where `last-sign` forbids it */
  sign(round: number, content: SealContent, lock: Lock): SignedSealMessage | undefined;
}

export interface Lock {
  readonly round: number;
  readonly value: SealId | null;
}

export interface Decision<P = Proposal> {
  readonly proposal: P;
  readonly value: SealId;
  readonly round: number;
  readonly precommits: readonly SignedSealMessage[];
}

const ROUND_MS_MAX = 7 * 24 * 3_600_000;
/** A new value waits for at most so many first turns, and half a round, so that who comes by for an hour still votes. */
const PATIENCE_TURNS = 32;
const NO_LOCK: Lock = { round: -1, value: null };

/**
 * One height's agreement: Tendermint's rules (arXiv 1807.04938, algorithm 1; line numbers below) with
 * 2f+1 → q and f+1 → r+1, several proposers by rank, and rounds that end early when their votes are split.
 */
export class Agreement<P extends Proposal | RecoveryProposal = Proposal> {
  readonly setup: AgreementSetup;
  readonly box: VoteBox<P>;
  readonly quorum: number;
  readonly #port: AgreementPort<P>;
  #round = 0;
  #step: "propose" | "prevote" | "precommit" = "propose";
  #lock: Lock = NO_LOCK;
  #valid: Lock = NO_LOCK;
  /** the seats in the order of their turns in this round */
  #turns: { readonly round: number; readonly order: readonly DeviceKey[] } = { round: -1, order: [] };
  /** since when this round could have had a proposal; null: not yet */
  #activeSinceMs: number | null = null;
  #prevotesSinceMs: number | null = null;
  #precommitsSinceMs: number | null = null;
  /** when we spoke last, before a restart in this step; null: there was none */
  #spokeMs: number | null = null;
  #decision: Decision<P> | undefined;

  constructor(setup: AgreementSetup, port: AgreementPort<P>) {
    this.setup = setup;
    this.#port = port;
    this.box = new VoteBox<P>(setup.seats, setup.height === 0 ? "mandate" : "report");
    this.quorum = setup.quorum;
    const last = setup.lastSign;
    if (last !== null && last.epoch === setup.epoch && last.height === setup.height) this.#resume(last);
  }

  get round(): number {
    return this.#round;
  }

  get doubles(): readonly DoubleWord[] {
    return this.box.doubles;
  }

  /** A crash goes on from what was signed last, lock included. */
  #resume(last: LastSign): void {
    this.#round = last.round;
    this.#lock = { round: last.lockRound, value: last.lockValue };
    if (last.step === "prevote" || last.step === "precommit") this.#step = last.step;
    if (last.nowMs > 0) this.#spokeMs = last.nowMs;
  }

  /** Takes in one verified message of this height. */
  add(signed: SignedSealMessage): Kept {
    return this.box.add(signed, (proposal) => this.#port.valueOf(proposal));
  }

  /** Applies the rules until none fires; the decision, once there is one. */
  advance(nowMs: number): Decision<P> | undefined {
    while (this.#decision === undefined) if (!this.#fire(nowMs)) break;
    return this.#decision;
  }

  #fire(nowMs: number): boolean {
    if (this.#decide()) return true;
    if (this.setup.self === null) return false;
    const ahead = this.box.roundAhead(this.#round, this.setup.liars + 1);
    if (ahead !== undefined) return this.#startRound(ahead); // line 55
    this.#noteValid();
    if (this.#step === "propose") return this.#propose(nowMs);
    if (this.#step === "prevote") return this.#precommit(nowMs);
    return this.#endRound(nowMs);
  }

  /** Line 49: q precommits of any round, at any later time. */
  #decide(): boolean {
    for (let round = 0; round <= Math.max(this.#round, this.box.highestRound()); round++) {
      const value = winnerOf(this.box.tally(round, "precommit"), this.quorum);
      if (value === undefined) continue;
      const proposal = this.box.proposalOf(value);
      if (proposal === undefined || this.#port.judge(proposal) !== "valid") continue;
      if (!this.#port.isTimeToDecide(proposal)) continue;
      this.#decision = { proposal, value, round, precommits: this.box.precommits(round, value) };
      return true;
    }
    return false;
  }

  #startRound(round: number): true {
    this.#round = round;
    this.#step = "propose";
    this.#activeSinceMs = null;
    this.#prevotesSinceMs = null;
    this.#precommitsSinceMs = null;
    this.#spokeMs = null;
    return true;
  }

  /** From when a waiting that begins now counts: who is switched off every day would else wait for ever. */
  #since(nowMs: number): number {
    return Math.min(nowMs, this.#spokeMs ?? nowMs);
  }

  /** Nobody gives up on others before having listened to them. */
  get #isAwake(): boolean {
    return this.#port.isAwake?.() ?? true;
  }

  get #roundMs(): number {
    return Math.min(this.setup.roundMs * 2 ** Math.min(this.#round, 30), ROUND_MS_MAX);
  }

  get #voices(): number {
    return this.setup.voices ?? this.setup.seats.length;
  }

  /** Turns grow apart with the rounds, so that one proposal reaches all before the next is made however slow the network; all of them fit into the round. */
  get #rankMs(): number {
    const grown = this.setup.rankMs * 2 ** Math.min(this.#round, 30);
    return Math.max(
      this.setup.rankMs,
      Math.min(grown, Math.floor(this.#roundMs / Math.max(1, this.setup.seats.length))),
    );
  }

  /** Line 36's second half: q prevotes, seen early or late, make a value valid; never a lock by themselves. */
  #noteValid(): void {
    for (let round = this.#round; round > this.#valid.round; round--) {
      const value = winnerOf(this.box.tally(round, "prevote"), this.quorum);
      if (value === undefined || this.box.proposalOf(value) === undefined) continue;
      this.#valid = { round, value };
    }
  }

  /** Lines 14-19, 22-33 and 57. */
  #propose(nowMs: number): boolean {
    const reports = this.box.reports();
    if (this.#activeSinceMs === null) {
      // till then nothing can be decided; and who has voted gives no report any more, so that a liar's proposal would leave too few for ever
      if (reports.length < this.quorum) return false;
      this.#activeSinceMs = this.#since(nowMs);
    }
    const waitedMs = nowMs - this.#activeSinceMs;
    for (const [rank, seat] of this.#turnsNow().entries())
      for (const proposal of this.box.proposalsBy(seat, this.#round))
        if (this.#isDue(proposal, rank, waitedMs) && this.#mayPrevote(proposal))
          return this.#vote("prevote", this.#port.valueOf(proposal));
    if (!this.#isAwake) return false;
    if (waitedMs >= this.#roundMs) return this.#vote("prevote", null);
    return this.#proposeOurs(reports, waitedMs);
  }

  #turnsNow(): readonly DeviceKey[] {
    const { seats, prevSeal, height } = this.setup;
    if (this.#turns.round !== this.#round || this.#turns.order.length !== seats.length)
      this.#turns = { round: this.#round, order: turnsOf(seats, prevSeal, height, this.#round) };
    return this.#turns.order;
  }

  /**
   * A new value waits for its proposer's turn here too: else who proposes before it to some could split every round
   * and never say two things. What r+1 seats vote for an honest one has waited for.
   */
  #isDue(proposal: P, rank: number, waitedMs: number): boolean {
    if (proposal.validRound !== null) return true;
    const patienceMs = Math.min(PATIENCE_TURNS * this.setup.rankMs, this.#roundMs / 2);
    if (waitedMs >= Math.min(rank * this.#rankMs, patienceMs)) return true;
    const votes = this.box.tally(this.#round, "prevote").values.get(this.#port.valueOf(proposal)) ?? 0;
    return votes > this.setup.liars;
  }

  /** Lines 22 and 28. */
  #mayPrevote(proposal: P): boolean {
    const value = this.#port.valueOf(proposal);
    const before = proposal.validRound;
    if (before === null) {
      if (!this.#port.isTimeToPrevote(proposal)) return false;
      if (this.#lock.value !== null && this.#lock.value !== value) return false;
    } else {
      if (before >= this.#round) return false;
      if (winnerOf(this.box.tally(before, "prevote"), this.quorum) !== value) return false;
      if (this.#lock.round > before && this.#lock.value !== value) return false;
    }
    return this.#port.judge(proposal) === "valid";
  }

  #proposeOurs(reports: readonly SignedSealMessage[], waitedMs: number): boolean {
    const { self } = this.setup;
    if (self === null || this.box.of(self, this.#round, this.box.proposes) !== undefined) return false;
    if (reports.length < this.quorum) return false;
    if (waitedMs < this.#turnsNow().indexOf(self) * this.#rankMs) return false;
    const valid = this.#valid.value === null ? undefined : this.box.proposalOf(this.#valid.value);
    const proposal =
      valid === undefined ? this.#port.compose(reports) : { ...valid, validRound: this.#valid.round };
    if (proposal === undefined) return false;
    return this.#say({ step: this.box.proposes, proposal } as SealContent);
  }

  /** Lines 34-46 and 61. */
  #precommit(nowMs: number): boolean {
    const tally = this.box.tally(this.#round, "prevote");
    const value = winnerOf(tally, this.quorum);
    const proposal = value === undefined ? undefined : this.box.proposalOf(value);
    if (value !== undefined && proposal !== undefined && this.#port.judge(proposal) === "valid") {
      this.#lock = { round: this.#round, value };
      return this.#vote("precommit", value);
    }
    if (value === undefined && isSplit(tally, this.quorum, this.#voices))
      return this.#vote("precommit", null);
    if (tally.voted < this.quorum) return false;
    this.#prevotesSinceMs ??= this.#since(nowMs);
    return this.#isAwake && nowMs - this.#prevotesSinceMs >= this.#roundMs && this.#vote("precommit", null);
  }

  /** Lines 47 and 65. */
  #endRound(nowMs: number): boolean {
    const tally = this.box.tally(this.#round, "precommit");
    if (winnerOf(tally, this.quorum) !== undefined) return false;
    if (isSplit(tally, this.quorum, this.#voices)) return this.#startRound(this.#round + 1);
    if (tally.voted < this.quorum) return false;
    this.#precommitsSinceMs ??= this.#since(nowMs);
    return (
      this.#isAwake && nowMs - this.#precommitsSinceMs >= this.#roundMs && this.#startRound(this.#round + 1)
    );
  }

  #vote(step: "prevote" | "precommit", value: SealId | null): true {
    this.#step = step;
    this.#spokeMs = null;
    this.#say({ step, value });
    return true;
  }

  /** A word that `last-sign` forbids was given before a crash: the round goes on without saying it twice. */
  #say(content: SealContent): boolean {
    const signed = this.#port.sign(this.#round, content, this.#lock);
    return signed !== undefined && this.add(signed) === "kept";
  }
}
