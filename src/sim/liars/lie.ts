import type { SyncRequest, SyncResponse } from "../../peer/sync-frames.ts";
import type { SignedSealMessage } from "../../seal/message.ts";
import type { Actor } from "./actor.ts";

/** One way to lie. All of it is optional; null: the truth is told. */
export interface Lie {
  /** its own word in the agreement is about to go to `to`, by gossip or by sync: what goes instead */
  word?(actor: Actor, to: string, signed: SignedSealMessage): readonly SignedSealMessage[] | null;
  /** an event is about to be told to `to` by gossip: the bytes that go instead */
  event?(actor: Actor, to: string, wire: Uint8Array): readonly Uint8Array[] | null;
  /** an answer is about to go to `to` */
  answer?(actor: Actor, to: string, response: SyncResponse): SyncResponse | Uint8Array | null;
  /** a question is about to go to `to` */
  ask?(actor: Actor, to: string, request: SyncRequest): Uint8Array | null;
  /** several times a day, while its machine is up */
  hour?(actor: Actor): void;
  /** a word in the agreement has just come in */
  heard?(actor: Actor): void;
}

/** What a liar is made from. */
export interface LieKind {
  readonly name: string;
  /** told by words in the agreement, and so only while no more seats lie than the seal bears */
  readonly needsSeat: boolean;
  /** it may cost the device, or the seat does not do its part: only where the honest seats are enough without it */
  readonly isCostly: boolean;
  make(): Lie;
}
