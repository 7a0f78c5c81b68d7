import type { EventId, MemberId, PlanId } from "../base/id.ts";
import type { Ballot } from "./claim-records.ts";
import type { Enrolment } from "./plan-records.ts";
import type { Member } from "./records.ts";
import { sealedMs } from "./sealed-time.ts";
import { membersOf, spellsOf } from "./spells.ts";
import type { State } from "./state.ts";
import type { Trie } from "./trie.ts";

/** Of a ballot, what says whom it asks. */
export type Asked = Pick<Ballot, "plan" | "openedHeight" | "excluded">;

/**
 * Who may vote: whoever has a seat of its jury; or the plan's members (without a plan: the roll's) at the seal before
 * the ballot opened, less the excluded (docs/protocol.md, claims). All but juries are derived, never stored.
 */
export function isElector(state: State, id: EventId, ballot: Ballot, member: MemberId): boolean {
  if (ballot.byJury) return state.jurors.get(id + member)?.status === "seat";
  return mayBeAsked(state, ballot, member);
}

/** Whether they are on the roll that is asked, and not excluded: of a jury this says only who may be drawn. */
export function mayBeAsked(state: State, asked: Asked, member: MemberId): boolean {
  return !asked.excluded.includes(member) && isOnRoll(state, asked, member);
}

/** How many electors a ballot without a jury has; `excluded` are different members. */
export function countElectors(state: State, { plan, openedHeight, excluded }: Asked): number {
  const asked = { plan, openedHeight, excluded };
  const out = excluded.filter((member) => isOnRoll(state, asked, member));
  return rollSize(state, plan, openedHeight) - out.length;
}

/** Them, by member id. */
export function electorsOf(state: State, { plan, openedHeight, excluded }: Asked): readonly MemberId[] {
  return rollOf(state, plan, openedHeight).filter((member) => !excluded.includes(member));
}

function isOnRoll(state: State, { plan, openedHeight }: Asked, member: MemberId): boolean {
  const beganMs = sealedMs(state, openedHeight - 1);
  const known = state.members.get(member);
  if (known === undefined || !isThere(known, openedHeight, beganMs)) return false;
  return (
    plan === null || spellsOf(state, plan, member).some((spell) => isThere(spell, openedHeight, beganMs))
  );
}

/** Whether they were there when the cut of this height began. */
function isThere(
  { sinceHeight, leftMs }: Pick<Enrolment | Member, "sinceHeight" | "leftMs">,
  height: number,
  beganMs: number,
): boolean {
  return sinceHeight < height && (leftMs === null || leftMs > beganMs);
}

function rollOf(state: State, plan: PlanId | null, height: number): readonly MemberId[] {
  const beganMs = sealedMs(state, height - 1);
  const roll: MemberId[] = [];
  if (plan === null) {
    for (const [member, known] of state.members.entries())
      if (isThere(known, height, beganMs)) roll.push(member);
    return roll;
  }
  for (const [member, spells] of membersOf(state, plan))
    if (spells.some((spell) => isThere(spell, height, beganMs)) && isStill(state, member, beganMs))
      roll.push(member);
  return roll;
}

/** Whoever is in a closing plan may have left the community. */
function isStill(state: State, member: MemberId, beganMs: number): boolean {
  const { leftMs } = state.members.must(member);
  return leftMs === null || leftMs > beganMs;
}

/** Counted once for all claims of a cut: enrolments do not change while claims are applied. */
function rollSize(state: State, plan: PlanId | null, height: number): number {
  const trie: Trie<unknown> = plan === null ? state.members.trie : state.enrolments.trie;
  let sizes = SIZES.get(trie);
  if (sizes === undefined) {
    sizes = new Map();
    SIZES.set(trie, sizes);
  }
  const name = `${plan ?? "roll"}/${height}`;
  const known = sizes.get(name);
  if (known !== undefined) return known;
  const size = rollOf(state, plan, height).length;
  sizes.set(name, size);
  return size;
}

const SIZES = new WeakMap<Trie<unknown>, Map<string, number>>();
