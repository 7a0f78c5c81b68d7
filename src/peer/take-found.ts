import { authenticate } from "../events/authentic.ts";
import { decodeEvent } from "../events/envelope.ts";
import { originOf } from "../ledger/genesis.ts";
import { BaseClient } from "./base-client.ts";
import type { PeerId } from "./input.ts";
import type { Pulled } from "./on-response.ts";
import type { SyncRequest } from "./sync-frames.ts";

/**
 * Takes the community's first event from an answer. "alien": it is none of this community; a request: of what it was
 * re-founded from; "wait": another peer is being asked for that.
 */
export function takeFound(
  pulled: Pulled,
  from: PeerId,
  wire: Uint8Array | null,
): "founded" | "alien" | "wait" | SyncRequest {
  const { setup, sync } = pulled.peer;
  const decoded = wire === null ? undefined : decodeEvent(wire);
  if (!decoded?.ok || decoded.value.id !== setup.community) return "alien";
  const event = authenticate(decoded.value, setup.verify);
  if (!event.ok) return "alien";
  const origin = originOf(event.value);
  if (origin === null) return pulled.found(event.value, null) ? "founded" : "alien";
  sync.base ??= new BaseClient(event.value, origin);
  return sync.base.begin(from);
}
