import type { Books } from "../../src/node/node-service.ts";
import { numberKey } from "../../src/state/key.ts";

/** The id of a seal up to the last one; undefined: there is none of that height yet. */
export function sealIdAt({ height: last, sealId, sealed }: Books, height: number): string | null | undefined {
  return height === last ? sealId : sealed.state.seals.get(numberKey(height))?.id;
}
