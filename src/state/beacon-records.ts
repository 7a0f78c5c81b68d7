import type { DeviceKey, EventId, HashId } from "../base/id.ts";

/** Keyed by member: the commitment in force, the latest that is sealed. */
export interface Beacon {
  readonly commit: HashId;
  /** the event that made it, the device that signed it, and its place there: whose secret it is */
  readonly event: EventId;
  readonly device: DeviceKey;
  readonly seq: number;
  readonly height: number;
}

/** Keyed by height and member: a secret that went into that height's seed. */
export interface Reveal {
  readonly secret: HashId;
  /** the height that sealed the commitment to it */
  readonly committedHeight: number;
  readonly revealedMs: number;
}
