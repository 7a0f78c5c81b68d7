import type { DeviceKey, EventId, MemberId } from "../base/id.ts";
import { fail, type Result } from "../base/result.ts";
import type { State } from "../state/state.ts";
import type { RefusalCode } from "./refusals.ts";
import type { Schema } from "./schema.ts";

/** Kinds by stratum, in the order in which a cut applies them (docs/protocol.md, events: order inside a cut). */
export const STRATA = {
  identity: ["found", "join", "device", "guardians", "rotate", "approve", "veto", "fork"],
  membership: ["vouch", "object", "uninvite"],
  plans: ["propose", "adopt"],
  cover: ["enrol", "contact", "delegate", "witness", "beacon"],
  claims: ["claim", "evidence", "seen", "recuse"],
  ballots: ["motion", "appeal", "vote"],
  money: ["pay", "receipt", "dispute"],
  exits: ["withdraw", "leave", "resign", "revoke"],
} as const;

export type Stratum = keyof typeof STRATA;
/** Every kind the protocol names; which of them hold is a matter of `state.rules`. */
export type KindName = (typeof STRATA)[Stratum][number];

/** Strata in order, each with its kinds in order: a kind's place in a cut is its index here. */
export const KIND_ORDER: readonly KindName[] = Object.values(STRATA).flat();

/** An event as its kind's rule sees it. */
export interface KindContext<Body> {
  readonly id: EventId;
  readonly device: DeviceKey;
  /** owner of the device; for a device not on the roll: the event's own id, which is whom `found` and `join` make */
  readonly member: MemberId;
  readonly seq: number;
  readonly body: Body;
  /** the state that the last seal left, before this cut */
  readonly sealed: State;
  /** height of the seal being applied */
  readonly height: number;
  /** sealed time of the seal being applied: `throughMs` */
  readonly atMs: number;
  /** sealed time of the seal before it; the event came in after this moment */
  readonly sinceMs: number;
  /** another device of the member gave another word on the same thing in this cut (see `Kind.word`) */
  readonly isDisputed: boolean;
}

/** What a member says on something of which the latest word counts. */
export interface Word {
  readonly on: string;
  readonly says: string;
}

export type Refusal = { readonly ok: false; readonly error: RefusalCode };
export type Check = Result<undefined, RefusalCode>;

/** The check passed. */
export const OK: Check = { ok: true, value: undefined };

export function refuse(code: RefusalCode): Refusal {
  return fail(code);
}

/** What one kind of event means: `check` never changes the state, `apply` never refuses. */
export interface Kind<Body> {
  readonly name: KindName;
  readonly stratum: Stratum;
  /** one line for the list of kinds */
  readonly about: string;
  readonly body: Schema<Body>;
  /** Where a member's latest word counts, and order between two of their devices must not decide (docs/protocol.md, events). */
  word?(body: Body): Word;
  check(state: State, event: KindContext<Body>): Check;
  apply(state: State, event: KindContext<Body>): void;
}

/** The kind itself; the call infers `Body` from its schema. */
export function kind<Body>(definition: Kind<Body>): Kind<Body> {
  return definition;
}
