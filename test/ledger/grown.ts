import { DAY_MS } from "../../src/calendar/calendar.ts";
import { type MemberState, memberState } from "../../src/state/member-state.ts";
import type { Charter } from "../../src/state/records.ts";
import { Person, World } from "./world.ts";

export const MONTH_MS = 30 * DAY_MS;

/** A community past its first month, with the founder and so many others. */
export function grown(
  others: number,
  charter: Partial<Charter> = {},
): { readonly world: World; readonly people: readonly Person[] } {
  const world = new World(charter);
  const people = world.admit(...Array.from({ length: others }, (_, i) => `person ${i}`));
  world.seal([], { throughMs: world.nowMs + MONTH_MS });
  return { world, people };
}

/** Says to join, seals it, and gives the person. */
export function asks(world: World, name: string, inviter?: Person): Person {
  const person = new Person(name);
  const code = world.seal([world.joinOf(person, inviter)]);
  if (code !== null) throw new Error(`join: ${code}`);
  return person;
}

export function stateOf(world: World, person: Person): MemberState | undefined {
  return memberState(world.ledger.state, person.id);
}
