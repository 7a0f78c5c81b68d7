import { present } from "../base/assert.ts";
import type { ClaimId, DeviceKey, HashId, MemberId, PlanId } from "../base/id.ts";
import type { Beacon, Reveal } from "./beacon-records.ts";
import type {
  Adoption,
  Ballot,
  Charter,
  Claim,
  Community,
  Deadline,
  Device,
  Due,
  Enrolment,
  Fork,
  Member,
  Plan,
  Posting,
  SealRecord,
  Seat,
  TermsVersion,
  Transfer,
  UsedInvite,
  Vote,
  Witness,
} from "./records.ts";
import { Table } from "./table.ts";

/** Every table of the state; the order of this list is part of the digest. */
export interface Tables {
  readonly community: Table<Community>;
  readonly charter: Table<Charter>;
  readonly seals: Table<SealRecord>;
  /** seal id -> its height, to place an anchor */
  readonly anchors: Table<{ readonly height: number }>;
  readonly members: Table<Member, MemberId>;
  /** root key -> member, so that one person joins once */
  readonly roots: Table<{ readonly member: string }>;
  readonly devices: Table<Device, DeviceKey>;
  /** member and device, so that a member's devices are found */
  readonly memberDevices: Table<{ readonly sinceMs: number }>;
  readonly invites: Table<UsedInvite>;
  readonly forks: Table<Fork>;
  readonly witnesses: Table<Witness, MemberId>;
  readonly seats: Table<Seat>;
  readonly beacons: Table<Beacon, MemberId>;
  /** of the last days only: what a lot may still need */
  readonly reveals: Table<Reveal>;
  readonly plans: Table<Plan, PlanId>;
  readonly terms: Table<TermsVersion>;
  readonly adoptions: Table<Adoption>;
  readonly enrolments: Table<Enrolment>;
  readonly claims: Table<Claim, ClaimId>;
  /** plan, member and claim, so that a member's claims are found */
  readonly memberClaims: Table<{ readonly incidentDay: number }>;
  /** plan and claim, while some of its aid may still be divided */
  readonly payables: Table<{ readonly payableMs: number }>;
  readonly ballots: Table<Ballot>;
  readonly votes: Table<Vote>;
  readonly postings: Table<Posting>;
  readonly dues: Table<Due>;
  readonly transfers: Table<Transfer, HashId>;
  readonly deadlines: Table<Deadline>;
}

export const TABLE_NAMES = [
  "community",
  "charter",
  "seals",
  "anchors",
  "members",
  "roots",
  "devices",
  "memberDevices",
  "invites",
  "forks",
  "witnesses",
  "seats",
  "beacons",
  "reveals",
  "plans",
  "terms",
  "adoptions",
  "enrolments",
  "claims",
  "memberClaims",
  "payables",
  "ballots",
  "votes",
  "postings",
  "dues",
  "transfers",
  "deadlines",
] as const satisfies readonly (keyof Tables)[];

/** The ledger's memory at one moment. `copy` is cheap and shares everything that stays the same. */
export type State = Tables;

export function emptyState(): State {
  return build((name) => new Table(name));
}

export function copyState(state: State): State {
  return build((name) => state[name].copy() as Table<never>);
}

function build(make: (name: keyof Tables) => Table<never>): State {
  return Object.fromEntries(TABLE_NAMES.map((name) => [name, make(name)])) as unknown as State;
}

/** Key of the tables that hold one record. */
export const ONLY = "00";

export function communityOf(state: State): Community {
  return present(state.community.get(ONLY), "a founded community");
}

export function charterOf(state: State): Charter {
  return present(state.charter.get(ONLY), "a founded community");
}
