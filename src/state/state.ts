import { present } from "../base/assert.ts";
import type { ClaimId, DeviceKey, EventId, HashId, MemberId, PlanId } from "../base/id.ts";
import type { Beacon, Reveal } from "./beacon-records.ts";
import type { Ballot, Claim, Evidence, Juror, Lot, Motion, Seen, Vote } from "./claim-records.ts";
import type { Arrears, Due, Posting, Shortfall, Transfer, Unconfirmed } from "./money-records.ts";
import type { Adoption, Application, Enrolment, Plan, TermsVersion } from "./plan-records.ts";
import type {
  Charter,
  Community,
  Contact,
  Deadline,
  Delegation,
  Device,
  Fork,
  Joiner,
  Member,
  MemberSays,
  SealRecord,
  Seat,
  UsedInvite,
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
  /** root key -> member, or who waits to be one, so that one person joins once */
  readonly roots: Table<{ readonly member: string }>;
  readonly devices: Table<Device, DeviceKey>;
  /** member and device, so that a member's devices are found */
  readonly memberDevices: Table<{ readonly sinceMs: number }>;
  readonly invites: Table<UsedInvite>;
  /** invite key and the member who gave it: taken back */
  readonly uninvited: Table<MemberSays>;
  readonly joiners: Table<Joiner, MemberId>;
  /** device -> the joiner it is of, while they wait */
  readonly joiningDevices: Table<{ readonly member: MemberId }, DeviceKey>;
  readonly vouches: Table<MemberSays>;
  readonly objections: Table<MemberSays>;
  readonly contacts: Table<Contact>;
  readonly delegations: Table<Delegation, MemberId>;
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
  readonly applications: Table<Application>;
  readonly claims: Table<Claim, ClaimId>;
  /** plan, member and claim, so that a member's claims are found */
  readonly memberClaims: Table<{ readonly incidentDay: number }>;
  /** plan and claim, while some of its aid may still be divided */
  readonly payables: Table<{ readonly payableMs: number }>;
  readonly evidence: Table<Evidence>;
  readonly seen: Table<Seen>;
  readonly lots: Table<Lot, EventId>;
  readonly jurors: Table<Juror>;
  readonly appeals: Table<MemberSays>;
  readonly motions: Table<Motion>;
  readonly ballots: Table<Ballot, EventId>;
  readonly votes: Table<Vote>;
  readonly postings: Table<Posting>;
  readonly dues: Table<Due>;
  readonly arrears: Table<Arrears>;
  readonly shortfalls: Table<Shortfall>;
  readonly transfers: Table<Transfer, HashId>;
  readonly unconfirmed: Table<Unconfirmed>;
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
  "uninvited",
  "joiners",
  "joiningDevices",
  "vouches",
  "objections",
  "contacts",
  "delegations",
  "forks",
  "witnesses",
  "seats",
  "beacons",
  "reveals",
  "plans",
  "terms",
  "adoptions",
  "enrolments",
  "applications",
  "claims",
  "memberClaims",
  "payables",
  "evidence",
  "seen",
  "lots",
  "jurors",
  "appeals",
  "motions",
  "ballots",
  "votes",
  "postings",
  "dues",
  "arrears",
  "shortfalls",
  "transfers",
  "unconfirmed",
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
