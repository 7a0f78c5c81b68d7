import type { ClaimId } from "../../base/id.ts";
import { tallyOf } from "../../ledger/ballot-outcome.ts";
import type { Ballot, Claim, Vote } from "../../state/claim-records.ts";
import { isElector } from "../../state/electors.ts";
import { wordsOn } from "../../state/member-word.ts";
import type { State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import type { MemberRef } from "../name-book.ts";
import type { ViewSource } from "../view-source.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type Standing, type StandingRow, standingOf, standingRows } from "./standing.ts";

export interface ClaimRow {
  readonly plan: { readonly id: string; readonly title: string };
  readonly member: MemberRef;
  readonly filer: MemberRef;
  readonly incidentDay: number;
  readonly asked: number;
  readonly filedMs: number;
  readonly status: Claim["status"];
  readonly aid: number;
  readonly apportioned: number;
  readonly closesMs: number;
  readonly electors: number;
  /** of the words counted so far */
  readonly tally: Ballot["tally"];
  /** the reader's: whether they have a vote, and what they said */
  readonly mine: { readonly mayVote: boolean; readonly choice: Vote["choice"] | null };
}

export interface ClaimFull extends ClaimRow {
  readonly votes: readonly {
    readonly member: MemberRef;
    readonly choice: Vote["choice"];
    readonly amount: number | null;
  }[];
}

export interface ClaimsView {
  readonly moment: MomentView;
  readonly claims: readonly StandingRow<ClaimRow>[];
}

export interface ClaimView {
  readonly moment: MomentView;
  readonly id: ClaimId;
  readonly claim: Standing<ClaimFull> | undefined;
}

export function claimsView(source: ViewSource): ClaimsView {
  return { moment: momentView(source), claims: claimRows(source) };
}

export function claimRows(source: ViewSource): readonly StandingRow<ClaimRow>[] {
  return standingRows(source, (state) =>
    [...state.claims.entries()].map(([id, claim]) => [id, claimRow(source, state, id, claim)] as const),
  );
}

export function claimView(source: ViewSource, id: ClaimId): ClaimView {
  const claim = standingOf(
    source,
    (state) => {
      const record = state.claims.get(id);
      if (record === undefined) return null;
      const votes = wordsOn(state, id).map(({ member, choice, amount }) => ({
        member: source.names.refOf(member),
        choice,
        amount,
      }));
      return { ...claimRow(source, state, id, record), votes };
    },
    id,
  );
  return { moment: momentView(source), id, claim };
}

function claimRow({ names, service }: ViewSource, state: State, id: ClaimId, claim: Claim): ClaimRow {
  const ballot = state.ballots.must(id);
  const words = wordsOn(state, id);
  const self = service.member();
  const word = words.find(({ member }) => member === self);
  const { plan, member, filer, incidentDay, asked, filedMs, status, aid, apportioned } = claim;
  return {
    plan: { id: plan, title: termsInForce(state, plan).title },
    member: names.refOf(member),
    filer: names.refOf(filer),
    incidentDay,
    asked,
    filedMs,
    status,
    aid,
    apportioned,
    closesMs: ballot.closesMs,
    electors: ballot.electors,
    tally: tallyOf(words),
    mine: {
      mayVote: self !== null && ballot.outcome === null && isElector(state, id, ballot, self),
      choice: word?.choice ?? null,
    },
  };
}
