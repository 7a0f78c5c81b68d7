import type { RelayTold } from "../../src/node/health.ts";

/** Of a node whom others call by themselves. */
export const NO_RELAY: RelayTold = {
  relayed: 0,
  relaysMet: 0,
  relaysKnown: 0,
  placesHeld: 0,
  placesGiven: null,
  seeksPlace: true,
  calledBy: 1,
};
