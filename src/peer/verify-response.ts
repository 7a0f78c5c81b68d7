import type { CommunityId } from "../base/id.ts";
import { authenticateRange } from "../events/authentic.ts";
import { decodeEvent, inCommunity } from "../events/envelope.ts";
import type { AuthenticEvent, DecodedEvent } from "../events/event.ts";
import { EVENT_FAULTS, type EventFault, isStateless } from "../events/faults.ts";
import type { Verify } from "../events/signature.ts";
import { decodeProfile, type ProfileFault, type SignedProfile } from "../profiles/profile.ts";
import { decodeSealMessage, type SealMessageFault, type SignedSealMessage } from "../seal/message.ts";
import type { VerifiedResponse } from "./input.ts";
import type { SyncResponse } from "./sync-frames.ts";

export interface Verification {
  readonly response: VerifiedResponse;
  /** codes of the pieces that were left out */
  readonly faults: readonly PieceFault[];
}

export type PieceFault = EventFault | SealMessageFault | ProfileFault;

/** Whether no honest node sends such a piece, so that it costs the sender score. */
export function isSendersFault(fault: PieceFault): boolean {
  return (EVENT_FAULTS as readonly string[]).includes(fault) ? isStateless(fault as EventFault) : true;
}

/** Checks every signature in an answer before the peer sees it. A stretch of a feed costs one verification. */
export function verifyResponse(response: SyncResponse, community: CommunityId, verify: Verify): Verification {
  switch (response.type) {
    case "feeds": {
      const { events, faults } = verifyFeeds(response.wires, community, verify);
      return { response: { type: "feeds", events, more: response.more }, faults };
    }
    case "messages": {
      const faults: PieceFault[] = [];
      const messages: SignedSealMessage[] = [];
      for (const wire of response.wires) {
        const signed = decodeSealMessage(wire, verify);
        if (typeof signed === "string") faults.push(signed);
        else messages.push(signed);
      }
      return { response: { type: "messages", messages }, faults };
    }
    case "profiles": {
      const faults: PieceFault[] = [];
      const profiles: SignedProfile[] = [];
      for (const wire of response.wires) {
        const profile = decodeProfile(wire, verify);
        if (typeof profile === "string") faults.push(profile);
        else profiles.push(profile);
      }
      return { response: { type: "profiles", profiles }, faults };
    }
    default:
      return { response, faults: [] };
  }
}

function verifyFeeds(wires: readonly Uint8Array[], community: CommunityId, verify: Verify) {
  const faults: PieceFault[] = [];
  const decoded: DecodedEvent[] = [];
  for (const wire of wires) {
    const event = decodeEvent(wire);
    const here = event.ok ? inCommunity(event.value, community) : event;
    if (here.ok) decoded.push(here.value);
    else faults.push(here.error.code);
  }
  const events: AuthenticEvent[] = [];
  for (const run of runsOf(decoded)) {
    const { authentic, fault } = authenticateRange(run, verify);
    events.push(...authentic);
    if (fault !== undefined) faults.push(fault.code);
  }
  return { events, faults };
}

/** Stretches in which each event names the one before. */
function runsOf(events: readonly DecodedEvent[]): readonly (readonly DecodedEvent[])[] {
  const runs: DecodedEvent[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const follows = last?.device === event.device && last.seq + 1 === event.seq && last.id === event.prev;
    if (run !== undefined && follows) run.push(event);
    else runs.push([event]);
  }
  return runs;
}
