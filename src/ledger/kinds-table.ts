import { assert } from "../base/assert.ts";
import type { Kind } from "../events/kind.ts";
import { adopt } from "../events/kinds/adopt.ts";
import { appeal } from "../events/kinds/appeal.ts";
import { beacon } from "../events/kinds/beacon.ts";
import { claim } from "../events/kinds/claim.ts";
import { contact } from "../events/kinds/contact.ts";
import { delegate } from "../events/kinds/delegate.ts";
import { device } from "../events/kinds/device.ts";
import { dispute } from "../events/kinds/dispute.ts";
import { enrol } from "../events/kinds/enrol.ts";
import { evidence } from "../events/kinds/evidence.ts";
import { fork } from "../events/kinds/fork.ts";
import { found } from "../events/kinds/found.ts";
import { join } from "../events/kinds/join.ts";
import { leave } from "../events/kinds/leave.ts";
import { motion } from "../events/kinds/motion.ts";
import { object } from "../events/kinds/object.ts";
import { pay } from "../events/kinds/pay.ts";
import { propose } from "../events/kinds/propose.ts";
import { receipt } from "../events/kinds/receipt.ts";
import { recuse } from "../events/kinds/recuse.ts";
import { resign } from "../events/kinds/resign.ts";
import { revoke } from "../events/kinds/revoke.ts";
import { seen } from "../events/kinds/seen.ts";
import { uninvite } from "../events/kinds/uninvite.ts";
import { vote } from "../events/kinds/vote.ts";
import { vouch } from "../events/kinds/vouch.ts";
import { withdraw } from "../events/kinds/withdraw.ts";
import { witness } from "../events/kinds/witness.ts";

/** The kinds of rules 1, in their order inside a cut. */
export const KINDS: readonly Kind<unknown>[] = [
  found,
  join,
  device,
  fork,
  vouch,
  object,
  uninvite,
  propose,
  adopt,
  enrol,
  contact,
  delegate,
  witness,
  beacon,
  claim,
  evidence,
  seen,
  recuse,
  motion,
  appeal,
  vote,
  pay,
  receipt,
  dispute,
  withdraw,
  leave,
  resign,
  revoke,
];

/** The kinds by name that hold under these rules; a community whose rules this software does not know is not applied. */
export function kindsOfRules(rules: number): ReadonlyMap<string, Kind<unknown>> {
  assert(knowsRules(rules), "rules that this software knows");
  return BY_NAME;
}

/** Whether this software can apply events by these rules. */
export function knowsRules(rules: number): boolean {
  return rules === 1;
}

const BY_NAME: ReadonlyMap<string, Kind<unknown>> = new Map(KINDS.map((kind) => [kind.name, kind]));
