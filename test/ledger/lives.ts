import type { MemberId } from "../../src/base/id.ts";
import { placeState } from "../../src/ledger/statement.ts";
import { dueState } from "../../src/state/due-state.ts";
import { memberState } from "../../src/state/member-state.ts";
import { communityOf, type State } from "../../src/state/state.ts";

export const LIVES = ["Claim", "Place in a plan", "Payment", "Plan", "Member"] as const;

export type Life = (typeof LIVES)[number];

/** A life's step: from where to where; `[*]` is before it began. */
export interface Step {
  readonly life: Life;
  readonly from: string;
  readonly to: string;
}

/** What every claim, place, payment, plan and member is at, in a sealed state. */
export function livesIn(state: State): ReadonlyMap<string, { readonly life: Life; readonly at: string }> {
  const { throughMs } = communityOf(state);
  const lives = new Map<string, { life: Life; at: string }>();
  const put = (life: Life, key: string, at: string) => lives.set(`${life}/${key}`, { life, at });
  for (const [id, { status }] of state.claims.entries()) put("Claim", id, status);
  for (const [key] of state.adoptions.entries()) put("Place in a plan", key, "adopted");
  for (const [key, spell] of state.enrolments.entries())
    if (key.length === PLACE_KEY) put("Place in a plan", key, placeState(spell, throughMs));
  for (const [key, { status }] of state.applications.entries())
    put("Place in a plan", key, status === "waiting" ? "applied" : "refused");
  for (const [id, transfer] of state.transfers.entries()) put("Payment", id, dueState(transfer, throughMs));
  for (const [id, { status }] of state.plans.entries()) put("Plan", id, status);
  for (const id of [...keysOf(state.members), ...keysOf(state.joiners)])
    put("Member", id, memberState(state, id as MemberId) ?? "?");
  return lives;
}

/** What changed from one sealed state to the next. */
export function stepsBetween(before: State, after: State): readonly Step[] {
  const was = livesIn(before);
  const steps: Step[] = [];
  for (const [key, { life, at }] of livesIn(after)) {
    const from = was.get(key)?.at ?? "[*]";
    if (from !== at) steps.push({ life, from, to: at });
  }
  return steps;
}

/** Plan and member; longer keys are of former spells. */
const PLACE_KEY = 128;

function keysOf(table: { entries(): IterableIterator<readonly [string, unknown]> }): readonly string[] {
  return [...table.entries()].map(([key]) => key);
}
