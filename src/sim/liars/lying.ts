import type { SyncResponse } from "../../peer/sync-frames.ts";
import { decodeSealMessage, type SignedSealMessage } from "../../seal/message.ts";
import type { Packet } from "../packet.ts";
import { type Actor, wireOf } from "./actor.ts";
import type { Liar } from "./liar.ts";
import type { Lie, LieKind } from "./lie.ts";

type Gossip = Extract<Packet, { type: "gossip" }>;

/** A liar of one or several ways: the first that has something to say of a packet has its way with it. */
export class Lying implements Liar {
  name: string;
  readonly #actor: Actor;
  #lies: readonly Lie[];
  /** it tells lies that may cost its device */
  isSpent = false;
  /** the last height in which it lies; null: it goes on */
  #lastHeight: number | null = null;
  /** its own words among the messages that pass, by their bytes */
  readonly #own = new WeakMap<Uint8Array, SignedSealMessage | "another's">();

  constructor(name: string, actor: Actor, lies: readonly Lie[]) {
    this.name = name;
    this.#actor = actor;
    this.#lies = lies;
  }

  /** It lies in these ways as well, and rather than in its own. */
  learn(kinds: readonly LieKind[]): void {
    this.isSpent = true;
    this.#lies = [...kinds.map((kind) => kind.make()), ...this.#lies];
    this.name = [...kinds.map(({ name }) => name), this.name].join("+");
  }

  /** From the next height on it tells the truth; what it has said before it goes on saying. */
  retire(): void {
    this.#lastHeight ??= this.#actor.sealing?.height ?? 0;
  }

  get isRetired(): boolean {
    return this.#lastHeight !== null;
  }

  hour(): void {
    if (this.isRetired) return;
    for (const lie of this.#lies) if (this.#actor.machine.isUp) lie.hour?.(this.#actor);
  }

  outgoing(to: string, packet: Packet): readonly Packet[] {
    switch (packet.type) {
      case "gossip":
        return packet.topic === "seal" ? this.#seal(to, packet) : this.#event(to, packet);
      case "request": {
        if (packet.request instanceof Uint8Array || this.isRetired) return [packet];
        const { request } = packet;
        const frame = this.#first((lie) => lie.ask?.(this.#actor, to, request));
        return [frame === null ? packet : { ...packet, request: frame }];
      }
      case "response": {
        if (packet.response instanceof Uint8Array) return [packet];
        const response = this.#withOwnWords(to, packet.response);
        const instead = this.isRetired ? null : this.#first((lie) => lie.answer?.(this.#actor, to, response));
        return [{ ...packet, response: instead ?? response }];
      }
      default:
        return packet satisfies never;
    }
  }

  #first<T>(ask: (lie: Lie) => T | null | undefined): T | null {
    for (const lie of this.#lies) {
      const said = ask(lie);
      if (said !== null && said !== undefined) return said;
    }
    return null;
  }

  #seal(to: string, packet: Gossip): readonly Packet[] {
    return this.#wordsFor(to, packet.bytes).map((bytes) => ({ ...packet, bytes }));
  }

  #event(to: string, packet: Gossip): readonly Packet[] {
    if (this.isRetired) return [packet];
    const instead = this.#first((lie) => lie.event?.(this.#actor, to, packet.bytes));
    return (instead ?? [packet.bytes]).map((bytes) => ({ ...packet, bytes }));
  }

  #wordsFor(to: string, wire: Uint8Array): readonly Uint8Array[] {
    const own = this.#ownWord(wire);
    if (own === "another's") return [wire];
    if (this.#lastHeight !== null && own.message.height > this.#lastHeight) return [wire];
    const instead = this.#first((lie) => lie.word?.(this.#actor, to, own));
    return instead === null ? [wire] : instead.map(wireOf);
  }

  #ownWord(wire: Uint8Array): SignedSealMessage | "another's" {
    const known = this.#own.get(wire);
    if (known !== undefined) return known;
    const { machine, play } = this.#actor;
    const signed = decodeSealMessage(wire, play.parts.verify);
    const isOwn = typeof signed !== "string" && signed.message.device === machine.signer.publicKey;
    const own = isOwn ? signed : "another's";
    this.#own.set(wire, own);
    return own;
  }

  #withOwnWords(to: string, response: SyncResponse): SyncResponse {
    if (response.type !== "messages") return response;
    return { type: "messages", wires: response.wires.flatMap((wire) => this.#wordsFor(to, wire)) };
  }

  /** Its program must not learn what was signed behind its back: it would stop. */
  incoming(packet: Packet): Packet | null {
    if (packet.type === "gossip") {
      if (this.#actor.isForged(packet.bytes)) return null;
      if (packet.topic === "seal") this.#heard();
      return packet;
    }
    if (packet.type !== "response" || packet.response instanceof Uint8Array) return packet;
    const { response } = packet;
    if (response.type !== "feeds" && response.type !== "messages") return packet;
    if (response.type === "messages") this.#heard();
    const wires = response.wires.filter((wire) => !this.#actor.isForged(wire));
    return { ...packet, response: { ...response, wires } };
  }

  #heard(): void {
    const { play } = this.#actor;
    if (!this.isRetired && this.#lies.some((lie) => lie.heard !== undefined))
      play.timeline.after(1, () => {
        for (const lie of this.#lies) if (this.#actor.machine.isUp) lie.heard?.(this.#actor);
      });
  }
}
