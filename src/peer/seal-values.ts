import { assert, present } from "../base/assert.ts";
import type { HashId, SealId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { applyCut } from "../ledger/apply.ts";
import type { Applied } from "../ledger/cut.ts";
import type { Decision, Judgement } from "../seal/agreement.ts";
import { seatsHash } from "../seal/certificate.ts";
import { type CutIds, cutHash, cutOf, idsOf, reportsHash, throughMsOf } from "../seal/cut.ts";
import { type SealHeader, sealIdOf } from "../seal/header.ts";
import type { Proposal, SignedSealMessage } from "../seal/message.ts";
import { liarsBorne, quorumOf } from "../seal/quorum.ts";
import type { FeedIds, Report } from "../seal/report.ts";
import type { Sealed } from "../seal/sealed.ts";
import type { VoteBox } from "../seal/vote-box.ts";
import { digestHeads, digestState } from "../state/digest.ts";
import { communityOf } from "../state/state.ts";
import {
  applySealed,
  checkCut,
  checkPlace,
  cutToApply,
  reportersOf,
  type SealedLedger,
} from "./check-seal.ts";
import type { OpenFeeds } from "./open-feeds.ts";

/** What judging and composing need of the peer. */
export interface ValuesPort {
  readonly open: OpenFeeds;
  /** events of a proposed cut that are not here */
  missing(feeds: readonly FeedIds[]): void;
}

interface Judged {
  readonly verdict: Judgement;
  readonly applied?: Applied;
  readonly cut?: CutIds;
}

/** A decided height: its record, and the ledger that follows from it. */
export interface SealedDecision {
  readonly sealed: Sealed;
  readonly applied: Applied;
}

/** The values that one height may take: makes them from reports, and judges those of others by making them again. */
export class SealValues {
  readonly #at: SealedLedger;
  readonly #port: ValuesPort;
  readonly #judged = new Map<SealId, Judged>();
  /** values of which all agrees but what follows from them: their proposer computes differently, or lies */
  readonly differing = new Set<SealId>();

  constructor(at: SealedLedger, port: ValuesPort) {
    this.#at = at;
    this.#port = port;
  }

  /** protocol: valid(value). What never changes is remembered; what still waits is asked again. */
  judge(proposal: Proposal, box: VoteBox): Judgement {
    const value = sealIdOf(proposal.header);
    const before = this.#judged.get(value);
    if (before !== undefined && before.verdict !== "wait") return before.verdict;
    const judged = this.#judgeAfresh(proposal, box);
    this.#judged.set(value, judged);
    return judged.verdict;
  }

  #judgeAfresh({ header, reports: hashes }: Proposal, box: VoteBox): Judged {
    const at = this.#at;
    if (checkPlace(at, header) !== null || reportsHash(hashes) !== header.reports) return INVALID;
    if (hashes.length !== quorumOf(at.seats.length)) return INVALID;
    const reports = reportsNamed(box, hashes);
    if (reports === undefined) return WAIT;
    const reporters = this.#reporters(reports);
    // two reports of one seat are no two seats' word
    if (reporters === undefined) return INVALID;
    const contents = reports.map(contentOf);
    const cut = cutOf(contents, liarsBorne(at.seats.length));
    if (cutHash(cut) !== header.cut || checkCut(at, header, contents, cut) !== null) return INVALID;
    const events = this.#eventsOf(cut);
    if (events === undefined) return WAIT;
    const applied = applySealed(at, header, cut, reporters, events);
    if (applied === "rules-unknown") return WAIT;
    if (typeof applied !== "string") return { verdict: "valid", applied, cut };
    this.differing.add(sealIdOf(header));
    return INVALID;
  }

  #eventsOf(cut: CutIds): readonly AuthenticEvent[] | undefined {
    const ids = idsOf(cut);
    const events = ids.flatMap((id) => this.#port.open.get(id) ?? []);
    if (events.length === ids.length) return events;
    this.#port.missing(cut.feeds);
    return undefined;
  }

  #reporters(reports: readonly SignedSealMessage[]) {
    return reportersOf(
      this.#at,
      reports.map(({ message }) => message.device),
    );
  }

  /** The q reports that say most, of seats that gave only one if there are enough; what q hold is in any q of them. */
  compose(all: readonly SignedSealMessage[], doubles: ReadonlySet<string>): Proposal | undefined {
    const at = this.#at;
    const quorum = quorumOf(at.seats.length);
    const chosen = all
      .filter((signed) => contentOf(signed).prevSeal === at.sealId)
      .map((signed) => ({
        signed,
        isDouble: doubles.has(signed.message.device) ? 1 : 0,
        size: contentOf(signed).feeds.reduce((n, feed) => n + feed.ids.length, 0),
      }))
      .sort((a, b) => a.isDouble - b.isDouble || b.size - a.size || compareText(a.signed.hash, b.signed.hash))
      .slice(0, quorum)
      .map(({ signed }) => signed)
      .sort((a, b) => compareText(a.hash, b.hash));
    return chosen.length < quorum ? undefined : this.#proposalFrom(chosen);
  }

  #proposalFrom(chosen: readonly SignedSealMessage[]): Proposal | undefined {
    const at = this.#at;
    const contents = chosen.map(contentOf);
    const cut = cutOf(contents, liarsBorne(at.seats.length));
    const events = this.#eventsOf(cut);
    if (events === undefined) return undefined;
    const { id, height, throughMs: lastMs } = communityOf(at.ledger.state);
    const throughMs = throughMsOf(lastMs, contents);
    const reporters = present(this.#reporters(chosen), "one report of each seat");
    const applied = applyCut(at.ledger, cutToApply(at, { throughMs }, cut, reporters, events));
    const { state, heads } = applied.ledger;
    const reports = chosen.map(({ hash }) => hash);
    const header: SealHeader = {
      community: id,
      epoch: at.epoch,
      height: height + 1,
      prev: at.sealId,
      throughMs,
      seed: communityOf(state).seed,
      reports: reportsHash(reports),
      cut: cutHash(cut),
      state: digestState(state),
      heads: digestHeads(heads),
      seats: seatsHash(at.seats),
      nextSeats: seatsHash([...state.seats.entries()].map(([, seat]) => seat)),
    };
    this.#judged.set(sealIdOf(header), { verdict: "valid", applied, cut });
    return { header, reports, validRound: null };
  }

  /** The record of what was decided, and what it leads to. */
  conclude({ proposal, value, round, precommits }: Decision, box: VoteBox): SealedDecision {
    const judged = present(this.#judged.get(value), "a decided value was judged");
    const reports = present(reportsNamed(box, proposal.reports), "a decided value's reports");
    const signatures = precommits
      .map(({ message, signature }) => ({
        seat: this.#at.seats.findIndex((seat) => seat.device === message.device),
        signature,
      }))
      .sort((a, b) => a.seat - b.seat)
      .slice(0, quorumOf(this.#at.seats.length));
    const sealed = {
      header: proposal.header,
      certificate: { round, signatures },
      cut: present(judged.cut, "a valid value's cut"),
      reports: reports.map((signed) => ({ device: signed.message.device, report: contentOf(signed) })),
      began: this.#at.recovery?.record ?? null,
      stands: null,
    };
    return { sealed, applied: present(judged.applied, "a valid value was applied") };
  }
}

const INVALID: Judged = { verdict: "invalid" };
const WAIT: Judged = { verdict: "wait" };

function reportsNamed(box: VoteBox, hashes: readonly HashId[]): readonly SignedSealMessage[] | undefined {
  const named = hashes.flatMap((hash) => box.named(hash) ?? []);
  const complete = named.length === hashes.length && named.every(({ message }) => message.step === "report");
  return complete ? named : undefined;
}

function contentOf(signed: SignedSealMessage): Report {
  assert(signed.message.step === "report", "a report");
  return signed.message.report;
}
