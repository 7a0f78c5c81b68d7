import type { ClaimId, EventId } from "../../base/id.ts";
import type { Ballot, Claim, Vote } from "../../state/claim-records.ts";
import { countedWords, tallyOf } from "../../state/counted-words.ts";
import { isElector } from "../../state/electors.ts";
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
  /** until when its state lasts at the latest, where a clock runs */
  readonly untilMs: number | null;
  /** the last one on it, of an appeal or a jury too; null: none was opened */
  readonly ballot: EventId | null;
  readonly closesMs: number | null;
  readonly electors: number;
  readonly byJury: boolean;
  /** of the words counted so far */
  readonly tally: Ballot["tally"];
  /** what was put before the reviewers, by hashes alone */
  readonly evidence: number;
  /** the reader's: whether they have a vote, and what they said */
  readonly mine: { readonly mayVote: boolean; readonly choice: Vote["choice"] | null };
}

export interface ClaimFull extends ClaimRow {
  /** SHA-256 of each document's salt and bytes, hexadecimal */
  readonly commitments: readonly string[];
  readonly votes: readonly {
    readonly member: MemberRef;
    readonly choice: Vote["choice"];
    readonly amount: number | null;
    /** who said nothing themselves and delegated to them */
    readonly carries: readonly MemberRef[];
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
      const ballot = ballotOf(state, id, record);
      const words = ballot === null ? [] : countedWords(state, ballot.id, ballot.record);
      const votes = words.map(({ member, choice, amount, carries }) => ({
        member: source.names.refOf(member),
        choice,
        amount,
        carries: carries.map((each) => source.names.refOf(each)),
      }));
      const commitments = [...state.evidence.entries(id)].flatMap(([, each]) => each.commitments);
      return { ...claimRow(source, state, id, record), commitments, votes };
    },
    id,
  );
  return { moment: momentView(source), id, claim };
}

/** The ballot that decides it: its appeal's, where that was opened, or its own. */
function ballotOf(state: State, id: ClaimId, { appeal }: Claim): { id: EventId; record: Ballot } | null {
  for (const each of [appeal, id]) {
    const record = each === null ? undefined : state.ballots.get(each);
    if (each !== null && record !== undefined) return { id: each, record };
  }
  return null;
}

const NO_VOTES: Ballot["tally"] = { yes: 0, no: 0, abstain: 0 };

function claimRow({ names, service }: ViewSource, state: State, id: ClaimId, claim: Claim): ClaimRow {
  const self = service.member();
  const { plan, member, filer, incidentDay, asked, filedMs, status, untilMs, aid, apportioned } = claim;
  const ballot = ballotOf(state, id, claim);
  const row = {
    plan: { id: plan, title: termsInForce(state, plan).title },
    member: names.refOf(member),
    filer: names.refOf(filer),
    ...{ incidentDay, asked, filedMs, status, untilMs, aid, apportioned },
    evidence: [...state.evidence.entries(id)].length,
  };
  const none = { ballot: null, closesMs: null, electors: 0, byJury: false, tally: NO_VOTES };
  if (ballot === null) return { ...row, ...none, mine: { mayVote: false, choice: null } };
  const words = countedWords(state, ballot.id, ballot.record);
  const { closesMs, electors, byJury, outcome } = ballot.record;
  const mayVote = self !== null && outcome === null && isElector(state, ballot.id, ballot.record, self);
  const choice = words.find((word) => word.member === self)?.choice ?? null;
  return {
    ...row,
    ...{ ballot: ballot.id, closesMs, electors, byJury },
    tally: tallyOf(words),
    mine: { mayVote, choice },
  };
}
