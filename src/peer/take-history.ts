import { authenticateNamed } from "../events/authentic.ts";
import { idsOf } from "../seal/cut.ts";
import type { Sealed } from "../seal/sealed.ts";
import { communityOf } from "../state/state.ts";
import { checkRecord, checkSealed } from "./check-seal.ts";
import type { Ahead, Lane } from "./history-lane.ts";
import type { HistoryStep } from "./history-reader.ts";
import type { PeerId, VerifiedResponse } from "./input.ts";
import type { Journal } from "./journal.ts";
import type { Pulled } from "./on-response.ts";
import { FUTURE_MS_MAX } from "./sealing.ts";
import { blame, stopTurn } from "./stop-turn.ts";
import type { SyncRequest } from "./sync-frames.ts";
import type { SyncView } from "./sync-view.ts";
import { takeFound } from "./take-found.ts";
import { isOutdated } from "./unknown-rules.ts";

type HistoryResponse = Extract<VerifiedResponse, { readonly type: "history" }>;
type RecordStep = Extract<HistoryStep, { readonly what: "record" }>;
type HeightStep = Extract<HistoryStep, { readonly what: "height" }>;

/** A question: it has another seal below. "nothing": what came is of no use; "stop": it is not to be asked again now; "hold": not before the heights below. */
type End = "nothing" | "stop" | "hold" | SyncRequest;

/** What an answer of history brings, and what to ask next. */
export function takeHistory(
  pulled: Pulled,
  from: PeerId,
  response: HistoryResponse,
  view: () => SyncView,
  nowMs: number,
): { readonly gain: boolean; readonly next: SyncRequest | null } {
  const { sync } = pulled.peer;
  const { deal } = sync;
  const before = deal.taken;
  const end = takeAnswer(pulled, from, response, nowMs);
  wakeHistory(pulled, nowMs);
  const gain = deal.taken > before;
  if (end === "stop") return { gain, next: null };
  if (end !== null && typeof end === "object") return { gain, next: end };
  return { gain, next: sync.onHistory(from, end !== "nothing", view()) };
}

function takeAnswer(pulled: Pulled, from: PeerId, response: HistoryResponse, nowMs: number): End | null {
  const { peer, steadyMs } = pulled;
  if (peer.journal === null) return takeFirst(pulled, from, response.found);
  const lane = peer.sync.deal.lane(from);
  if (!lane?.isAsked) return "nothing";
  const { height, offset, skip } = lane.reader.request();
  lane.open(response.entries);
  const end = takeSteps(pulled, lane, nowMs, from);
  const now = lane.reader.request();
  // who lacks a piece sends entries without it: asking again at once would go on for ever
  if (end !== null || now.height > height || now.offset > offset || now.skip > skip) {
    lane.movedMs = steadyMs;
    return end;
  }
  return "nothing";
}

function takeFirst(pulled: Pulled, from: PeerId, wire: Uint8Array | null): End | null {
  const founded = takeFound(pulled, from, wire);
  if (founded === "alien")
    return stop(pulled, from, from, wire === null ? null : "another community's first event");
  if (founded === "wait") return "nothing";
  return founded === "founded" ? null : founded;
}

/** What waits is applied as far as it goes; peers that could not be asked on before are asked soon. */
export function wakeHistory(pulled: Pulled, nowMs: number): void {
  const { peer, steadyMs } = pulled;
  const { deal } = peer.sync;
  for (let applied = -1; peer.journal !== null && applied < peer.journal.height; ) {
    applied = peer.journal.height;
    deal.look(applied);
    applyAhead(pulled, null, nowMs);
    deal.look(peer.journal.height);
    for (const lane of deal.ripe()) {
      const end = takeSteps(pulled, lane, nowMs, null);
      if (end !== null && end !== "hold") deal.drop(lane.peer);
      peer.sync.hurry(lane.peer, steadyMs);
    }
  }
}

/** `answering`: the peer whose answer has just come; it alone can be asked something else now. null: all is read. */
function takeSteps(pulled: Pulled, lane: Lane, nowMs: number, answering: PeerId | null): End | null {
  for (let step = lane.step(); step !== null; step = lane.step()) {
    if (isHeldBack(pulled, step)) return "nothing";
    const end = takeStep(pulled, lane, step, nowMs, answering);
    if (end !== null) return end;
  }
  return null;
}

/** A node that has halted goes on with a recovery only, and with what those who recover hold already; one whose software is too old with nothing. */
function isHeldBack({ peer }: Pulled, step: HistoryStep): boolean {
  if (peer.journal !== null && isOutdated(peer.journal.at.ledger.state)) return true;
  if (peer.seals.found === null || step.what === "unfit") return false;
  const isRecovering = (peer.recovery()?.given.length ?? 0) > 0;
  return !isRecovering && step.sealed.began === null && step.sealed.stands === null;
}

function takeStep(
  pulled: Pulled,
  lane: Lane,
  step: HistoryStep,
  nowMs: number,
  answering: PeerId | null,
): End | null {
  const { journal, sync } = pulled.peer;
  if (step.what === "unfit") return stop(pulled, lane.peer, answering, "history does not fit");
  // another peer has brought that height meanwhile
  if (journal === null || step.sealed.header.height <= journal.height) return null;
  if (step.what === "height") {
    sync.deal.keep(step.sealed.header.height, aheadOf(lane, step));
    lane.isProven = false;
    lane.checkedAt = null;
    return applyAhead(pulled, answering, nowMs);
  }
  if (step.sealed.header.height === journal.height + 1)
    return takeNext(pulled, journal, lane, step, nowMs, answering);
  return takeEarly(pulled, journal, lane, step, nowMs, answering);
}

function aheadOf({ peer, checkedAt }: Lane, { sealed, events, bytes }: HeightStep): Ahead {
  return { sealed, events, from: peer, bytes, checkedAt };
}

/** The next record: all about it is checked before any event of its cut is asked for. */
function takeNext(
  pulled: Pulled,
  journal: Journal,
  lane: Lane,
  { sealed }: RecordStep,
  nowMs: number,
  answering: PeerId | null,
): End | null {
  const { peer } = pulled;
  // its next seal follows another one than ours: where do the two chains part?
  if (sealed.header.prev !== journal.at.sealId) {
    if (answering === null) return "nothing";
    const walk = peer.seals.follow(lane.peer, journal.height, sealed.header.prev);
    if (walk !== null) return walk;
  }
  const fault = checkSealed(journal.at, sealed, peer.setup.verify);
  if (fault !== null) return stop(pulled, lane.peer, answering, fault);
  if (isFromTheFuture(pulled, sealed, nowMs)) return stop(pulled, lane.peer, answering, null);
  lane.isProven = true;
  lane.checkedAt = journal.at;
  return null;
}

/** One further up: its certificate is checked as soon as its seats are known; what stands on a recovery is not judged early. */
function takeEarly(
  pulled: Pulled,
  journal: Journal,
  lane: Lane,
  step: RecordStep,
  nowMs: number,
  answering: PeerId | null,
): End | null {
  const { header, began, stands } = step.sealed;
  const seats = journal.seatsNamed(header.seats);
  const isPlain = began === null && stands === null && header.throughMs <= nowMs + FUTURE_MS_MAX;
  if (seats === undefined || !isPlain) {
    lane.hold(step);
    return "hold";
  }
  const isOurs = header.community === communityOf(journal.at.ledger.state).id;
  const fault = isOurs ? checkRecord(step.sealed, seats, pulled.peer.setup.verify) : "seal-out-of-place";
  if (fault !== null) return stop(pulled, lane.peer, answering, fault);
  lane.isProven = true;
  return null;
}

function isFromTheFuture({ outbox }: Pulled, { header }: Sealed, nowMs: number): boolean {
  const { height, throughMs } = header;
  if (throughMs <= nowMs + FUTURE_MS_MAX) return false;
  outbox.alarm({ code: "seal-from-the-future", height, throughMs });
  return true;
}

/** Applies what is here of the next heights. It ends the turn of who is answering, not of others that brought it. */
function applyAhead(pulled: Pulled, answering: PeerId | null, nowMs: number): End | null {
  const { peer } = pulled;
  for (;;) {
    const { journal } = peer;
    const ahead = journal === null ? undefined : peer.sync.deal.take(journal.height + 1);
    if (journal === null || ahead === undefined) return null;
    const end = applyNext(pulled, journal, ahead, nowMs, answering);
    if (end === null) continue;
    peer.sync.deal.drop(ahead.from);
    return ahead.from === answering ? end : null;
  }
}

function applyNext(
  pulled: Pulled,
  journal: Journal,
  ahead: Ahead,
  nowMs: number,
  answering: PeerId | null,
): End | null {
  const { peer, outbox } = pulled;
  const { sealed, events, from } = ahead;
  if (ahead.checkedAt !== journal.at) {
    // of another chain, or a recovery has changed the seats: it is asked for anew, and judged then
    if (sealed.header.prev !== journal.at.sealId) return "nothing";
    const fault = checkSealed(journal.at, sealed, peer.setup.verify, true);
    if (fault === "seal-out-of-place") return "nothing";
    if (fault !== null) return stop(pulled, from, answering, fault);
    if (isFromTheFuture(pulled, sealed, nowMs)) return stop(pulled, from, answering, null);
  }
  const ids = new Set(idsOf(sealed.cut));
  const named = events.flatMap((event) => {
    const authentic = authenticateNamed(event, ids);
    return authentic.ok ? [authentic.value] : [];
  });
  const applied = journal.applied(sealed, named, peer.setup.verify);
  if (applied === "seal-inconsistent" || applied === "seal-certificate-wrong")
    return stop(pulled, from, answering, applied);
  if (typeof applied === "string") {
    outbox.alarm({ code: "computes-differently", height: sealed.header.height });
    return stop(pulled, from, answering, null);
  }
  pulled.adopt(sealed, applied, named);
  return null;
}

/** `why`: it costs points. The turn of a peer that is not answering now ends with its next answer. */
function stop(pulled: Pulled, peer: PeerId, answering: PeerId | null, why: string | null): "stop" {
  pulled.peer.sync.deal.drop(peer);
  if (peer === answering) stopTurn(pulled, peer, why);
  else if (why !== null) blame(pulled, peer, why);
  return "stop";
}
