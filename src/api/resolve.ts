import type { ClaimId, EventId, HashId, MemberId, PlanId } from "../base/id.ts";
import type { Terms } from "../state/plan-records.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { shortId } from "../words/writing.ts";
import { ApiFault, type ReferenceKind } from "./api-fault.ts";
import { provisionalState, type ViewSource } from "./view-source.ts";

/** The shortest beginning of an id that is taken for one. */
const PREFIX_CHARACTERS_MIN = 4;

/** A member by nickname, id, or the beginning of an id. */
export function resolveMember(source: ViewSource, reference: string): MemberId {
  const { names } = source;
  const members = [...provisionalState(source).members.entries()].map(([id]) => id as MemberId);
  const called = names.called(reference.trim()).filter((member) => members.includes(member));
  const found = called.length > 0 ? called : startingWith(members, reference);
  return only("member", reference, found, (id) => names.nameOf(id));
}

/** A plan by title, id, or the beginning of an id. */
export function resolvePlan(source: ViewSource, reference: string): PlanId {
  const state = provisionalState(source);
  const plans = [...state.plans.entries()].map(([id]) => id as PlanId);
  const titleOf = (id: PlanId) => termsInForce(state, id).title;
  const titled = plans.filter((id) => titleOf(id) === reference.trim());
  const found = titled.length > 0 ? titled : startingWith(plans, reference);
  return only("plan", reference, found, (id) => `${titleOf(id)} (${shortId(id)})`);
}

export function resolveClaim(source: ViewSource, reference: string): ClaimId {
  const claims = [...provisionalState(source).claims.entries()].map(([id]) => id as ClaimId);
  return only("claim", reference, startingWith(claims, reference), shortId);
}

/** A ballot by what it is on: a claim (its last ballot), a motion, a place asked for or a payment in dispute; or by its own id. */
export function resolveBallot(source: ViewSource, reference: string): EventId {
  const state = provisionalState(source);
  const ballots = [...state.ballots.entries()].map(([id, { subject, outcome }]) => {
    return { id: id as EventId, subject, isOpen: outcome === null };
  });
  const claims = [...state.claims.entries()].map(([id]) => id);
  const subjects = ballots.map(({ subject }) => subject);
  const ids = new Set<string>([...claims, ...ballots.map(({ id }) => id), ...subjects]);
  const id = only("ballot", reference, startingWith([...ids], reference), shortId);
  const appeal = state.claims.get(id as ClaimId)?.appeal ?? null;
  if (appeal !== null) return appeal;
  if (state.ballots.has(id as EventId)) return id as EventId;
  // a payment may be disputed more than once
  const about = ballots.filter((ballot) => ballot.subject === id);
  return (about.find(({ isOpen }) => isOpen) ?? about[0])?.id ?? (id as EventId);
}

/** A transfer by id, the beginning of one, or by the other side where only one is open with them. */
export function resolveTransfer(source: ViewSource, reference: string, mine: "from" | "to"): HashId {
  const self = source.service.member();
  const transfers = [...provisionalState(source).transfers.entries()];
  const byId = startingWith(
    transfers.map(([id]) => id as HashId),
    reference,
  );
  const other = mine === "from" ? "to" : "from";
  const called = new Set(source.names.called(reference.trim()));
  const byMember = transfers.flatMap(([id, transfer]) => {
    const isOpen = transfer[mine] === self && transfer.settledMs === null && transfer.voidMs === null;
    return isOpen && called.has(transfer[other]) ? [id as HashId] : [];
  });
  return only("transfer", reference, byId.length > 0 ? byId : byMember, shortId);
}

/** A tier by its index from 0, or by its name. */
export function resolveTier({ tiers }: Pick<Terms, "tiers">, reference: number | string): number {
  const index =
    typeof reference === "number" ? reference : tiers.findIndex(({ name }) => name === reference.trim());
  if (tiers[index] === undefined) {
    // Said to people, whose screens count tiers from 1.
    const said = typeof reference === "number" ? String(reference + 1) : reference;
    throw new ApiFault(404, "reference-unknown", { what: "tier", reference: said });
  }
  return index;
}

/** Of several things whose id begins so: all of them. */
export function startingWith<Id extends string>(ids: readonly Id[], reference: string): readonly Id[] {
  const prefix = reference.trim().toLowerCase();
  return prefix.length < PREFIX_CHARACTERS_MIN ? [] : ids.filter((id) => id.startsWith(prefix));
}

/** The one that is meant; a 404 or a 409 that lists who could be. */
export function only<Id extends string>(
  what: ReferenceKind,
  reference: string,
  found: readonly Id[],
  describe: (id: Id) => string,
): Id {
  const [first, ...others] = found;
  if (first === undefined) throw new ApiFault(404, "reference-unknown", { what, reference });
  if (others.length === 0) return first;
  const candidates = found.map((id) => describe(id)).join(", ");
  throw new ApiFault(409, "reference-ambiguous", { what, reference, candidates });
}
