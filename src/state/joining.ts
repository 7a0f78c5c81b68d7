import type { EventId, MemberId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import { isOnRoll } from "./on-roll.ts";
import type { Joiner } from "./records.ts";
import { charterOf, type State } from "./state.ts";

/** Below so many members the invite alone vouches for a newcomer: there may be nobody else who knows them. */
export const ROLL_FOR_VOUCHES_MIN = 10;

/** Who vouches for a newcomer: the inviter, and whoever said so, of those who are still on the roll; by member id. */
export function vouchersOf(state: State, joiner: MemberId, { inviter }: Joiner): readonly MemberId[] {
  return [...new Set([inviter, ...saidOf(state.vouches, joiner)])]
    .filter((member) => isOnRoll(state, member))
    .sort(compareText);
}

/** How many it takes now: the charter's number, and one while the roll is small. */
export function vouchesNeeded(state: State): number {
  return isSmall(state) ? 1 : Math.max(1, charterOf(state).vouches);
}

function isSmall(state: State): boolean {
  let count = 0;
  for (const [, { leftMs }] of state.members.entries())
    if (leftMs === null && ++count === ROLL_FOR_VOUCHES_MIN) return false;
  return true;
}

/** Who objects, of those who are still on the roll; by member id. */
export function objectorsOf(state: State, joiner: MemberId): readonly MemberId[] {
  return saidOf(state.objections, joiner).filter((member) => isOnRoll(state, member));
}

/** Until when members may object; where nobody can, when the `join` was sealed. */
export function objectionsEndMs(state: State, { sinceMs }: Joiner): number {
  const { objections, objectionMs } = charterOf(state);
  return objections === 0 ? sinceMs : sinceMs + objectionMs;
}

/** Whether so many object that the newcomer is turned away when the days for it are over. */
export function isObjectedTo(state: State, id: MemberId, joiner: Joiner): boolean {
  if (objectionsEndMs(state, joiner) === joiner.sinceMs) return false;
  return objectorsOf(state, id).length >= charterOf(state).objections;
}

/** Those who said so about `event`, by member id. */
function saidOf(table: State["vouches"], event: EventId): readonly MemberId[] {
  return [...table.entries(event)].map(([key]) => key.slice(event.length) as MemberId);
}
