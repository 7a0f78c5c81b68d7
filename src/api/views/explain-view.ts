import type { EventId, MemberId } from "../../base/id.ts";
import type { RefusalCode } from "../../events/refusals.ts";
import { explain } from "../../ledger/explain.ts";
import type { Explanation } from "../../ledger/explanation.ts";
import type { State } from "../../state/state.ts";
import { ApiFault } from "../api-fault.ts";
import type { MemberRef } from "../name-book.ts";
import { postingsNamed } from "../posting-ref.ts";
import { only, startingWith } from "../resolve.ts";
import { subjectOfEntry } from "../subject-of-entry.ts";
import { provisionalState, sealedState, stateAfter, type ViewSource } from "../view-source.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type Standing, standingOf } from "./standing.ts";

export interface ExplainView {
  readonly moment: MomentView;
  readonly id: string;
  readonly explanation: Standing<Explanation>;
  /** of every member that the steps name */
  readonly members: readonly MemberRef[];
}

/**
 * As `explainView`; and for any other signed entry: why it was refused, what came of what it is about, or, where it is about
 * nothing else, how its member stands.
 */
export async function explainAnything(source: ViewSource, reference: string): Promise<ExplainView> {
  const view = known(source, reference);
  if (view !== undefined) return view;
  const about = await subjectOfEntry(source.service, reference);
  if (about === undefined) return explainView(source, reference);
  if (source.books.refusal(about.entry) !== undefined) return explainView(source, about.entry);
  const author = provisionalState(source).devices.get(about.device)?.member;
  return known(source, about.subject) ?? explainView(source, author ?? about.subject);
}

/** Undefined where nobody knows it. */
function known(source: ViewSource, reference: string): ExplainView | undefined {
  try {
    return explainView(source, reference);
  } catch (error) {
    if (error instanceof ApiFault && error.code === "reference-unknown") return undefined;
    throw error;
  }
}

/** How something came about; `reference`: an id, its beginning, or the `ref` of a statement's line. */
export function explainView(source: ViewSource, reference: string): ExplainView {
  const id = subjectOf(source, reference);
  const stateAt = (height: number) => stateAfter(source, height);
  const sealed = sealedState(source);
  const explanation = standingOf(
    source,
    (state) => {
      const refusal = state === sealed ? source.books.refusal : (event: EventId) => refusalOf(source, event);
      return explain(state, id, { stateAt, refusal }) ?? null;
    },
    id,
  );
  if (explanation === undefined) throw new ApiFault(404, "reference-unknown", { what: "entry", reference });
  return { moment: momentView(source), id, explanation, members: membersIn(source, explanation) };
}

/** Why an event was refused, sealed or as things stand. */
function refusalOf({ books }: ViewSource, event: EventId): RefusalCode | undefined {
  const open = books.provisional.outcomes.find(({ id }) => id === event);
  return open?.code ?? books.refusal(event);
}

function subjectOf(source: ViewSource, reference: string): string {
  const states = [sealedState(source), provisionalState(source)];
  const ids = new Set<string>(states.flatMap((state) => [...idsOf(state)]));
  for (const { id, code } of source.books.provisional.outcomes) if (code !== null) ids.add(id);
  const exact = reference.trim().toLowerCase();
  if (ids.has(exact) || source.books.refusal(exact as EventId) !== undefined) return exact;
  const postings = exact === "" ? [] : states.flatMap((state) => postingsNamed(state, exact));
  const found = [...new Set([...startingWith([...ids], reference), ...postings])];
  return only("entry", reference, found, (id) => id.slice(0, CANDIDATE_CHARACTERS));
}

const CANDIDATE_CHARACTERS = 16;

function* idsOf(state: State): IterableIterator<string> {
  const tables = [state.claims, state.transfers, state.plans, state.ballots, state.motions];
  for (const table of [state.members, state.joiners]) for (const [id] of table.entries()) yield id;
  for (const table of tables) for (const [id] of table.entries()) yield id;
  for (const table of [state.enrolments, state.applications])
    for (const [, { event }] of table.entries()) yield event;
}

function membersIn(
  { names }: ViewSource,
  { sealed, provisional }: Standing<Explanation>,
): readonly MemberRef[] {
  const members = new Set<string>();
  for (const { values } of [...(sealed?.steps ?? []), ...(provisional?.steps ?? [])]) {
    for (const value of Object.values(values)) if (value.is === "member") members.add(value.value);
  }
  return [...members].map((member) => names.refOf(member as MemberId));
}
