import type { HealthTold } from "../../node/health.ts";
import type { Lang } from "../../words/language.ts";
import { type Finding, fine, trouble } from "./finding.ts";

export interface RelayCheck {
  readonly lang: Lang;
  readonly health: HealthTold;
}

/** Whether this node needs a relay to be reached, and has one. */
export function checkRelay({ lang, health: { relay, peers } }: RelayCheck): Finding {
  const { placesGiven, placesHeld, relaysMet, relaysKnown, relayed, seeksPlace, calledBy } = relay;
  if (placesGiven !== null) return fine(lang, "relay", "relayOffered", { count: String(placesGiven) });
  if (!seeksPlace) return fine(lang, "relay", "relayNotSought");
  if (placesHeld > 0) {
    const values = { places: String(placesHeld), relayed: String(relayed) };
    return fine(lang, "relay", "relayInUse", values);
  }
  if (calledBy > 0) return fine(lang, "relay", "relayNotNeeded", { count: String(calledBy) });
  if (relaysMet > 0) return trouble(lang, "relay", "relay-full");
  if (relaysKnown > 0) return trouble(lang, "relay", "relay-unreachable");
  const isCutOff = peers.some(({ wanted }) => wanted) && !peers.some(({ connected }) => connected);
  return isCutOff ? trouble(lang, "relay", "relay-missing") : fine(lang, "relay", "relayNone");
}
