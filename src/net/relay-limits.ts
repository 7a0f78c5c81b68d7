/** What a node that relays gives to each member, and keeps for itself. */
export interface RelayLimits {
  /** places at the same time, one for each member's node that waits to be called */
  readonly reservationsMax: number;
  /** how long a place is kept without being asked for again */
  readonly reservationMs: number;
  /** how long two members are connected through it at a stretch; they may connect again at once */
  readonly relayedMsMax: number;
  /** bytes that pass between two members, both ways together, before they must connect again */
  readonly relayedBytesMax: number;
  /** connections to others that one member has through it at the same time */
  readonly relayedPerMemberMax: number;
}

/**
 * The library's own (15 places, 2 minutes, 128 KiB) cut a first sync short again and again. Twice as many places as
 * there can be peers, since one that left keeps its place for an hour; bytes for several thousand events.
 */
export const RELAY_LIMITS: RelayLimits = {
  reservationsMax: 128,
  reservationMs: 3_600_000,
  relayedMsMax: 6 * 3_600_000,
  relayedBytesMax: 64 * 1024 * 1024,
  relayedPerMemberMax: 16,
};
