import { toHex } from "../../src/base/bytes.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { EventId, HashId, PlanId } from "../../src/base/id.ts";
import { civilFromDay, dayOf } from "../../src/calendar/calendar.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { appeal } from "../../src/events/kinds/appeal.ts";
import { claim } from "../../src/events/kinds/claim.ts";
import { dispute } from "../../src/events/kinds/dispute.ts";
import { evidence } from "../../src/events/kinds/evidence.ts";
import { leave } from "../../src/events/kinds/leave.ts";
import { pay } from "../../src/events/kinds/pay.ts";
import { receipt } from "../../src/events/kinds/receipt.ts";
import { recuse } from "../../src/events/kinds/recuse.ts";
import { seen } from "../../src/events/kinds/seen.ts";
import { vote } from "../../src/events/kinds/vote.ts";
import { withdraw } from "../../src/events/kinds/withdraw.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import type { Feed, Person, World } from "./world.ts";

/** Of a table, the record at a place; now and then nobody's. */
export function nthOf(entries: readonly (readonly [string, unknown])[], index: number): EventId {
  return (entries[index === 5 ? -1 : index % entries.length]?.[0] ?? "00".repeat(32)) as EventId;
}

interface Community {
  readonly world: World;
  readonly terms: Terms;
  readonly people: readonly Person[];
}

/** What somebody says about a claim, a vote, a payment or a place, or all of them at once. */
export function aidWords(
  { world, terms, people }: Community,
  feed: Feed,
  {
    what,
    plan,
    a,
    b,
  }: { readonly what: string; readonly plan: PlanId; readonly a: number; readonly b: number },
): readonly AuthenticEvent[] {
  const { state } = world.ledger;
  const open = [...state.ballots.entries()].filter(([, { outcome }]) => outcome === null);
  const ballot = nthOf(open, a);
  const amount = money(b);
  if (what === "pay" || what === "receipt" || what === "dispute")
    return transferWords({ world, people }, feed, { what, a, b });
  if (what === "leave" || what === "stay") return [world.say(feed, leave, { plan, on: what === "leave" })];
  if (what === "recuse") return [world.say(feed, recuse, { ballot })];
  const choice = (["yes", "yes", "no", "abstain"] as const)[b % 4] ?? "yes";
  const word = { ballot, choice, amount: b % 3 === 0 ? money(b % 9 === 0 ? 0 : b) : null };
  if (what === "vote") return [world.say(feed, vote, word)];
  if (what === "all-yes") {
    const yes = { ballot, choice: "yes", amount: b % 2 === 0 ? null : money(1 + (b % 90_000)) } as const;
    return people.map((person) => world.say(person, vote, yes));
  }
  if (what === "claim") {
    const today = dayOf(world.nowMs, state.charter.must("00").utcOffsetMinutes);
    const past = terms.incidentPrecision === "day" ? b % 4 : civilFromDay(today).day - 1;
    const someone = nthOf([...state.members.entries()], b % 4);
    const body = { plan, incidentDay: today - past, amount, for: b % 7 === 0 ? someone : null };
    return [world.say(feed, claim, body)];
  }
  return claimWords(world, feed, { what, claim: nthOf([...state.claims.entries()], a), b });
}

/** Mostly by whoever it is up to. */
function transferWords(
  { world, people }: Pick<Community, "world" | "people">,
  feed: Feed,
  { what, a, b }: { readonly what: "pay" | "receipt" | "dispute"; readonly a: number; readonly b: number },
): readonly AuthenticEvent[] {
  const { transfers } = world.ledger.state;
  const unpaid = [...transfers.entries()].filter(([, { settledMs }]) => settledMs === null);
  const transfer = nthOf(unpaid, a) as string as HashId;
  const row = transfers.get(transfer);
  const side = what === "pay" ? row?.from : row?.to;
  const by = (b % 4 === 0 ? undefined : people.find(({ id }) => id === side)?.feed) ?? feed;
  if (what === "pay") return [world.say(by, pay, { transfer })];
  if (what === "dispute") return [world.say(by, dispute, { transfer })];
  const rest = row === undefined ? 0 : row.amount - row.received;
  return [world.say(by, receipt, { transfer, amount: money(b % 2 === 0 ? rest : b % 90_000) })];
}

function claimWords(
  world: World,
  feed: Feed,
  said: { readonly what: string; readonly claim: EventId; readonly b: number },
): readonly AuthenticEvent[] {
  const { what, claim: named, b } = said;
  const hash = toHex(sha256(new Uint8Array([b % 3]))) as HashId;
  if (what === "evidence") return [world.say(feed, evidence, { claim: named, commitments: [hash] })];
  if (what === "seen") return [world.say(feed, seen, { claim: named, matches: b % 2 === 0 })];
  if (what === "appeal") return [world.say(feed, appeal, { claim: named })];
  return [world.say(feed, withdraw, { claim: named })];
}
