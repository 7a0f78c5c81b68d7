import type { MemberId } from "../base/id.ts";
import { type Money, moneyFromBigint } from "../money/money.ts";
import { charterOf, communityOf, type State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { isClaimOpen } from "../state/undecided.ts";
import type { OldBooks } from "./old-books.ts";

/** So many, and what they come to. */
export interface Sum {
  readonly count: number;
  readonly amount: Money;
}

/** What a founding keeps of the old community, and what ends there for those who come along. */
export interface RefoundingTold {
  readonly coming: readonly MemberId[];
  readonly staying: readonly MemberId[];
  /** transfers that are not settled: between those who come along, and with others */
  readonly kept: Sum;
  readonly ended: Sum;
  /** claims still open of those who come along, and of others */
  readonly claims: { readonly kept: number; readonly ended: number };
  /** open plans, by title */
  readonly plans: readonly {
    readonly title: string;
    readonly before: number;
    readonly after: number;
    readonly minMembers: number;
  }[];
}

export function refoundingTold(before: State, after: State): RefoundingTold {
  const members = [...before.members.entries()].map(([member]) => member as MemberId);
  const all = openTransfers(before);
  const kept = openTransfers(after);
  const claims = { kept: openClaims(after), ended: openClaims(before) - openClaims(after) };
  const plans = [...after.plans.entries()].flatMap(([plan, { status, enrolled }]) => {
    if (status !== "open") return [];
    const { title, minMembers } = termsInForce(after, plan);
    return [{ title, before: before.plans.must(plan).enrolled, after: enrolled, minMembers }];
  });
  return {
    coming: members.filter((member) => after.members.has(member)),
    staying: members.filter((member) => !after.members.has(member)),
    kept: sumOf(kept),
    ended: sumOf(all.filter(([id]) => !after.transfers.has(id))),
    claims,
    plans,
  };
}

type OpenTransfer = readonly [id: string, rest: bigint];

function openTransfers(state: State): readonly OpenTransfer[] {
  return [...state.transfers.entries()].flatMap(([id, { amount, received, settledMs }]) =>
    settledMs === null ? [[id, BigInt(amount) - BigInt(received)] as const] : [],
  );
}

function sumOf(transfers: readonly OpenTransfer[]): Sum {
  const amount = transfers.reduce((sum, [, rest]) => sum + rest, 0n);
  return { count: transfers.length, amount: moneyFromBigint(amount) };
}

function openClaims(state: State): number {
  return [...state.claims.entries()].filter(([, { status }]) => isClaimOpen(status)).length;
}

/** An old community after its last seal. */
export interface OldSummary {
  readonly title: string;
  readonly currency: string;
  readonly digits: number;
  readonly utcOffsetMinutes: number;
  readonly height: number;
  readonly throughMs: number;
  readonly members: readonly MemberId[];
  /** entries that are held and not sealed */
  readonly unsealed: number;
}

/** null: nothing is sealed here. */
export function summaryOf({ journal }: OldBooks): OldSummary | null {
  if (journal === null || journal.at.sealId === null) return null;
  const { state } = journal.at.ledger;
  const { title, currency, digits, utcOffsetMinutes } = charterOf(state);
  const { height, throughMs } = communityOf(state);
  const members = [...state.members.entries()].map(([member]) => member as MemberId);
  const unsealed = journal.open.all().length;
  return { title, currency, digits, utcOffsetMinutes, height, throughMs, members, unsealed };
}
