import type { PeerId } from "./input.ts";
import type { Pulled } from "./on-response.ts";

/** Points for an answer that no honest node gives. */
export const BAD_ANSWER_POINTS = 25;

/** Ends this turn of sync; `why`: it is the peer's fault, which costs it points. */
export function stopTurn({ peer, outbox }: Pulled, from: PeerId, why: string | null): void {
  peer.sync.giveUp(from);
  if (why !== null) outbox.push({ type: "penalize", peer: from, points: BAD_ANSWER_POINTS, why });
}
