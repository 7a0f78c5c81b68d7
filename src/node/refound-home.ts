import { present } from "../base/assert.ts";
import type { HashId, MemberId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { verifyRefounding } from "../events/refounding.ts";
import { encodeRoll, type Roll, rollHash } from "../events/roll.ts";
import { verifySignature } from "../events/signature.ts";
import { genesis } from "../ledger/genesis.ts";
import { encodeBase } from "../peer/base-parts.ts";
import { foundEvent } from "../peer/first-events.ts";
import { PAGE_BYTES_MAX } from "../peer/sync-frames.ts";
import { snapshotPages } from "../state/snapshot-pages.ts";
import type { State } from "../state/state.ts";
import { newKeys } from "./home.ts";
import type { Identity } from "./identity.ts";
import type { OldBooks } from "./old-books.ts";
import { giveRefoundWord, type WordLine, wordFor } from "./refound-word.ts";

export type RefoundHomeFault =
  | { readonly code: "never-sealed" | "not-a-member" | "phrase-wrong" }
  /** one of the lines: for another community, from another seal, for somebody else's founding, not by its member */
  | {
      readonly code: "word-elsewhere" | "word-of-another-seal" | "word-for-another" | "word-unsigned";
      readonly line: WordLine;
    };

/** A founding that was worked out; nothing of it is written yet. */
export interface PreparedFounding {
  readonly keys: ReturnType<typeof newKeys>;
  readonly event: AuthenticEvent;
  /** of the base, to be stored */
  readonly parts: readonly Uint8Array[];
  readonly before: State;
  readonly after: State;
}

/** Whether those lines are words for a founding by these books' member, from their last seal. */
export function checkWords(books: OldBooks, lines: readonly WordLine[]): RefoundHomeFault | null {
  const word = wordFor(books, books.member);
  if (!word.ok) return { code: word.error };
  const { community, seal, founder } = word.value;
  const { state } = present(books.journal, "books with a seal").at.ledger;
  for (const line of lines) {
    if (line.community !== community) return { code: "word-elsewhere", line };
    if (line.seal !== seal) return { code: "word-of-another-seal", line };
    if (line.founder !== founder) return { code: "word-for-another", line };
    const root = state.members.get(line.member)?.root;
    const isSigned = root !== undefined && verifyRefounding(root, word.value, line.word, verifySignature);
    if (!isSigned) return { code: "word-unsigned", line };
  }
  return null;
}

/** What begins with those who gave these words and with this home's person. */
export function prepareFounding(
  books: OldBooks,
  lines: readonly WordLine[],
  identity: Identity,
  nowMs: number,
): Result<PreparedFounding, RefoundHomeFault> {
  const wrong = checkWords(books, lines);
  if (wrong !== null) return fail(wrong);
  const own = giveRefoundWord(books, books.member, identity);
  if (!own.ok) return fail({ code: own.error });
  const { ledger } = present(books.journal, "books with a seal").at;
  const roll = rollOf([...lines, own.value]);
  const { community, height, seal, state, heads, charter } = present(
    okOf(wordFor(books, books.member)),
    "a seal",
  );
  const named = { community, height, state, heads, roll: rollHash(encodeRoll(roll)), member: books.member };
  const keys = newKeys();
  const from = { ...named, seal: seal as string as HashId };
  const event = foundEvent({ root: identity.root, ...keys.first }, charter, nowMs, from);
  const begun = present(okOf(genesis(event, { ledger, roll })), "a founding that was checked");
  const parts = encodeBase(roll, snapshotPages(ledger, PAGE_BYTES_MAX));
  return ok({ keys, event, parts, before: ledger.state, after: begun.state });
}

function okOf<T>(result: Result<T, unknown>): T | undefined {
  return result.ok ? result.value : undefined;
}

/** Once each: who gives a word twice comes along once. */
function rollOf(lines: readonly WordLine[]): Roll {
  const words = new Map<MemberId, Uint8Array>(lines.map(({ member, word }) => [member, word]));
  return [...words]
    .map(([member, word]) => ({ member, word }))
    .sort((a, b) => compareText(a.member, b.member));
}
