import type { ClaimId, EventId, HashId, MemberId, PlanId } from "../../base/id.ts";
import type { Ballot, MotionAbout, Vote } from "../../state/claim-records.ts";
import { countedWords, tallyOf } from "../../state/counted-words.ts";
import { isElector } from "../../state/electors.ts";
import type { State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import type { MemberRef } from "../name-book.ts";
import type { ViewSource } from "../view-source.ts";
import { type StandingRow, standingRows } from "./standing.ts";

/** One vote among members, whatever it is on. */
export interface BallotRow {
  readonly about: Ballot["about"];
  /** the claim, motion, place asked for, or payment */
  readonly subject: string;
  readonly plan: { readonly id: string; readonly title: string } | null;
  /** whom it is about: who claims, is to be expelled, asks for a place, or says to have paid */
  readonly member: MemberRef | null;
  /** of a claim what is asked, of a payment its amount */
  readonly amount: number | null;
  /** of a motion */
  readonly motion: MotionAbout["kind"] | null;
  readonly closesMs: number;
  readonly electors: number;
  readonly byJury: boolean;
  /** of the words counted so far */
  readonly tally: Ballot["tally"];
  readonly outcome: Ballot["outcome"];
  /** the reader's: whether they have a vote, and what they said */
  readonly mine: { readonly mayVote: boolean; readonly choice: Vote["choice"] | null };
}

/** Ballots of which `isWanted` holds. */
export function ballotRows(
  source: ViewSource,
  isWanted: (ballot: Ballot) => boolean,
): readonly StandingRow<BallotRow>[] {
  return standingRows(source, (state) =>
    [...state.ballots.entries()].flatMap(([id, ballot]) =>
      isWanted(ballot) ? [[id, ballotRow(source, state, id as EventId, ballot)] as const] : [],
    ),
  );
}

export function ballotRow(source: ViewSource, state: State, id: EventId, ballot: Ballot): BallotRow {
  const self = source.service.member();
  const { about, subject, plan, closesMs, electors, byJury, outcome } = ballot;
  const words = countedWords(state, id, ballot);
  return {
    ...{ about, subject, closesMs, electors, byJury, outcome },
    ...subjectOf(source, state, ballot),
    plan: plan === null ? null : { id: plan, title: termsInForce(state, plan).title },
    tally: tallyOf(words),
    mine: {
      mayVote: self !== null && outcome === null && isElector(state, id, ballot, self),
      choice: words.find(({ member }) => member === self)?.choice ?? null,
    },
  };
}

function subjectOf(
  { names }: ViewSource,
  state: State,
  { subject, plan }: Ballot,
): Pick<BallotRow, "member" | "amount" | "motion"> {
  const none = { member: null, amount: null, motion: null };
  const claim = state.claims.get(subject as ClaimId);
  if (claim !== undefined) return { ...none, member: names.refOf(claim.member), amount: claim.asked };
  const motion = state.motions.get(subject);
  if (motion !== undefined) {
    const { about } = motion;
    const member = about.kind === "expel" ? names.refOf(about.member) : null;
    return { ...none, member, motion: about.kind };
  }
  const transfer = state.transfers.get(subject as HashId);
  if (transfer !== undefined) return { ...none, member: names.refOf(transfer.from), amount: transfer.amount };
  const asker = plan === null ? undefined : askerOf(state, plan, subject as EventId);
  return asker === undefined ? none : { ...none, member: names.refOf(asker) };
}

/** Who asked for a place with this entry. */
function askerOf(state: State, plan: PlanId, event: EventId): MemberId | undefined {
  for (const [key, application] of state.applications.entries(plan)) {
    if (application.event === event) return key.slice(plan.length) as MemberId;
  }
  return undefined;
}
