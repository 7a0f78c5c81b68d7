import type { ClaimId, HashId, MemberId, PlanId } from "../base/id.ts";
import { type Money, money, negate, sumMoney } from "../money/money.ts";
import { type DueState, dueState, openRest } from "../state/due-state.ts";
import type { Posting, PostingWhat } from "../state/money-records.ts";
import type { Enrolment } from "../state/plan-records.ts";
import { postingKey } from "../state/postings-between.ts";
import { spellsOf } from "../state/spells.ts";
import { communityOf, type State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { coveredFromMs } from "../state/tier-on.ts";

export const PLACE_STATES = ["waiting", "covered", "leaving", "left"] as const;

/** Where a member's place in a plan stands. */
export type PlaceState = (typeof PLACE_STATES)[number];

/** All amounts positive; every `id` can be given to `explain`. */
export interface Statement {
  readonly member: MemberId;
  /** sealed time; every state below is as of then */
  readonly throughMs: number;
  readonly plans: readonly PlanLines[];
  readonly toPay: readonly TransferLine[];
  readonly toReceive: readonly TransferLine[];
}

export interface PlanLines {
  readonly plan: PlanId;
  readonly title: string;
  readonly place: { readonly id: string; readonly state: PlaceState; readonly spell: Enrolment } | null;
  /** of payments that lapsed: to be called with a later share, or from aid of their own */
  readonly owed: Money;
  /** in time order; only those with something in them */
  readonly periods: readonly PeriodLines[];
}

export interface PeriodLines {
  readonly startMs: number;
  readonly endMs: number;
  readonly share: { readonly id: string; readonly amount: Money } | null;
  /** earlier dues that were called */
  readonly arrears: { readonly id: string; readonly amount: Money } | null;
  readonly aid: readonly { readonly id: string; readonly claim: ClaimId; readonly amount: Money }[];
  /** of transfers that were never paid */
  readonly madeGood: readonly { readonly id: string; readonly transfer: HashId; readonly amount: Money }[];
  /** all of that: positive is got, negative is paid; it is netted with other plans' of the same seal */
  readonly net: Money;
  /** the seal that did it */
  readonly height: number;
}

export interface TransferLine {
  readonly id: HashId;
  /** the other side */
  readonly with: MemberId;
  readonly amount: Money;
  readonly rest: Money;
  readonly dueMs: number;
  readonly state: DueState;
}

/** What one member shared, got, owes and is owed: every screen and export reads this. */
export function statement(state: State, member: MemberId): Statement {
  const { throughMs } = communityOf(state);
  const plans = [...state.plans.entries()].map(([id]) => planLines(state, id, member));
  const transfers = [...state.transfers.entries()].map(([id, transfer]) => ({ id, transfer }));
  const lines = (from: boolean) =>
    transfers
      .filter(({ transfer }) => (from ? transfer.from : transfer.to) === member)
      .map(({ id, transfer }) => ({
        id,
        with: from ? transfer.to : transfer.from,
        amount: transfer.amount,
        rest: openRest(transfer),
        dueMs: transfer.dueMs,
        state: dueState(transfer, throughMs),
      }))
      .sort((a, b) => a.dueMs - b.dueMs);
  return {
    member,
    throughMs,
    plans: plans.filter(({ place, owed, periods }) => place !== null || owed > 0 || periods.length > 0),
    toPay: lines(true),
    toReceive: lines(false),
  };
}

/** Where a place stands at a moment of sealed time: one answer for every screen. Covered in a lower tier is covered. */
export function placeState(spell: Enrolment, nowMs: number): PlaceState {
  if (spell.leftMs !== null) return "left";
  if (spell.leavesMs !== null) return "leaving";
  return nowMs < coveredFromMs(spell) ? "waiting" : "covered";
}

function planLines(state: State, plan: PlanId, member: MemberId): PlanLines {
  const { throughMs } = communityOf(state);
  const [spell] = spellsOf(state, plan, member);
  const place = spell === undefined ? null : { id: spell.event, state: placeState(spell, throughMs), spell };
  const byEnd = new Map<number, Posting[]>();
  for (const [, posting] of state.postings.entries(plan)) {
    if (posting.member !== member) continue;
    const postings = byEnd.get(posting.periodEndMs);
    if (postings === undefined) byEnd.set(posting.periodEndMs, [posting]);
    else postings.push(posting);
  }
  const periods = [...byEnd.values()].flatMap(periodLines);
  const owed = state.arrears.get(plan + member)?.amount ?? money(0);
  return { plan, title: termsInForce(state, plan).title, place, owed, periods };
}

function periodLines(postings: readonly Posting[]): readonly PeriodLines[] {
  const [first] = postings;
  if (first === undefined) return [];
  const lines = postings.map((posting) => ({ ...posting, id: postingKey(posting) }));
  return [
    {
      startMs: first.periodStartMs,
      endMs: first.periodEndMs,
      share: owedLine(lines, "share"),
      arrears: owedLine(lines, "arrears"),
      aid: lines.flatMap(({ id, claim, amount }) => (claim === null ? [] : [{ id, claim, amount }])),
      madeGood: lines.flatMap(({ id, transfer, amount }) =>
        transfer === null ? [] : [{ id, transfer, amount }],
      ),
      net: sumMoney(lines.map(({ amount }) => amount)),
      height: first.height,
    },
  ];
}

function owedLine(
  lines: readonly (Posting & { readonly id: string })[],
  what: PostingWhat,
): PeriodLines["share"] {
  const line = lines.find((each) => each.what === what);
  return line === undefined ? null : { id: line.id, amount: negate(line.amount) };
}
