import { authenticate } from "../events/authentic.ts";
import { decodeEvent } from "../events/envelope.ts";
import type { Pulled } from "./on-response.ts";

/** Takes the community's first event from an answer; false where it is none. */
export function takeFound(pulled: Pulled, wire: Uint8Array | null): boolean {
  const decoded = wire === null ? undefined : decodeEvent(wire);
  if (!decoded?.ok || decoded.value.id !== pulled.peer.setup.community) return false;
  const event = authenticate(decoded.value, pulled.peer.setup.verify);
  return event.ok && pulled.found(event.value);
}
