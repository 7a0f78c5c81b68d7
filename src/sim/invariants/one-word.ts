import type { DeviceKey } from "../../base/id.ts";
import { decodeEvent } from "../../events/envelope.ts";
import type { SignedSealMessage } from "../../seal/message.ts";
import type { Packet } from "../packet.ts";
import { sealWordOf, storedWordOf } from "../seal-word-of.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** An honest device says one thing in each place: one event per seq, one word per height, round and step. */
export function oneWord({ play, violated }: Witnessed): Invariant {
  const words = new Map<string, string>();
  const read = new WeakSet<Uint8Array>();
  const note = (device: DeviceKey, place: string, word: string) => {
    const key = `${device} ${place}`;
    const before = words.get(key);
    if (before === undefined) words.set(key, word);
    else if (before !== word && play.isHonestDevice(device)) violated(`two different words: ${key}`);
  };

  function event(wire: Uint8Array): void {
    if (read.has(wire)) return;
    read.add(wire);
    const decoded = decodeEvent(wire);
    if (decoded.ok) note(decoded.value.device, `event ${decoded.value.seq}`, decoded.value.id);
  }

  function message(bytes: Uint8Array): void {
    if (read.has(bytes)) return;
    read.add(bytes);
    said(sealWordOf(bytes));
  }

  function said(signed: SignedSealMessage | undefined): void {
    if (signed === undefined) return;
    const { device, epoch, height, round, step } = signed.message;
    note(device, `${step} ${epoch} ${height} ${round}`, signed.hash);
  }

  function all(packet: Packet): void {
    if (packet.type === "gossip") (packet.topic === "events" ? event : message)(packet.bytes);
    if (packet.type !== "response" || packet.response instanceof Uint8Array) return;
    const { response } = packet;
    if (response.type === "feeds") response.wires.forEach(event);
    else if (response.type === "messages") response.wires.forEach(message);
    else if (response.type === "history") for (const { wires } of response.entries) wires.forEach(event);
  }

  return {
    wrote(_, { events, messages }, died) {
      if (died) return;
      for (const { device, seq, id, wire } of events) {
        read.add(wire);
        note(device, `event ${seq}`, id);
      }
      for (const stored of messages) said(storedWordOf(stored));
    },
    sent(machine, packet) {
      // what a liar puts into another's mouth is not signed, and no honest machine passes it on
      if (machine.liar === null && machine.filter === null) all(packet);
    },
    stepped({ signer }, { own }) {
      const last = own.last;
      if (last === null || last.feedId === null || own.stopped !== null) return;
      note(signer.publicKey, `event ${last.feedSeq}`, last.feedId);
    },
  };
}
