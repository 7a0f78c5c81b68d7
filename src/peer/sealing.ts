import { assert, present } from "../base/assert.ts";
import type { HashId, SealId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { Signer } from "../events/signer.ts";
import { applyCut } from "../ledger/apply.ts";
import type { Applied } from "../ledger/cut.ts";
import { nextSeed } from "../ledger/seed.ts";
import { Agreement, type Decision, type Judgement, type Lock } from "../seal/agreement.ts";
import { seatsHash } from "../seal/certificate.ts";
import { type CutIds, cutHash, cutOf, reportsHash, throughMsOf } from "../seal/cut.ts";
import { type SealHeader, sealIdOf } from "../seal/header.ts";
import { isLater, type LastSign } from "../seal/last-sign.ts";
import {
  type Proposal,
  type SealContent,
  type SealMessage,
  type SignedSealMessage,
  signSealMessage,
} from "../seal/message.ts";
import { liarsBorne, quorumOf } from "../seal/quorum.ts";
import type { FeedIds, Report } from "../seal/report.ts";
import type { Sealed } from "../seal/sealed.ts";
import { digestHeads, digestState } from "../state/digest.ts";
import { nextDeadlineMs } from "../state/next-deadline.ts";
import { charterOf, communityOf } from "../state/state.ts";
import {
  applySealed,
  checkCut,
  checkPlace,
  cutToApply,
  reportersOf,
  type SealedLedger,
} from "./check-seal.ts";
import type { OpenFeeds } from "./open-feeds.ts";
import { reportFeeds } from "./report-feeds.ts";

/** How far a proposal's time may be ahead of our clock before we prevote it. */
export const CLOCK_AHEAD_MS = 10 * 60_000;

/** What sealing needs of its peer. */
export interface SealingPort {
  readonly signer: Signer;
  readonly open: OpenFeeds;
  lastSign(): LastSign | null;
  /** durable before it is sent, together with the others' words that a lock rests on; see `Outbox.flush` */
  given(signed: SignedSealMessage, lastSign: LastSign, because: readonly SignedSealMessage[]): void;
  /** false: this device signs nothing more */
  maySign(): boolean;
  /** events of a proposed cut that are not here */
  missing(feeds: readonly FeedIds[]): void;
  computesDifferently(height: number): void;
}

export interface SealedDecision {
  readonly sealed: Sealed;
  readonly applied: Applied;
}

/** One height: reports, proposals, votes, until it is decided. A new one begins at every seal. */
export class Sealing {
  readonly at: SealedLedger;
  readonly agreement: Agreement;
  readonly #port: SealingPort;
  readonly #judged = new Map<SealId, { verdict: Judgement; applied?: Applied; cut?: CutIds }>();
  #nowMs = 0;

  constructor(at: SealedLedger, port: SealingPort) {
    this.at = at;
    this.#port = port;
    const { id, epoch, height } = communityOf(at.ledger.state);
    const charter = charterOf(at.ledger.state);
    const own = port.signer.publicKey;
    const setup = {
      community: id,
      epoch,
      height: height + 1,
      prevSeal: at.sealId,
      seats: at.seats.map((seat) => seat.device),
      self: at.seats.some((seat) => seat.device === own) ? own : null,
      rankMs: charter.rankMs,
      roundMs: charter.roundMs,
      lastSign: port.lastSign(),
    };
    this.agreement = new Agreement(setup, {
      judge: (proposal) => this.#judge(proposal),
      compose: (reports) => this.#compose(reports),
      sign: (round, content, lock) => this.#sign(round, content, lock),
    });
  }

  get height(): number {
    return this.agreement.setup.height;
  }

  /** Takes in a verified message; false: nothing new, or not of this height. */
  add(signed: SignedSealMessage): boolean {
    const { community, epoch, height } = signed.message;
    const setup = this.agreement.setup;
    if (community !== setup.community || epoch !== setup.epoch || height !== setup.height) return false;
    return this.agreement.add(signed);
  }

  /** Does what the moment asks for: report, propose, vote, decide. `steadyMs`: see `SteadyClock`. */
  advance(nowMs: number, steadyMs: number): SealedDecision | undefined {
    this.#nowMs = nowMs;
    if (this.#shouldReport(nowMs)) this.#report(nowMs);
    const decision = this.agreement.advance(steadyMs);
    return decision && this.#conclude(decision);
  }

  /** No sooner than the cadence allows, and only when something waits. */
  #shouldReport(nowMs: number): boolean {
    const { self } = this.agreement.setup;
    if (self === null || !this.#port.maySign()) return false;
    if (this.agreement.box.of(self, 0, "report") !== undefined) return false;
    const { throughMs, height } = communityOf(this.at.ledger.state);
    const { sealEveryMs, seatExpiryMs } = charterOf(this.at.ledger.state);
    if (height > 0 && nowMs < throughMs + sealEveryMs) return false;
    if (this.agreement.box.reports().length > 0) return true;
    const waiting = this.#port.open.all();
    if (waiting.some((event) => event.kind !== "witness" && event.kind !== "beacon")) return true;
    if (waiting.length > 0 && nowMs >= throughMs + seatExpiryMs / 4) return true;
    return (nextDeadlineMs(this.at.ledger.state) ?? Number.POSITIVE_INFINITY) <= nowMs;
  }

  #report(nowMs: number): void {
    const feeds: readonly FeedIds[] = reportFeeds(this.at, this.#port.open);
    const report: Report = { prevSeal: this.at.sealId, nowMs, feeds };
    const signed = this.#sign(0, { step: "report", report }, this.#noLock());
    if (signed !== undefined) this.agreement.add(signed);
  }

  #noLock(): Lock {
    const last = this.#port.lastSign();
    if (last === null || last.height !== this.height) return { round: -1, value: null };
    return { round: last.lockRound, value: last.lockValue };
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
      nowMs:
        content.step === "report" ? Math.max(content.report.nowMs, last?.nowMs ?? 0) : (last?.nowMs ?? 0),
    };
    this.#port.given(signed, next, content.step === "precommit" ? this.#because(round, content.value) : []);
    return signed;
  }

  /** What a lock rests on. Were all to restart without it, nobody could show the value that they are bound to. */
  #because(round: number, value: SealId | null): readonly SignedSealMessage[] {
    const proposal = value === null ? undefined : this.agreement.box.proposalOf(value);
    if (proposal === undefined) return [];
    const reports = new Set(proposal.reports);
    return [...this.agreement.box.all()].filter(({ message, hash }) => {
      if (message.step === "report") return reports.has(hash);
      if (message.step === "propose") return sealIdOf(message.proposal.header) === value;
      return message.step === "prevote" && message.round === round && message.value === value;
    });
  }

  /** protocol: valid(value). What never changes is remembered; what still waits is asked again. */
  #judge(proposal: Proposal): Judgement {
    const value = sealIdOf(proposal.header);
    const before = this.#judged.get(value);
    if (before !== undefined && before.verdict !== "wait") return before.verdict;
    const verdict = this.#judgeAfresh(proposal, value);
    if (verdict !== "valid") this.#judged.set(value, { verdict });
    return verdict;
  }

  #judgeAfresh({ header, reports: hashes }: Proposal, value: SealId): Judgement {
    if (checkPlace(this.at, header) !== null || reportsHash(hashes) !== header.reports) return "invalid";
    if (hashes.length !== quorumOf(this.at.seats.length)) return "invalid";
    const reports = this.#reportsNamed(hashes);
    if (reports === undefined || this.#nowMs < header.throughMs - CLOCK_AHEAD_MS) return "wait";
    const contents = reports.map((signed) => contentOf(signed));
    const cut = cutOf(contents, liarsBorne(this.at.seats.length));
    if (cutHash(cut) !== header.cut || checkCut(this.at, header, contents, cut) !== null) return "invalid";
    const events = this.#eventsOf(cut);
    if (events === undefined) return "wait";
    const applied = applySealed(this.at, header, cut, this.#reporters(reports), events);
    if (typeof applied === "string") {
      this.#port.computesDifferently(header.height);
      return "invalid";
    }
    this.#judged.set(value, { verdict: "valid", applied, cut });
    return "valid";
  }

  #reportsNamed(hashes: readonly HashId[]): readonly SignedSealMessage[] | undefined {
    const held = new Map(this.agreement.box.reports().map((signed) => [signed.hash, signed]));
    const named = hashes.flatMap((hash) => held.get(hash) ?? []);
    return named.length === hashes.length ? named : undefined;
  }

  #eventsOf(cut: CutIds) {
    const ids = cut.feeds.flatMap((feed) => feed.ids);
    const missing = ids.some((id) => this.#port.open.get(id) === undefined);
    if (missing) {
      this.#port.missing(cut.feeds);
      return undefined;
    }
    return ids.flatMap((id) => this.#port.open.get(id) ?? []);
  }

  #reporters(reports: readonly SignedSealMessage[]) {
    const devices = reports.map((signed) => signed.message.device);
    return present(reportersOf(this.at, devices), "reports of seats only");
  }

  /** The q reports that say most; ties by hash. Which ones matters little: what q hold is in any q of them. */
  #compose(all: readonly SignedSealMessage[]): Proposal | undefined {
    const quorum = quorumOf(this.at.seats.length);
    const usable = all.filter((signed) => contentOf(signed).prevSeal === this.at.sealId);
    if (usable.length < quorum) return undefined;
    const chosen = usable
      .map((signed) => ({
        signed,
        size: contentOf(signed).feeds.reduce((n, feed) => n + feed.ids.length, 0),
      }))
      .sort((a, b) => b.size - a.size || compareText(a.signed.hash, b.signed.hash))
      .slice(0, quorum)
      .map(({ signed }) => signed)
      .sort((a, b) => compareText(a.hash, b.hash));
    const contents = chosen.map((signed) => contentOf(signed));
    const cut = cutOf(contents, liarsBorne(this.at.seats.length));
    const events = this.#eventsOf(cut);
    if (events === undefined) return undefined;
    const { id, epoch, height, throughMs: lastMs, seed } = communityOf(this.at.ledger.state);
    const times = { throughMs: throughMsOf(lastMs, contents), seed: nextSeed(seed, []) };
    if (this.#nowMs < times.throughMs - CLOCK_AHEAD_MS) return undefined;
    const applied = applyCut(
      this.at.ledger,
      cutToApply(this.at, times, cut, this.#reporters(chosen), events),
    );
    const { state, heads } = applied.ledger;
    const hashes = chosen.map((signed) => signed.hash);
    const header: SealHeader = {
      community: id,
      epoch,
      height: height + 1,
      prev: this.at.sealId,
      ...times,
      reports: reportsHash(hashes),
      cut: cutHash(cut),
      state: digestState(state),
      heads: digestHeads(heads),
      seats: seatsHash(this.at.seats),
      nextSeats: seatsHash([...state.seats.entries()].map(([, seat]) => seat)),
    };
    this.#judged.set(sealIdOf(header), { verdict: "valid", applied, cut });
    return { header, reports: hashes, validRound: null };
  }

  #conclude({ proposal, value, round, precommits }: Decision): SealedDecision {
    const judged = present(this.#judged.get(value), "a decided value was judged");
    const reports = present(this.#reportsNamed(proposal.reports), "a decided value's reports");
    const signatures = precommits
      .map(({ message, signature }) => ({
        seat: this.at.seats.findIndex((seat) => seat.device === message.device),
        signature,
      }))
      .sort((a, b) => a.seat - b.seat)
      .slice(0, this.agreement.quorum);
    const sealed = {
      header: proposal.header,
      certificate: { round, signatures },
      cut: present(judged.cut, "a valid value's cut"),
      reports: reports.map((signed) => ({
        device: signed.message.device,
        report: contentOf(signed),
      })),
    };
    return { sealed, applied: present(judged.applied, "a valid value was applied") };
  }
}

function contentOf(signed: SignedSealMessage): Report {
  assert(signed.message.step === "report", "a report");
  return signed.message.report;
}
