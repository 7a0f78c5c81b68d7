import { toHex } from "../../base/bytes.ts";
import type { EventId } from "../../base/id.ts";
import { signEvent } from "../../events/authentic.ts";
import type { EventDraft } from "../../events/envelope.ts";
import type { AuthenticEvent } from "../../events/event.ts";
import { SALT_BYTES } from "../../events/limits.ts";
import type { Journal } from "../../peer/journal.ts";
import { SealValues } from "../../peer/seal-values.ts";
import type { Sealing } from "../../peer/sealing.ts";
import {
  encodeSealMessage,
  type Proposal,
  type SealContent,
  type SealMessageBase,
  type SignedSealMessage,
  signSealMessage,
} from "../../seal/message.ts";
import type { Machine } from "../machine.ts";
import type { Packet } from "../packet.ts";
import type { Play } from "../play.ts";
import type { Prng } from "../prng.ts";
import type { Plan } from "./plan.ts";

/** A liar's hands: its machine, its device's key, and whom it conspires with. */
export class Actor {
  readonly play: Play;
  readonly machine: Machine;
  readonly plan: Plan;
  /** what it signed behind its program's back, by name; of few heights */
  readonly #words = new Map<string, SignedSealMessage>();
  /** marks of such bytes, which its program must never meet */
  readonly #forged = new Set<string>();
  #salts = 0;

  constructor(play: Play, machine: Machine, plan: Plan) {
    this.play = play;
    this.machine = machine;
    this.plan = plan;
  }

  get chance(): Prng {
    return this.play.chance;
  }

  get nowMs(): number {
    return this.play.nowMs;
  }

  get journal(): Journal | null {
    return this.machine.node?.peer.journal ?? null;
  }

  get sealing(): Sealing | null {
    return this.machine.node?.peer.sealing ?? null;
  }

  /** Its words count at the height under way, and no more seats lie there than the seal bears. */
  mayLieAsSeat(): boolean {
    const { sealing } = this;
    return sealing !== null && sealing.agreement.setup.self !== null && this.plan.isBorne(sealing.at.seats);
  }

  half(to: string): 0 | 1 {
    return this.plan.half(to);
  }

  count(kind: string): void {
    this.play.count(`liar ${kind}`);
  }

  /** A word of its device, the same whenever the same name is asked for. */
  word(
    name: string,
    round: number,
    content: SealContent,
    at: Partial<SealMessageBase> = {},
  ): SignedSealMessage {
    const known = this.#words.get(name);
    if (known !== undefined) return known;
    const { community, signer } = this.machine;
    const height = this.sealing?.height ?? 1;
    const base = { community, epoch: 0, height, round, device: signer.publicKey, ...at };
    const signed = signSealMessage({ ...base, ...content }, (bytes) => signer.sign(bytes));
    if (this.#words.size >= WORDS_MAX) this.#words.clear();
    this.#words.set(name, signed);
    this.#forged.add(markOf(wireOf(signed)));
    return signed;
  }

  /** The same place with other content. */
  instead(name: string, { message, hash }: SignedSealMessage, content: SealContent): SignedSealMessage {
    const { epoch, height, community } = message;
    return this.word(`${name} ${hash}`, message.round, content, { epoch, height, community });
  }

  /** An event of its device that its program does not know. */
  event(
    draft: Omit<EventDraft, "community" | "device" | "anchor" | "claimedMs"> & Partial<EventDraft>,
  ): AuthenticEvent {
    const { community, signer } = this.machine;
    const salt = new Uint8Array(SALT_BYTES).fill(++this.#salts & 0xff);
    const place = { community, device: signer.publicKey, anchor: null, claimedMs: this.nowMs };
    const event = signEvent({ ...place, ...draft }, salt, (bytes) => signer.sign(bytes));
    this.#forged.add(markOf(event.wire));
    return event;
  }

  /** Its program takes this event for one of its own, whatever the rules say of it. */
  adopt(event: AuthenticEvent): void {
    this.#forged.delete(markOf(event.wire));
    const input = { type: "events", from: null, events: [event] } as const;
    this.play.step(this.machine, "lie", (node, nowMs) => node.handle(input, nowMs));
  }

  isForged(wire: Uint8Array): boolean {
    return this.#forged.has(markOf(wire));
  }

  links(): readonly string[] {
    return [...this.play.net.linksOf(this.machine.name)];
  }

  /** Goes out as it is. */
  send(to: string, packet: Packet): void {
    if (this.machine.isUp) this.play.net.put(this.machine.name, to, packet);
  }

  tell(to: string, signed: SignedSealMessage): void {
    this.send(to, { type: "gossip", topic: "seal", bytes: wireOf(signed) });
  }

  show(to: string, event: AuthenticEvent): void {
    this.send(to, { type: "gossip", topic: "events", bytes: event.wire });
  }

  /** The value that follows from exactly these reports, if its events are here. */
  compose(reports: readonly SignedSealMessage[]): Proposal | undefined {
    const { sealing, journal } = this;
    if (sealing === null || journal === null || reports.length < sealing.agreement.quorum) return undefined;
    const nothing = () => undefined;
    const port = { open: journal.open, missing: nothing };
    return new SealValues(sealing.at, port).compose(reports, new Set());
  }

  /** 32 bytes of chance, hexadecimal: an id that nobody has. */
  anyId(): EventId {
    let hex = "";
    for (let i = 0; i < 8; i++) hex += this.chance.below(0x7fffffff).toString(16).padStart(8, "0");
    return hex as EventId;
  }
}

const WORDS_MAX = 500;
const wires = new WeakMap<SignedSealMessage, Uint8Array>();

/** The same bytes whenever the same word is sent, as gossip knows what it has seen. */
export function wireOf(signed: SignedSealMessage): Uint8Array {
  const known = wires.get(signed) ?? encodeSealMessage(signed);
  wires.set(signed, known);
  return known;
}

/** Tells signed bytes apart: an event's payload is at their beginning, a message's signature at their end. */
function markOf(wire: Uint8Array): string {
  return toHex(wire.subarray(0, 220)) + toHex(wire.subarray(-80));
}
