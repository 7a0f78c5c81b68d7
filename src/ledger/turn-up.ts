import type { HashId, MemberId } from "../base/id.ts";
import { DAY_MS } from "../calendar/calendar.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { schedule } from "../state/deadlines.ts";
import type { State } from "../state/state.ts";

/** A payee who has turned up since a `pay` was sealed has this long to confirm or dispute it. */
export const SILENCE_MS = 14 * DAY_MS;

/** What a device says by itself, with nobody there. */
const BY_ITSELF: ReadonlySet<string> = new Set(["witness", "beacon", "fork"]);

/**
 * Protocol §6.5: by an applied event that is anchored at or past the seal with a `pay`, its payee has been there and could
 * know of it: from this seal on their silence counts. Others who may answer for them do not turn up for them.
 */
export function noteTurnUp(
  state: State,
  { kind, anchor }: AuthenticEvent,
  member: MemberId,
  throughMs: number,
): void {
  if (BY_ITSELF.has(kind) || anchor === null) return;
  for (const [key, { paidHeight }] of state.unconfirmed.entries(member)) {
    const id = key.slice(member.length) as HashId;
    const transfer = state.transfers.must(id);
    if (transfer.silenceMs !== null || state.anchors.must(anchor).height < paidHeight) continue;
    const silenceMs = throughMs + SILENCE_MS;
    state.transfers.set(id, { ...transfer, silenceMs });
    schedule(state, silenceMs, "silence", id);
  }
}
