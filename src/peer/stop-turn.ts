import type { PeerId } from "./input.ts";
import type { Pulled } from "./on-response.ts";

/** Points for an answer that no honest node gives. */
export const BAD_ANSWER_POINTS = 25;

/** Ends this turn of sync; `why`: it is the peer's fault, which costs it points. */
export function stopTurn(pulled: Pulled, from: PeerId, why: string | null): void {
  pulled.peer.sync.giveUp(from);
  if (why !== null) blame(pulled, from, why);
}

export function blame({ outbox }: Pulled, peer: PeerId, why: string): void {
  outbox.push({ type: "penalize", peer, points: BAD_ANSWER_POINTS, why });
}
