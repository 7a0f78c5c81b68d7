import type { DeviceKey, SealId } from "../../base/id.ts";
import { sealIdOf } from "../../seal/header.ts";
import type { SignedSealMessage } from "../../seal/message.ts";
import { liarsBorne } from "../../seal/quorum.ts";
import type { Packet } from "../packet.ts";
import { sealWordOf } from "../seal-word-of.ts";
import { sealedOf } from "../sealed-of.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** Where two seals arise at one height, what was said there names more seats than the seal bears: none of them can deny it. */
export function splitNamed({ play, violated }: Witnessed): Invariant {
  const seals = new Map<string, SealId>();
  const words = new Map<string, Map<string, SignedSealMessage>>();
  const told = new Set<string>();

  function hear(bytes: Uint8Array): void {
    const signed = sealWordOf(bytes);
    if (signed === undefined || signed.message.community !== play.community) return;
    const place = `${signed.message.epoch}/${signed.message.height}`;
    const said = words.get(place) ?? new Map<string, SignedSealMessage>();
    words.set(place, said.set(signed.hash, signed));
  }

  function sent(packet: Packet): void {
    if (packet.type === "gossip" && packet.topic === "seal") hear(packet.bytes);
    if (packet.type !== "response" || packet.response instanceof Uint8Array) return;
    if (packet.response.type === "messages") packet.response.wires.forEach(hear);
  }

  return {
    sent: (_, packet) => sent(packet),
    stepped: () => undefined,
    wrote({ node }, batch) {
      for (const { bytes } of batch.messages) hear(bytes);
      for (const { record } of batch.seals) {
        const { header } = sealedOf(record);
        const place = `${header.epoch}/${header.height}`;
        const id = sealIdOf(header);
        const before = seals.get(place) ?? id;
        seals.set(place, before);
        if (before === id || told.has(place)) continue;
        told.add(place);
        play.count("split");
        const seats = node?.peer.journal?.seatsNamed(header.seats) ?? [];
        const named = namedBy([...(words.get(place)?.values() ?? [])]);
        const count = seats.filter(({ device }) => named.has(device)).length;
        const borne = liarsBorne(Math.max(1, seats.length));
        if (count <= borne)
          violated(`two seals at ${place}, and no more than ${count} of ${seats.length} named`);
      }
    },
  };
}

/** Who said two different things in one place. */
function namedBy(words: readonly SignedSealMessage[]): ReadonlySet<DeviceKey> {
  const named = new Set<DeviceKey>();
  const first = new Map<string, string>();
  for (const { message, hash } of words) {
    const key = `${message.device} ${message.round} ${message.step}`;
    if ((first.get(key) ?? hash) !== hash) named.add(message.device);
    first.set(key, first.get(key) ?? hash);
  }
  return named;
}
