import type { CborFault } from "../base/cbor.ts";

/**
 * What can be wrong with one event, or one range of a feed, as it comes in (docs/protocol.md, events). Not
 * refusals: those are a rule's answer to an event that holds. `words` has a sentence for each.
 */
export const EVENT_FAULTS = [
  "event-too-large",
  "event-not-canonical",
  "event-malformed",
  "event-version-unknown",
  "body-missing",
  "body-hash-wrong",
  "community-wrong",
  "signature-wrong",
  "chain-broken",
  "event-not-named",
] as const;

export type EventFault = (typeof EVENT_FAULTS)[number];

export interface EventFaultDetail {
  readonly code: EventFault;
  /** of `event-not-canonical`: what the bytes break; null elsewhere */
  readonly cbor: CborFault | null;
  /** which part of the event is at fault, e.g. `wire`, `payload.seq`, `body`; empty where the code says it all */
  readonly part: string;
}

export function eventFault(code: EventFault, part = "", cbor: CborFault | null = null): EventFaultDetail {
  return { code, part, cbor };
}

/** The bytes alone show the fault, so that no honest node forwards such an event, whatever it knows or runs. */
const STATELESS = {
  "event-too-large": true,
  "event-not-canonical": true,
  "event-malformed": true,
  // a newer node may speak a newer version
  "event-version-unknown": false,
  // an old claim's body may be dropped by an honest node
  "body-missing": false,
  "body-hash-wrong": true,
  // depends on which community the receiver is in (one that was re-founded shares its network key)
  "community-wrong": false,
  "signature-wrong": true,
  "chain-broken": true,
  // depends on which seal the receiver asked for
  "event-not-named": false,
} as const satisfies Record<EventFault, boolean>;

/**
 * Whether gossip rejects the event (and scores its sender down) rather than ignores it. A pulled range is
 * milder: its last signature may be its author's fault while its sender holds a later event that vouches for it.
 */
export function isStateless(fault: EventFault): boolean {
  return STATELESS[fault];
}
