import { bounded } from "./bounded.ts";
import { certified } from "./certified.ts";
import { cutHeld } from "./cut-held.ts";
import type { Invariant, Witnessed } from "./invariant.ts";
import { live } from "./live.ts";
import { once } from "./once.ts";
import { oneSeal } from "./one-seal.ts";
import { oneWord } from "./one-word.ts";
import { ownEvents } from "./own-events.ts";
import { sameBytes } from "./same-bytes.ts";
import { sealedStays } from "./sealed-stays.ts";
import { splitNamed } from "./split-named.ts";
import { zeroSum } from "./zero-sum.ts";

/** Every invariant by its stable name; a new one is a file beside these and a line here. */
export const INVARIANTS: readonly {
  readonly name: string;
  readonly make: (seen: Witnessed) => Invariant;
}[] = [
  { name: "same-bytes", make: sameBytes },
  { name: "one-seal", make: oneSeal },
  { name: "sealed-stays", make: sealedStays },
  { name: "zero-sum", make: zeroSum },
  { name: "cut-held", make: cutHeld },
  { name: "one-word", make: oneWord },
  { name: "own-events", make: ownEvents },
  { name: "once", make: once },
  { name: "certified", make: certified },
  { name: "bounded", make: bounded },
  { name: "split-named", make: splitNamed },
  { name: "live", make: live },
];
