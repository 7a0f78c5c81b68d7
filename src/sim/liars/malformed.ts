import { decodeEvent } from "../../events/envelope.ts";
import { encodeRequest } from "../../peer/sync-requests.ts";
import { encodeResponse } from "../../peer/sync-responses.ts";
import type { Actor } from "./actor.ts";
import type { LieKind } from "./lie.ts";

const BYTES_MAX = 400;

/** Bytes that are nothing, or nearly something, on every channel. */
export const malformed: LieKind = {
  name: "malformed",
  needsSeat: false,
  isCostly: false,
  make: () => ({
    hour(actor) {
      for (const to of actor.links()) {
        const topic = actor.chance.oneIn(2) ? "events" : "seal";
        actor.send(to, { type: "gossip", topic, bytes: anyBytes(actor) });
        actor.count("malformed-gossip");
      }
    },
    event(actor, _to, wire) {
      const decoded = actor.chance.oneIn(6) ? decodeEvent(wire) : null;
      // nobody else is to seem to have said it
      if (!decoded?.ok || decoded.value.device !== actor.machine.signer.publicKey) return null;
      actor.count("malformed-gossip");
      return [spoilt(actor, wire)];
    },
    ask(actor, _to, request) {
      if (!actor.chance.oneIn(10)) return null;
      actor.count("malformed-request");
      return actor.chance.oneIn(2) ? anyBytes(actor) : spoilt(actor, encodeRequest(request));
    },
    answer(actor, _to, response) {
      if (!actor.chance.oneIn(6)) return null;
      actor.count("malformed-response");
      return actor.chance.oneIn(2) ? anyBytes(actor) : spoilt(actor, encodeResponse(response));
    },
  }),
};

function anyBytes({ chance }: Actor): Uint8Array {
  return Uint8Array.from({ length: chance.below(BYTES_MAX) }, () => chance.below(256));
}

/** One byte is another, or the end is missing. */
export function spoilt({ chance }: Actor, bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) return bytes;
  if (chance.oneIn(3)) return bytes.slice(0, chance.below(bytes.length));
  const copy = bytes.slice();
  const at = chance.below(copy.length);
  copy[at] = (copy[at] as number) ^ (1 + chance.below(255));
  return copy;
}
