import { clocks } from "./clocks.ts";
import { copies } from "./copies.ts";
import { crashes } from "./crashes.ts";
import { cutting } from "./cutting.ts";
import { disks } from "./disks.ts";
import { eclipse } from "./eclipse.ts";
import { exodus } from "./exodus.ts";
import type { Fault, FaultName } from "./fault.ts";
import { liars } from "./liars.ts";
import { network } from "./network.ts";
import { omission } from "./omission.ts";
import { partitions } from "./partitions.ts";
import { pauses } from "./pauses.ts";
import { population } from "./population.ts";
import { versions } from "./versions.ts";

/** Every family; a new one is a file beside these, a name in `fault.ts` and a line here. */
export const FAULTS: readonly { readonly name: FaultName; readonly make: () => Fault }[] = [
  { name: "network", make: network },
  { name: "partitions", make: partitions },
  { name: "eclipse", make: eclipse },
  { name: "omission", make: omission },
  { name: "crashes", make: crashes },
  { name: "pauses", make: pauses },
  { name: "copies", make: copies },
  { name: "versions", make: versions },
  { name: "clocks", make: clocks },
  { name: "disks", make: disks },
  { name: "population", make: population },
  { name: "liars", make: liars },
  { name: "cutting", make: cutting },
  { name: "exodus", make: exodus },
];
