import { numberKey } from "./key.ts";
import { communityOf, type State } from "./state.ts";

/** Sealed time after that height, which the state has reached; 0 before the first seal. */
export function sealedMs(state: State, height: number): number {
  if (height < 1) return 0;
  const seal = state.seals.get(numberKey(height));
  return seal === undefined ? communityOf(state).throughMs : seal.throughMs;
}
