import type { EventId, MemberId } from "../base/id.ts";
import type { Ballot } from "./claim-records.ts";
import { delegatedWords } from "./delegated-words.ts";
import { isElector } from "./electors.ts";
import { type Word, wordsOn } from "./member-word.ts";
import type { State } from "./state.ts";

/** A word as it counts: of an elector, with those who have none of their own and delegated to them. */
export interface CountedWord extends Word {
  readonly carries: readonly MemberId[];
}

/** For how many electors a word counts. */
export function weightOf({ carries }: CountedWord): number {
  return 1 + carries.length;
}

/** Every word that counts on this ballot as the state stands; whoever is no elector, or no longer, has none. */
export function countedWords(state: State, id: EventId, ballot: Ballot): readonly CountedWord[] {
  const own = wordsOn(state, id).filter(({ member }) => isElector(state, id, ballot, member));
  const { carried, abstaining } = delegatedWords(state, id, ballot, new Set(own.map(({ member }) => member)));
  return [
    ...own.map((word) => ({ ...word, carries: carried.get(word.member) ?? [] })),
    ...abstaining.map((member) => {
      return { member, choice: "abstain" as const, amount: null, events: [], carries: [] };
    }),
  ];
}

/** How they add up. */
export function tallyOf(words: readonly CountedWord[]): Ballot["tally"] {
  const count = (choice: Word["choice"]) => {
    return words.reduce((sum, word) => sum + (word.choice === choice ? weightOf(word) : 0), 0);
  };
  return { yes: count("yes"), no: count("no"), abstain: count("abstain") };
}
