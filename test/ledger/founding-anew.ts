import type { AuthenticEvent } from "../../src/events/event.ts";
import type { Origin } from "../../src/events/kinds/found.ts";
import { type RefoundingWord, signRefounding } from "../../src/events/refounding.ts";
import { encodeRoll, type Roll, rollHash } from "../../src/events/roll.ts";
import type { Base } from "../../src/ledger/genesis.ts";
import { foundEvent } from "../../src/peer/first-events.ts";
import { digestHeads, digestState } from "../../src/state/digest.ts";
import { charterOf } from "../../src/state/state.ts";
import { boxKeyOf, keyOf, type Person, sealIdAt, World } from "./world.ts";

export const world = new World();
export const [ada, bo, cy] = world.admit("Ada", "Bo", "Cy") as [Person, Person, Person];
world.seal([world.witnessOf(bo)]);
export const CHARTER = charterOf(world.ledger.state);
export const BASE = {
  community: world.community,
  seal: sealIdAt(world.height),
  state: digestState(world.ledger.state),
  heads: digestHeads(world.ledger.heads),
};

/** Who comes along with Ada, unless told. */
export function wordOf(by: Person, change: Partial<RefoundingWord> = {}): Roll[number] {
  const word = signRefounding(by.root, { ...BASE, founder: ada.id, charter: CHARTER, ...change });
  return { member: by.id, word };
}

export function rollOf(...words: readonly Roll[number][]): Roll {
  return words.toSorted((a, b) => (a.member < b.member ? -1 : 1));
}

export const KEYS = { device: keyOf("Ada's new device"), boxKey: boxKeyOf("new"), salt: new Uint8Array(16) };

/** Ada begins anew with those. */
export function founding(roll: Roll, change: Partial<Origin> = {}, charter = CHARTER): AuthenticEvent {
  const base = { ...BASE, seal: BASE.seal as string as Origin["seal"] };
  const named = { height: world.height, roll: rollHash(encodeRoll(roll)), member: ada.id };
  return foundEvent({ root: ada.root, ...KEYS }, charter, 0, { ...base, ...named, ...change });
}

export const base = (roll: Roll): Base => ({ ledger: world.ledger, roll });
export const BOTH = rollOf(wordOf(ada), wordOf(bo));
