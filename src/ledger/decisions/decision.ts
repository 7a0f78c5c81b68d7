import type { EventId } from "../../base/id.ts";
import type { Ballot } from "../../state/claim-records.ts";
import type { CountedWord } from "../../state/counted-words.ts";
import type { State } from "../../state/state.ts";

/** A ballot that has come to its end. */
export interface Decided {
  readonly id: EventId;
  readonly ballot: Ballot;
  readonly outcome: "yes" | "no" | "draw";
  readonly words: readonly CountedWord[];
  readonly atMs: number;
}

/** What follows from a ballot's outcome. */
export type Decision = (state: State, decided: Decided) => void;
