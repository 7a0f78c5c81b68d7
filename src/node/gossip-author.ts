import type { DeviceKey } from "../base/id.ts";
import { decodeEvent } from "../events/envelope.ts";
import type { Topic } from "../net/transport.ts";
import { decodeSealMessage } from "../seal/message.ts";

/** The device that a gossiped message names as its author, whether or not the signature holds; undefined: it is malformed. */
export function gossipAuthor(topic: Topic, message: Uint8Array): DeviceKey | undefined {
  if (topic === "events") {
    const event = decodeEvent(message);
    return event.ok ? event.value.device : undefined;
  }
  const signed = decodeSealMessage(message, () => true);
  return typeof signed === "string" ? undefined : signed.message.device;
}
