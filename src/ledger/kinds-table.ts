import { assert } from "../base/assert.ts";
import type { Kind } from "../events/kind.ts";
import { adopt } from "../events/kinds/adopt.ts";
import { beacon } from "../events/kinds/beacon.ts";
import { claim } from "../events/kinds/claim.ts";
import { device } from "../events/kinds/device.ts";
import { enrol } from "../events/kinds/enrol.ts";
import { fork } from "../events/kinds/fork.ts";
import { found } from "../events/kinds/found.ts";
import { join } from "../events/kinds/join.ts";
import { leave } from "../events/kinds/leave.ts";
import { pay } from "../events/kinds/pay.ts";
import { propose } from "../events/kinds/propose.ts";
import { receipt } from "../events/kinds/receipt.ts";
import { vote } from "../events/kinds/vote.ts";
import { witness } from "../events/kinds/witness.ts";

/** The kinds of rules 1, in their order inside a cut. */
export const KINDS: readonly Kind<unknown>[] = [
  found,
  join,
  device,
  fork,
  propose,
  adopt,
  enrol,
  witness,
  beacon,
  claim,
  vote,
  pay,
  receipt,
  leave,
];

/** The kinds by name that hold under these rules; a community whose rules this software does not know is not applied. */
export function kindsOfRules(rules: number): ReadonlyMap<string, Kind<unknown>> {
  assert(rules === 1, "rules that this software knows");
  return BY_NAME;
}

const BY_NAME: ReadonlyMap<string, Kind<unknown>> = new Map(KINDS.map((kind) => [kind.name, kind]));
