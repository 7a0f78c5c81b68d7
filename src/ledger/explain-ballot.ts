import type { EventId } from "../base/id.ts";
import type { Ballot } from "../state/claim-records.ts";
import { countedWords, tallyOf, weightOf } from "../state/counted-words.ts";
import { isElector } from "../state/electors.ts";
import { jurorsOf } from "../state/jurors-of.ts";
import { wordsOn } from "../state/member-word.ts";
import type { State } from "../state/state.ts";
import { type BallotRule, fallbackVotes, type Part } from "./ballot-outcome.ts";
import { ballotRule } from "./ballot-rule.ts";
import { type ExplainStep, of, step } from "./explanation.ts";

/** Who was asked, who said what, and what that came to, by the ballot's own rule; nothing where none was opened. */
export function explainBallot(state: State, id: EventId): readonly ExplainStep[] {
  const ballot = state.ballots.get(id);
  if (ballot === undefined) return [];
  const rule = ballotRule(state, ballot);
  const tally = ballot.outcome === null ? tallyOf(countedWords(state, id, ballot)) : ballot.tally;
  return [
    ...explainJury(state, id),
    step("ballot-electors", {
      electors: of.count(ballot.electors),
      excluded: of.count(ballot.excluded.length),
    }),
    ...wordSteps(state, id, ballot, tally),
    step(ballot.extended ? "ballot-extended" : "ballot-closes", { at: of.moment(ballot.closesMs) }),
    ...ruleSteps(ballot, rule, tally),
    ...outcomeSteps(ballot, rule, tally),
  ];
}

/** A jury drawn by lot, with those whose seat passed on; nothing where none was drawn. */
export function explainJury(state: State, id: EventId): readonly ExplainStep[] {
  const jurors = jurorsOf(state, id);
  if (jurors.length === 0) return [];
  const out = jurors.filter(([, { status }]) => status === "silent" || status === "recused");
  return [
    step("jury-drawn", { jurors: of.count(jurors.length) }),
    ...out.map(([member, { status }]) => {
      return step("juror-out", { member: of.member(member), why: of.word(status) });
    }),
  ];
}

function wordSteps(
  state: State,
  id: EventId,
  ballot: Ballot,
  tally: Ballot["tally"],
): readonly ExplainStep[] {
  const own = wordsOn(state, id).filter(({ member }) => isElector(state, id, ballot, member));
  const steps = own.map(({ member, choice, amount, events: [event] }) =>
    step("ballot-word", {
      member: of.member(member),
      choice: of.word(choice),
      ...(amount === null ? {} : { amount: of.money(amount) }),
      ...(event === undefined ? {} : { event: of.id(event) }),
    }),
  );
  // Who delegated to whom then is not kept once it is decided; how many is.
  const others = tally.yes + tally.no + tally.abstain - own.length;
  if (ballot.outcome === null) return [...steps, ...delegatedSteps(state, id, ballot)];
  return others > 0 ? [...steps, step("ballot-delegated", { count: of.count(others) })] : steps;
}

function delegatedSteps(state: State, id: EventId, ballot: Ballot): readonly ExplainStep[] {
  return countedWords(state, id, ballot).flatMap((word) => {
    const { member, choice, carries, events } = word;
    if (events.length === 0) return [step("ballot-circle", { member: of.member(member) })];
    if (weightOf(word) === 1) return [];
    return carries.map((each) =>
      step("ballot-carried", {
        member: of.member(each),
        by: of.member(member),
        choice: of.word(choice),
      }),
    );
  });
}

/** How many a part of so many is at least. */
function needed(all: number, { part, of: whole }: Part): number {
  return Math.ceil((all * part) / whole);
}

function ruleSteps(
  { electors, extended }: Ballot,
  { quorum, threshold, isExtended }: BallotRule,
  tally: Ballot["tally"],
): readonly ExplainStep[] {
  const { yes, no, abstain } = tally;
  const steps: ExplainStep[] = [];
  if (quorum.part > 0) {
    steps.push(
      step("ballot-quorum", {
        votes: of.count(yes + no + abstain),
        electors: of.count(electors),
        needed: of.count(needed(electors, quorum)),
      }),
    );
  }
  if (isExtended && extended)
    steps.push(step("ballot-fallback", { needed: of.count(fallbackVotes(electors)) }));
  const counts = { yes: of.count(yes), no: of.count(no) };
  if (threshold.among === "electors")
    steps.push(step("ballot-threshold-all", { ...counts, needed: of.count(needed(electors, threshold)) }));
  else
    steps.push(
      step("ballot-threshold", { ...counts, needed: of.count(Math.max(1, needed(yes + no, threshold))) }),
    );
  return steps;
}

function outcomeSteps(
  { electors, extended, outcome }: Ballot,
  { quorum, isExtended }: BallotRule,
  { yes, no, abstain }: Ballot["tally"],
): readonly ExplainStep[] {
  if (outcome === null) return [];
  const votes = yes + no + abstain;
  const least = isExtended && extended ? fallbackVotes(electors) : Math.max(1, needed(electors, quorum));
  const isShort = outcome === "draw" && votes < least;
  const missed = isShort ? [step("ballot-too-few", { votes: of.count(votes), needed: of.count(least) })] : [];
  return [...missed, step("ballot-outcome", { outcome: of.word(outcome) })];
}
