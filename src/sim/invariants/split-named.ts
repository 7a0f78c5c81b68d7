import type { DeviceKey, SealId } from "../../base/id.ts";
import type { Peer } from "../../peer/peer.ts";
import { sealIdOf } from "../../seal/header.ts";
import type { SignedSealMessage } from "../../seal/message.ts";
import { liarsBorne } from "../../seal/quorum.ts";
import { signersOf } from "../../seal/two-seals.ts";
import type { Packet } from "../packet.ts";
import { sealWordOf } from "../seal-word-of.ts";
import { sealedOf } from "../sealed-of.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** Counted once more seats lie than the seal bears. */
export const TREASON = "treason";

/**
 * Once more seats lie than the seal bears, and two seals arise at one height: what was said there names more than r of
 * them, so that none can deny it. In the end every honest node that has met the others holds both seals and has halted.
 * While no more than r lie, two seals are what `one-seal` is about.
 */
export function splitNamed({ play, violated }: Witnessed): Invariant {
  const seals = new Map<string, SealId>();
  const words = new Map<string, Map<string, SignedSealMessage>>();
  const told = new Set<string>();
  /** heights at which it was split */
  const splits = new Set<number>();
  const isBetrayed = () => play.counts.has(TREASON);

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
        if (before === id || told.has(place) || !isBetrayed()) continue;
        told.add(place);
        splits.add(header.height);
        play.count("split");
        const seats = node?.peer.journal?.seatsNamed(header.seats) ?? [];
        const named = namedBy([...(words.get(place)?.values() ?? [])]);
        const count = seats.filter(({ device }) => named.has(device)).length;
        const borne = liarsBorne(Math.max(1, seats.length));
        if (count <= borne)
          violated(`two seals at ${place}, and no more than ${count} of ${seats.length} named`);
      }
    },
    ended() {
      if (!isBetrayed()) return;
      for (const { name, node, disk, isHonest, isUp } of play.machines) {
        const isConcerned = [...splits].some((height) => disk.seal(height) !== undefined);
        if (!isConcerned || !isHonest || !isUp || node === null) continue;
        play.count("split-shown");
        const fault = haltFault(node.peer);
        if (fault !== null) violated(`${name} ${fault}`);
      }
    },
  };
}

/** What is wrong with somebody who holds one of two seals, and has been shown the other; null: nothing. */
function haltFault({ seals: { found }, journal, own }: Peer): string | null {
  if (journal === null || own.stopped !== null) return null;
  if (found === null) return "has met two seals and goes on";
  const seats = journal.seatsNamed(found.ours.header.seats) ?? [];
  const { both, isProof } = signersOf(found, seats);
  if (!isProof || both.length > liarsBorne(seats.length)) return null;
  return `holds two seals that no more than ${both.length} of ${seats.length} have both signed`;
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
