import type { EventId } from "../../base/id.ts";
import { beacon } from "../../events/kinds/beacon.ts";
import { witness } from "../../events/kinds/witness.ts";
import type { Books } from "../../node/node-service.ts";
import type { MemberRef } from "../name-book.ts";
import { subjectOf } from "../subject-of-entry.ts";
import type { ViewSource } from "../view-source.ts";

/** How far something is that is not sealed yet: which witnesses have seen it, and who is missed. */
export interface SeenView {
  readonly count: number;
  /** witnesses of the next seal */
  readonly of: number;
  /** those who have not, by member id; the first few of them */
  readonly waitingFor: readonly MemberRef[];
  /** who seals alone, where there is one witness */
  readonly alone: MemberRef | null;
}

/** Names in one line; the rest are counted. */
export const WAITING_NAMES_MAX = 5;

/**
 * Of what is about one thing (its own entry, and those that name it) where some is held unsealed; else, as for a
 * figure that follows from several things, of all that waits.
 */
export function seenView(source: ViewSource, about: string | null): SeenView {
  const waiting = waitingOf(source.books);
  const ids = (about === null ? undefined : waiting.about.get(about)) ?? waiting.all;
  const seen = waiting.seen.get(ids) ?? seenEntries(source, ids);
  waiting.seen.set(ids, seen);
  return seen;
}

/** Of exactly these entries. */
export function seenEntries({ books, names }: ViewSource, ids: readonly EventId[]): SeenView {
  const seen = new Set(books.seenBy(ids));
  const missing = books.witnesses.filter(({ member }) => !seen.has(member));
  const [only] = books.witnesses;
  return {
    count: seen.size,
    of: books.witnesses.length,
    waitingFor: missing.slice(0, WAITING_NAMES_MAX).map(({ member }) => names.refOf(member)),
    alone: only !== undefined && books.witnesses.length === 1 ? names.refOf(only.member) : null,
  };
}

/** What people wait for: nodes' own entries ask for no seal of their own, and go with the next. */
export function openEntries({ open }: Books): Books["open"] {
  return open.filter(({ kind }) => kind !== witness.name && kind !== beacon.name);
}

interface Waiting {
  readonly all: readonly EventId[];
  readonly about: ReadonlyMap<string, readonly EventId[]>;
  /** what was found of them: a thousand rows may ask for all that waits */
  readonly seen: Map<readonly EventId[], SeenView>;
}

/** Every row of a screen asks; the entries are gone through once. */
function waitingOf(books: Books): Waiting {
  const known = WAITING.get(books);
  if (known !== undefined) return known;
  const about = new Map<string, EventId[]>();
  const all: EventId[] = [];
  for (const event of openEntries(books)) {
    all.push(event.id);
    const subject = subjectOf(event);
    // a vote is seen with what its ballot is on: an appeal's with the claim
    const asked = books.provisional.ledger.state.ballots.get(subject as EventId)?.subject ?? subject;
    for (const id of new Set<string>([event.id, subject, asked])) {
      const ids = about.get(id);
      if (ids === undefined) about.set(id, [event.id]);
      else ids.push(event.id);
    }
  }
  const waiting = { all, about, seen: new Map<readonly EventId[], SeenView>() };
  WAITING.set(books, waiting);
  return waiting;
}

const WAITING = new WeakMap<Books, Waiting>();
