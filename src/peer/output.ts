import type { EventId, SealId } from "../base/id.ts";
import type { Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { RefusalCode } from "../events/refusals.ts";
import type { StoreBatch } from "./batch.ts";
import type { PeerId } from "./input.ts";
import type { Awaited, FinalStop } from "./own-device.ts";
import type { SyncRequest, SyncResponse } from "./sync-frames.ts";

/** Everything a peer can want. The shell carries outputs out strictly in order, each one before the next. */
export type Output =
  | { readonly type: "persist"; readonly batch: StoreBatch }
  | { readonly type: "answer"; readonly token: number; readonly result: Result<EventId, AuthorFault> }
  | { readonly type: "gossip"; readonly topic: "events" | "seal"; readonly bytes: Uint8Array }
  | { readonly type: "request"; readonly to: PeerId; readonly request: SyncRequest }
  | { readonly type: "respond"; readonly token: number; readonly response: SyncResponse }
  /** answer from the store: the peer does not keep sealed events in memory */
  | { readonly type: "serve"; readonly token: number; readonly request: SyncRequest }
  /** what came in by gossip is new and good: forward it */
  | { readonly type: "forward" }
  /** an event for a place that is sealed already: is it the one that is there? */
  | { readonly type: "compare"; readonly event: AuthenticEvent }
  /** our own seal of that height, out of the store; answered by `recalled` */
  | { readonly type: "recall"; readonly height: number }
  | { readonly type: "penalize"; readonly peer: PeerId; readonly points: number; readonly why: string }
  | { readonly type: "sealed"; readonly height: number }
  | { readonly type: "alarm"; readonly alarm: Alarm };

/** Why the person's wish was not signed. */
export type AuthorFault =
  | RefusalCode
  /** the community's first event is not here yet */
  | "not-synced"
  /** our own latest event is not here yet (a restored disk): it comes from the others */
  | "own-feed-behind"
  /** our home was moved or copied: it signs once its person and a member have confirmed it */
  | "device-moved"
  /** this device signs nothing more, see `StopReason` */
  | "device-stopped"
  /** the community has rules that this software does not know */
  | "update-needed"
  | "event-too-large";

/** What a person should know although no rule is broken by it. */
export type Alarm =
  | { readonly code: "computes-differently"; readonly height: number }
  /** from that height on the community has rules that this software does not know */
  | { readonly code: "update-needed"; readonly rules: number; readonly height: number }
  | { readonly code: "seal-from-the-future"; readonly height: number; readonly throughMs: number }
  | { readonly code: "device-forked"; readonly device: string }
  | { readonly code: "device-stopped"; readonly reason: FinalStop }
  /** our home was moved or copied; it signs once nothing is awaited */
  | { readonly code: "device-moved"; readonly awaits: Awaited }
  /** `ids`: the one that is applied here, then the other */
  | { readonly code: "two-seals"; readonly height: number; readonly ids: readonly [SealId, SealId] }
  /** a node of the community does not let our join in, and says why */
  | { readonly code: "turned-away"; readonly refusal: RefusalCode }
  /** of a community of four or more: nobody's node is connected, for a while now */
  | { readonly code: "nobody-reached" }
  /** fewer than three other members' nodes were met in the last hours, and there are more */
  | { readonly code: "few-reached"; readonly reached: number; readonly members: number }
  /** others say that they have this seal, and nothing of it comes */
  | { readonly code: "seal-withheld"; readonly height: number }
  /** something of our store is damaged or gone; it is being fetched from the others */
  | { readonly code: "piece-lost"; readonly what: "event" | "seal" | "log" | "base"; readonly name: string };
