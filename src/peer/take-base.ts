import type { PeerId, VerifiedResponse } from "./input.ts";
import type { Pulled } from "./on-response.ts";
import { stopTurn } from "./stop-turn.ts";
import type { SyncRequest } from "./sync-frames.ts";

type BaseResponse = Extract<VerifiedResponse, { readonly type: "roll" | "snapshot" }>;

/** What an answer brings of what the community was re-founded from, and what to ask next. */
export function takeBase(
  pulled: Pulled,
  from: PeerId,
  response: BaseResponse,
): { readonly gain: boolean; readonly next: SyncRequest | null } {
  const { sync } = pulled.peer;
  const nothing = { gain: false, next: null };
  if (sync.base === null) return nothing;
  const { event } = sync.base;
  const step =
    response.type === "roll" ? sync.base.onRoll(from, response.roll) : sync.base.onPage(from, response.page);
  if (step === "wait") return nothing;
  if ("lie" in step) {
    stopTurn(pulled, from, step.lie);
    return nothing;
  }
  if ("type" in step) return { gain: true, next: step };
  // a founding that no node takes stays as it is: it is not asked for again
  if (!pulled.found(event, step)) return nothing;
  sync.base = null;
  return { gain: true, next: { type: "status" } };
}
