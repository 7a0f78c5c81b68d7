import type { MemberId } from "../../base/id.ts";
import { type WaitingApplication, waitingApplications } from "../../state/applications.ts";
import { currentSpell } from "../../state/spells.ts";
import type { State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { givePlace, hasPlace } from "../give-place.ts";
import { inTurn } from "../in-turn.ts";
import type { SealRule } from "./rule.ts";

/** So many of a plan's members vouch for whoever is to get a place in it, where its terms ask for that. */
export const PLACE_VOUCHES = 2;

/** Protocol §6.2: whoever waits for a place, and is vouched for, gets one while there is one: the oldest seal first, then by lot. */
export const places: SealRule = {
  name: "places",
  run(state, { throughMs, height, seed }) {
    for (const application of inTurn(waitingApplications(state), seed)) {
      if (isWelcome(state, application) && hasPlace(state, application))
        givePlace(state, application, { atMs: throughMs, height });
    }
  },
};

/** By vouches, or by terms that meanwhile let everybody in. */
function isWelcome(state: State, application: WaitingApplication): boolean {
  const { admission } = termsInForce(state, application.plan);
  return admission === "open" || placeVouchers(state, application).length >= PLACE_VOUCHES;
}

/** Who vouches for it, of those who are still in the plan, by member id. */
export function placeVouchers(
  state: State,
  { plan, event }: Pick<WaitingApplication, "plan" | "event">,
): readonly MemberId[] {
  const said = [...state.vouches.entries(event)].map(([key]) => key.slice(event.length) as MemberId);
  return said.filter((member) => currentSpell(state, plan, member) !== undefined);
}
