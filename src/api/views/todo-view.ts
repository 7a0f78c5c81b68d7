import type { EventId, MemberId, PlanId } from "../../base/id.ts";
import { isElector } from "../../state/electors.ts";
import { currentSpell } from "../../state/spells.ts";
import { charterOf, communityOf, type State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import type { TodoWhat } from "../../words/todo-words.ts";
import type { ViewSource } from "../view-source.ts";
import { type BallotRow, ballotRows } from "./ballots-view.ts";
import { type Standing, type StandingRow, standingRows } from "./standing.ts";

/** What one person is asked for, beside votes and payments, and until when where a clock runs. */
export interface TodoRow {
  readonly what: TodoWhat;
  /** to be typed in the command that does it */
  readonly about: string;
  /** the member whom it is about, by name */
  readonly name: string;
  /** the plan's title, where it is in one */
  readonly title: string;
  readonly untilMs: number | null;
}

export function todoRows(source: ViewSource): readonly StandingRow<TodoRow>[] {
  const self = source.service.member();
  if (self === null) return [];
  return standingRows(source, (state) =>
    [
      ...joinerTodos(source, state, self),
      ...placeTodos(source, state, self),
      ...contactTodos(source, state, self),
      ...claimTodos(source, state, self),
      ...termsTodos(state, self),
    ].map((row) => [`${row.what}/${row.about}`, row] as const),
  );
}

/** Open ballots in which the reader has a vote and has said nothing. */
export function votesToGive(source: ViewSource): readonly StandingRow<BallotRow>[] {
  const isMine = ({ provisional, sealed }: Standing<BallotRow>) => {
    const mine = (provisional ?? sealed)?.mine;
    return mine?.mayVote === true && mine.choice === null;
  };
  return ballotRows(source, ({ outcome }) => outcome === null).filter(isMine);
}

function* joinerTodos({ names }: ViewSource, state: State, self: MemberId): IterableIterator<TodoRow> {
  const { objectionMs, objections } = charterOf(state);
  if (state.members.get(self)?.leftMs !== null) return;
  for (const [id, { inviter, status, sinceMs }] of state.joiners.entries()) {
    if (status !== "waiting" || inviter === self) continue;
    const row = { about: id, name: names.nameOf(id as MemberId), title: "" };
    if (!state.vouches.has(id + self)) yield { ...row, what: "vouch-joiner", untilMs: null };
    const untilMs = sinceMs + objectionMs;
    if (objections > 0 && untilMs > communityOf(state).throughMs && !state.objections.has(id + self))
      yield { ...row, what: "object-joiner", untilMs };
  }
}

function* placeTodos({ names }: ViewSource, state: State, self: MemberId): IterableIterator<TodoRow> {
  for (const [key, { event, status }] of state.applications.entries()) {
    const plan = key.slice(0, event.length) as PlanId;
    const member = key.slice(event.length) as MemberId;
    const { admission, title } = termsInForce(state, plan);
    const isOpen = status === "waiting" && admission === "vouch" && member !== self;
    if (!isOpen || !currentSpell(state, plan, self) || state.vouches.has(event + self)) continue;
    yield { what: "vouch-place", about: event, name: names.nameOf(member), title, untilMs: null };
  }
}

function* contactTodos({ names }: ViewSource, state: State, self: MemberId): IterableIterator<TodoRow> {
  for (const [key, { named, accepted }] of state.contacts.entries()) {
    const [member, contact] = [key.slice(0, self.length) as MemberId, key.slice(self.length)];
    if (contact !== self || named === null || accepted !== null) continue;
    yield { what: "accept-contact", about: member, name: names.nameOf(member), title: "", untilMs: null };
  }
}

function* claimTodos({ names }: ViewSource, state: State, self: MemberId): IterableIterator<TodoRow> {
  for (const [id, { plan, member, filer, status, untilMs, appeal }] of state.claims.entries()) {
    const isOwn = member === self || filer === self;
    const common = { about: id, name: names.nameOf(member), title: termsInForce(state, plan).title, untilMs };
    if (isOwn && status === "drawn") yield { ...common, what: "give-evidence" };
    if (isOwn && status === "notice-no") yield { ...common, what: "appeal-own" };
    if (!isOwn && status === "notice-yes" && currentSpell(state, plan, self) && !state.appeals.has(id + self))
      yield { ...common, what: "appeal-others" };
    const ballotId: EventId = appeal ?? id;
    const ballot = state.ballots.get(ballotId);
    const isOpen =
      ballot !== undefined && ballot.outcome === null && isElector(state, ballotId, ballot, self);
    const isShown = [...state.evidence.entries(id)].length > 0;
    if (isOpen && isShown && !state.seen.has(id + self))
      yield { ...common, what: "look-at-evidence", untilMs: ballot.closesMs };
  }
}

/** Terms that come into force later, in plans of the reader's: who does not want them can leave before. */
function* termsTodos(state: State, self: MemberId): IterableIterator<TodoRow> {
  const { throughMs } = communityOf(state);
  for (const [key, { fromMs, terms }] of state.terms.entries()) {
    const plan = key.slice(0, self.length) as PlanId;
    const isComing = fromMs > throughMs && state.plans.get(plan)?.status === "open";
    if (!isComing || !currentSpell(state, plan, self)) continue;
    yield { what: "new-terms", about: plan, name: "", title: terms.title, untilMs: fromMs };
  }
}
