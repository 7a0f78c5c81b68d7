import type { Fault, FaultName } from "./fault.ts";
import { network } from "./network.ts";

/** Every family; a new one is a file beside these, a name in `fault.ts` and a line here. */
export const FAULTS: readonly { readonly name: FaultName; readonly make: () => Fault }[] = [
  { name: "network", make: network },
];
