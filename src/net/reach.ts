/** How this node and others reach each other. */
export interface Reach {
  /** peers with whom every connection goes through a relay */
  readonly relayed: readonly string[];
  /** members' nodes connected directly that offer to relay */
  readonly relaysMet: number;
  /** of these, at how many this node has a place, so that others can call it there */
  readonly placesHeld: number;
  /** places that others have at this node; null: it does not relay */
  readonly placesGiven: number | null;
  /** it looks for places */
  readonly seeksPlace: boolean;
  /** peers that called this node themselves, without a relay */
  readonly calledBy: number;
}

export const NO_REACH: Reach = {
  relayed: [],
  relaysMet: 0,
  placesHeld: 0,
  placesGiven: null,
  seeksPlace: false,
  calledBy: 0,
};
