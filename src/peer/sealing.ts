import type { SealId } from "../base/id.ts";
import type { Signer } from "../events/signer.ts";
import { Agreement, type Lock } from "../seal/agreement.ts";
import { sealIdOf } from "../seal/header.ts";
import { isLater, type LastSign } from "../seal/last-sign.ts";
import type { LockProof } from "../seal/mandate.ts";
import {
  type Proposal,
  type SealContent,
  type SealMessage,
  type SignedSealMessage,
  signSealMessage,
} from "../seal/message.ts";
import { liarsBorne, quorumOf } from "../seal/quorum.ts";
import type { FeedIds, Report } from "../seal/report.ts";
import type { Kept } from "../seal/vote-box.ts";
import { nextDeadlineMs } from "../state/next-deadline.ts";
import { charterOf, communityOf } from "../state/state.ts";
import type { SealedLedger } from "./check-seal.ts";
import type { OpenFeeds } from "./open-feeds.ts";
import { reportFeeds } from "./report-feeds.ts";
import { type SealedDecision, SealValues } from "./seal-values.ts";
import { Waking } from "./waking.ts";

/** How far a proposal's time may be ahead of our clock before we prevote it. */
export const CLOCK_AHEAD_MS = 10 * 60_000;
/** A sealed time further ahead of our clock than this is not applied: somebody's clock is off. */
export const FUTURE_MS_MAX = 24 * 3_600_000;

/** A report waits this many times `rankMs` for events that others report and that are not here yet. */
const REPORT_WAIT_RANKS = 4;

/** What sealing needs of its peer. */
export interface SealingPort {
  readonly signer: Signer;
  readonly open: OpenFeeds;
  lastSign(): LastSign | null;
  /** durable before it is sent, together with the others' words that a lock rests on; see `Outbox.flush` */
  given(signed: SignedSealMessage, lastSign: LastSign, because: readonly SignedSealMessage[]): void;
  /** false: this device signs nothing more */
  maySign(): boolean;
  /** false: our clock is not to be believed, so we say nothing about the time */
  isClockGood(): boolean;
  /** events of a proposed cut that are not here */
  missing(feeds: readonly FeedIds[]): void;
  /** others have something that is not here */
  hurry(): void;
  computesDifferently(height: number): void;
  fromTheFuture(height: number, throughMs: number): void;
}

/** One height: reports, proposals, votes, until it is decided. A new one begins at every seal. */
export class Sealing {
  readonly at: SealedLedger;
  readonly agreement: Agreement;
  readonly #port: SealingPort;
  readonly #values: SealValues;
  #nowMs = 0;
  readonly #waking: Waking;
  /** since when reports of others name what is not here */
  #lackingSinceMs: number | null = null;

  constructor(at: SealedLedger, port: SealingPort) {
    this.at = at;
    this.#port = port;
    this.#values = new SealValues(at, port);
    const { id, height } = communityOf(at.ledger.state);
    const charter = charterOf(at.ledger.state);
    const own = port.signer.publicKey;
    this.#waking = new Waking(charter.rankMs);
    const setup = {
      community: id,
      epoch: at.epoch,
      height: height + 1,
      prevSeal: at.sealId,
      seats: at.seats.map((seat) => seat.device),
      quorum: quorumOf(at.seats.length),
      liars: liarsBorne(at.seats.length),
      self: at.seats.some((seat) => seat.device === own) ? own : null,
      rankMs: charter.rankMs,
      roundMs: charter.roundMs,
      lastSign: port.lastSign(),
    };
    this.agreement = new Agreement(setup, {
      valueOf: (proposal) => sealIdOf(proposal.header),
      judge: (proposal) => this.#values.judge(proposal, this.agreement.box),
      isTimeToPrevote: ({ header }) => this.#nowMs >= header.throughMs - CLOCK_AHEAD_MS,
      isTimeToDecide: (proposal) => this.#isTimeToDecide(proposal),
      compose: (reports) => this.#compose(reports),
      isAwake: () => this.#waking.isAwake,
      sign: (round, content, lock) => this.#sign(round, content, lock),
    });
  }

  get height(): number {
    return this.agreement.setup.height;
  }

  /** Takes in a verified message; "refused" also where it is not of this height. */
  add(signed: SignedSealMessage): Kept {
    const { community, epoch, height } = signed.message;
    const setup = this.agreement.setup;
    if (community !== setup.community || epoch !== setup.epoch || height !== setup.height) return "refused";
    return this.agreement.add(signed);
  }

  /** What this value would make of the height, whether or not it is certified; undefined: it is not all here. */
  shown(value: SealId): SealedDecision | "invalid" | undefined {
    const { box } = this.agreement;
    const proposal = box.proposalOf(value);
    const judgement = proposal === undefined ? "wait" : this.#values.judge(proposal, box);
    if (proposal === undefined || judgement === "wait") return undefined;
    if (judgement === "invalid") return "invalid";
    return this.#values.conclude({ proposal, value, round: 0, precommits: [] }, box);
  }

  /** What we are bound to at this height, as others can check it; undefined: the words it rests on are not here. */
  lockProof(): LockProof | null | undefined {
    const last = this.#port.lastSign();
    const { epoch, height, seats } = this.agreement.setup;
    if (last?.lockValue == null || last.epoch !== epoch || last.height !== height) return null;
    const { lockRound: round, lockValue: value } = last;
    const signatures = [...this.agreement.box.all()].flatMap(({ message, signature }) => {
      const is = message.step === "prevote" && message.round === round && message.value === value;
      return is ? [{ seat: seats.indexOf(message.device), signature }] : [];
    });
    const sorted = signatures.sort((a, b) => a.seat - b.seat).slice(0, this.agreement.quorum);
    if (sorted.length < this.agreement.quorum) return undefined;
    return { height, value, prevotes: { round, signatures: sorted } };
  }

  /** Does what the moment asks for: report, propose, vote, decide. `steadyMs`: see `SteadyClock`. */
  advance(nowMs: number, steadyMs: number): SealedDecision | undefined {
    this.#nowMs = nowMs;
    this.#waking.look(steadyMs, this.#hasSpoken());
    if (this.#shouldReport(nowMs) && this.#holdsWhatIsNamed(steadyMs)) this.#report(nowMs);
    const decision = this.agreement.advance(steadyMs);
    this.#tellDifference();
    return decision && this.#values.conclude(decision, this.agreement.box);
  }

  /** One seat may lie about what it computes; where more than r agree on it, this node is the one to look at. */
  #tellDifference(): void {
    const { box, setup } = this.agreement;
    for (const value of this.#values.differing)
      for (let round = 0; round <= box.highestRound(); round++) {
        if ((box.tally(round, "prevote").values.get(value) ?? 0) <= setup.liars) continue;
        this.#values.differing.delete(value);
        this.#port.computesDifferently(setup.height);
        break;
      }
  }

  #isTimeToDecide({ header: { height, throughMs } }: Proposal): boolean {
    if (throughMs <= this.#nowMs + FUTURE_MS_MAX) return true;
    this.#port.fromTheFuture(height, throughMs);
    return false;
  }

  /** Whether we had said something at this height when it began here. */
  #hasSpoken(): boolean {
    const { lastSign, epoch, height } = this.agreement.setup;
    return lastSign?.epoch === epoch && lastSign.height === height;
  }

  /** No sooner than the cadence allows, and only when something waits. */
  #shouldReport(nowMs: number): boolean {
    const { self } = this.agreement.setup;
    if (self === null || !this.#port.maySign()) return false;
    // who has spoken in a recovery has given up the epoch before it
    if ((this.#port.lastSign()?.epoch ?? 0) > this.at.epoch) return false;
    if (this.agreement.box.of(self, 0, "report") !== undefined) return false;
    const { throughMs, height } = communityOf(this.at.ledger.state);
    const { sealEveryMs } = charterOf(this.at.ledger.state);
    if (height > 0 && nowMs < throughMs + sealEveryMs) return false;
    return this.#somethingWaits(nowMs) && this.#port.isClockGood();
  }

  /** What others report and we lack is fetched before we report too: then it is in this cut. Not for long, as a liar may have made it up. */
  #holdsWhatIsNamed(steadyMs: number): boolean {
    const lacks = this.agreement.box.reports().some(({ message }) => {
      const feeds = message.step === "report" ? message.report.feeds : [];
      return feeds.some(({ ids }) => ids.some((id) => this.#port.open.get(id) === undefined));
    });
    if (!lacks) return true;
    if (this.#lackingSinceMs === null) this.#port.hurry();
    this.#lackingSinceMs ??= steadyMs;
    return steadyMs - this.#lackingSinceMs >= REPORT_WAIT_RANKS * this.agreement.setup.rankMs;
  }

  #somethingWaits(nowMs: number): boolean {
    if (this.agreement.box.reports().length > 0) return true;
    const { state } = this.at.ledger;
    // what comes after a `join` waits with its author, and for no seal
    const waiting = this.#port.open.all().filter(({ device }) => !state.joiningDevices.has(device));
    if (waiting.some((event) => event.kind !== "witness" && event.kind !== "beacon")) return true;
    const { throughMs } = communityOf(state);
    if (waiting.length > 0 && nowMs >= throughMs + charterOf(state).seatExpiryMs / 4) return true;
    return (nextDeadlineMs(state) ?? Number.POSITIVE_INFINITY) <= nowMs;
  }

  #report(nowMs: number): void {
    const feeds: readonly FeedIds[] = reportFeeds(this.at, this.#port.open);
    const report: Report = { prevSeal: this.at.sealId, nowMs, feeds };
    const signed = this.#sign(0, { step: "report", report }, this.#noLock());
    if (signed !== undefined) this.agreement.add(signed);
  }

  #noLock(): Lock {
    const last = this.#port.lastSign();
    if (last === null || last.epoch !== this.at.epoch || last.height !== this.height)
      return { round: -1, value: null };
    return { round: last.lockRound, value: last.lockValue };
  }

  #compose(reports: readonly SignedSealMessage[]): Proposal | undefined {
    const doubles = this.agreement.doubles.filter(({ first }) => first.message.step === "report");
    const proposal = this.#values.compose(reports, new Set(doubles.map(({ first }) => first.message.device)));
    if (proposal === undefined || this.#nowMs < proposal.header.throughMs - CLOCK_AHEAD_MS) return undefined;
    return proposal;
  }

  /** Undefined where `last-sign` says that this, or something later, was given already. */
  #sign(round: number, content: SealContent, lock: Lock): SignedSealMessage | undefined {
    if (!this.#port.maySign()) return undefined;
    const { community, epoch, height } = this.agreement.setup;
    const last = this.#port.lastSign();
    if (last !== null && !isLater({ epoch, height, round, step: content.step }, last)) return undefined;
    const device = this.#port.signer.publicKey;
    const message: SealMessage = { community, epoch, height, round, device, ...content };
    const signed = signSealMessage(message, (bytes) => this.#port.signer.sign(bytes));
    const nowMs = Math.max(last?.nowMs ?? 0, this.#port.isClockGood() ? this.#nowMs : 0);
    const next: LastSign = {
      device,
      feedSeq: last?.feedSeq ?? -1,
      feedId: last?.feedId ?? null,
      epoch,
      height,
      round,
      step: content.step,
      lockRound: lock.round,
      lockValue: lock.value,
      nowMs,
    };
    this.#port.given(signed, next, content.step === "precommit" ? this.#because(round, content.value) : []);
    return signed;
  }

  /** What a lock rests on. Were all to restart without it, nobody could show the value that they are bound to. */
  #because(round: number, value: string | null): readonly SignedSealMessage[] {
    const { box } = this.agreement;
    const held = [...box.all()];
    const reports = new Set(
      held.flatMap(({ message }) =>
        message.step === "propose" && sealIdOf(message.proposal.header) === value
          ? message.proposal.reports
          : [],
      ),
    );
    if (value === null || reports.size === 0) return [];
    return held.filter(({ message, hash }) => {
      if (message.step === "report") return reports.has(hash);
      if (message.step === "propose") return sealIdOf(message.proposal.header) === value;
      return message.step === "prevote" && message.round === round && message.value === value;
    });
  }
}
