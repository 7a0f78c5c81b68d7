import type { PeerId, VerifiedResponse } from "./input.ts";
import type { Pulled } from "./on-response.ts";
import type { SealedSnapshot } from "./sealed-snapshot.ts";
import { FUTURE_MS_MAX } from "./sealing.ts";
import type { Lie, NextStep } from "./snapshot-client.ts";
import { stopTurn } from "./stop-turn.ts";
import type { SyncRequest } from "./sync-frames.ts";
import type { SyncView } from "./sync-view.ts";
import { takeFound } from "./take-found.ts";

type StartResponse = Extract<VerifiedResponse, { readonly type: "snapshots" | "chain" | "snapshot" }>;

/** What an answer on the way to a start brings, and what to ask next. */
export function takeStart(
  pulled: Pulled,
  from: PeerId,
  response: StartResponse,
  view: () => SyncView,
  nowMs: number,
): { readonly gain: boolean; readonly next: SyncRequest | null } {
  const step = stepOf(pulled, from, response, nowMs);
  if (step === null || step === "wait") return { gain: false, next: null };
  if (step === "history") return { gain: false, next: pulled.peer.sync.plainHistory(from, view()) };
  if (typeof step === "string") {
    pulled.outbox.alarm({ code: "seal-from-the-future", ...pulled.peer.sync.start.refused });
    return { gain: false, next: null };
  }
  if ("lie" in step) {
    stopTurn(pulled, from, step.lie);
    return { gain: false, next: null };
  }
  if ("type" in step) return { gain: true, next: step };
  pulled.start(step);
  return { gain: true, next: { type: "status" } };
}

function stepOf(
  pulled: Pulled,
  from: PeerId,
  response: StartResponse,
  nowMs: number,
): NextStep | Lie | "link-from-the-future" | SealedSnapshot | null {
  const { peer } = pulled;
  const { journal } = peer;
  const sender = peer.sync.senderOf(from);
  if (sender === undefined) return null;
  const { start } = peer.sync;
  // another peer's history was quicker
  if (journal !== null && journal.height > journal.begunAt) return start.end();
  if (response.type === "snapshots") return start.onHeights(sender, response.heights);
  if (response.type === "snapshot") {
    const { step, stored } = start.onPage(sender, response.page, nowMs);
    if (stored !== null) pulled.outbox.persist({ snapshot: stored });
    return step;
  }
  const founded = peer.journal === null ? takeFound(pulled, from, response.found) : "founded";
  if (founded !== "founded") return founded === "alien" ? "wait" : founded;
  const at = peer.journal?.at ?? null;
  return start.onLinks(sender, response.links, at, peer.setup.verify, nowMs, nowMs + FUTURE_MS_MAX);
}
