import type { Invariant, Witnessed } from "./invariant.ts";
import { oneSeal } from "./one-seal.ts";

/** Every invariant by its stable name; a new one is a file beside these and a line here. */
export const INVARIANTS: readonly {
  readonly name: string;
  readonly make: (seen: Witnessed) => Invariant;
}[] = [{ name: "one-seal", make: oneSeal }];
