import type { MemberId, PlanId } from "../base/id.ts";
import type { Ballot, Enrolment } from "./records.ts";
import { sealedMs } from "./sealed-time.ts";
import { membersOf, spellsOf } from "./spells.ts";
import type { State } from "./state.ts";
import type { Trie } from "./trie.ts";

/**
 * Who may vote: the plan's members at the seal before the ballot opened, less the excluded (protocol §6.3).
 * Derived, never stored: a ballot keeps only how many there are.
 */
export function isElector(state: State, ballot: Ballot, member: MemberId): boolean {
  if (ballot.excluded.includes(member)) return false;
  const beganMs = sealedMs(state, ballot.openedHeight - 1);
  return spellsOf(state, ballot.plan, member).some((spell) => onRoll(spell, ballot.openedHeight, beganMs));
}

/** How many electors a ballot has that opens at this height; `excluded` are different members. */
export function countElectors(
  state: State,
  plan: PlanId,
  height: number,
  excluded: readonly MemberId[],
): number {
  const beganMs = sealedMs(state, height - 1);
  const out = excluded.filter((member) =>
    spellsOf(state, plan, member).some((spell) => onRoll(spell, height, beganMs)),
  );
  return rollSize(state, plan, height, beganMs) - out.length;
}

/** Whether the spell was on the plan's roll when the cut of this height began. */
function onRoll(spell: Enrolment, height: number, beganMs: number): boolean {
  return spell.sinceHeight < height && (spell.leftMs === null || spell.leftMs > beganMs);
}

/** Counted once for all claims of a cut: enrolments do not change while claims are applied. */
function rollSize(state: State, plan: PlanId, height: number, beganMs: number): number {
  const trie = state.enrolments.trie;
  let sizes = SIZES.get(trie);
  if (sizes === undefined) {
    sizes = new Map();
    SIZES.set(trie, sizes);
  }
  const name = `${plan}/${height}`;
  const known = sizes.get(name);
  if (known !== undefined) return known;
  let size = 0;
  for (const [, spells] of membersOf(state, plan)) {
    if (spells.some((spell) => onRoll(spell, height, beganMs))) size++;
  }
  sizes.set(name, size);
  return size;
}

const SIZES = new WeakMap<Trie<Enrolment>, Map<string, number>>();
