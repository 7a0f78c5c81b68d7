import type { Cbor } from "../base/cbor.ts";
import type { Brand, CommunityId, DeviceKey, EventId, SealId } from "../base/id.ts";

/** A canonical event as received (docs/protocol.md, events). Not yet known to be its device's word. */
export interface DecodedEvent {
  readonly id: EventId;
  /** null inside `found` only */
  readonly community: CommunityId | null;
  readonly device: DeviceKey;
  readonly seq: number;
  readonly prev: EventId | null;
  /** the latest seal its author held, null before the first */
  readonly anchor: SealId | null;
  /** for people's eyes; no rule reads it */
  readonly claimedMs: number;
  readonly kind: string;
  /** as decoded; its kind's schema is checked when it is applied */
  readonly body: Cbor;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** the bytes received, which are what is stored, hashed and sent on */
  readonly wire: Uint8Array;
}

/** Its signature verified, or a later event of its feed or a certified seal names it. Made in `authentic.ts` only. */
export type AuthenticEvent = Brand<DecodedEvent, "AuthenticEvent">;
