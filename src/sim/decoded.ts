import type { CommunityId } from "../base/id.ts";
import { authenticateWire } from "../events/authentic.ts";
import type { Verify } from "../events/signature.ts";
import { decodeSealMessage } from "../seal/message.ts";

type Message = ReturnType<typeof decodeSealMessage>;
type Event = ReturnType<typeof authenticateWire>;

const messages = new WeakMap<Uint8Array, Message>();
const events = new WeakMap<Uint8Array, Event>();

/** What these bytes say depends on nothing else: one look serves every node that they reach. */
export function messageIn(bytes: Uint8Array, verify: Verify): Message {
  const known = messages.get(bytes) ?? decodeSealMessage(bytes, verify);
  messages.set(bytes, known);
  return known;
}

/** The same of an event; a run has one community. */
export function eventIn(bytes: Uint8Array, community: CommunityId, verify: Verify): Event {
  const known = events.get(bytes) ?? authenticateWire(bytes, community, verify);
  events.set(bytes, known);
  return known;
}
