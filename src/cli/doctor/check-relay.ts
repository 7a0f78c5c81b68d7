import type { HealthTold } from "../../node/health.ts";
import type { Lang } from "../../words/language.ts";
import { commandFor } from "../client.ts";
import { type Finding, fine, trouble } from "./finding.ts";

export interface RelayCheck {
  readonly lang: Lang;
  readonly home: string;
  readonly health: HealthTold;
}

/** Whether this node needs a relay to be reached, and has one. */
export function checkRelay({ lang, home, health: { relay, peers } }: RelayCheck): Finding {
  const { placesGiven, placesHeld, relaysMet, relaysKnown, relayed, seeksPlace, calledBy } = relay;
  const start = commandFor(home, "start");
  if (placesGiven !== null) return fine(lang, "relay", "relayOffered", { count: String(placesGiven) });
  if (!seeksPlace) return fine(lang, "relay", "relayNotSought");
  if (placesHeld > 0) {
    const values = { places: String(placesHeld), relayed: String(relayed) };
    return fine(lang, "relay", "relayInUse", values);
  }
  if (calledBy > 0) return fine(lang, "relay", "relayNotNeeded", { count: String(calledBy) });
  if (relaysMet > 0) return trouble(lang, "relay", "relay-full", { start });
  if (relaysKnown > 0) return trouble(lang, "relay", "relay-unreachable");
  const isCutOff = peers.some(({ wanted }) => wanted) && !peers.some(({ connected }) => connected);
  return isCutOff ? trouble(lang, "relay", "relay-missing", { start }) : fine(lang, "relay", "relayNone");
}
