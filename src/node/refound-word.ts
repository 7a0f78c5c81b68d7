import type { CommunityId, HashId, MemberId, SealId } from "../base/id.ts";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { SIGNATURE_BYTES } from "../events/limits.ts";
import { type RefoundingWord, signRefounding } from "../events/refounding.ts";
import { bytes, hashId, id, record, uint } from "../events/schema.ts";
import { digestHeads, digestState } from "../state/digest.ts";
import { charterOf, communityOf } from "../state/state.ts";
import { readLine, splitLines, writeLine } from "./code-line.ts";
import type { Identity } from "./identity.ts";
import type { OldBooks } from "./old-books.ts";

/** One member's word to come along, as it is passed on to who re-founds. */
export interface WordLine {
  readonly community: CommunityId;
  /** the last seal of who signed */
  readonly seal: SealId;
  readonly height: number;
  /** who re-founds */
  readonly founder: MemberId;
  readonly member: MemberId;
  /** see `signRefounding` */
  readonly word: Uint8Array;
}

const VERSION = 1;

const schema = record({
  v: uint(VERSION),
  community: id(),
  seal: hashId(),
  height: uint(),
  founder: id(),
  member: id(),
  word: bytes(SIGNATURE_BYTES),
});

export function wordText(line: WordLine): string {
  return writeLine("word", schema.write({ ...line, v: VERSION, seal: line.seal as string as HashId }));
}

/** Any number of lines in a row, however they were pasted. Throws OperatorError: word-invalid. */
export function readWords(pasted: string): readonly WordLine[] {
  const lines = splitLines("word", pasted);
  if (lines === undefined) throw new OperatorError("word-invalid", EXIT.failure);
  return lines.map(readWord);
}

function readWord(line: string): WordLine {
  const value = readLine("word", line, VERSION);
  const body = value.ok ? schema.read(value.value) : value;
  if (!body.ok) throw new OperatorError("word-invalid", EXIT.failure);
  const { v: _, seal, ...rest } = body.value;
  return { ...rest, seal: seal as string as SealId };
}

/** What those who come along with this member sign, from these books. "never-sealed": there is nothing to go on from. */
export function wordFor(
  { journal }: OldBooks,
  founder: MemberId,
): Result<RefoundingWord & { readonly height: number; readonly seal: SealId }, "never-sealed"> {
  const at = journal?.at;
  if (at === undefined || at.sealId === null) return fail("never-sealed");
  const { state, heads } = at.ledger;
  const { id: community, height } = communityOf(state);
  const digests = { state: digestState(state), heads: digestHeads(heads) };
  return ok({ community, seal: at.sealId, height, ...digests, founder, charter: charterOf(state) });
}

/** This home's person comes along with `founder`. "not-a-member": nothing sealed here names the person. */
export function giveRefoundWord(
  books: OldBooks,
  founder: MemberId,
  { root }: Identity,
): Result<WordLine, "never-sealed" | "not-a-member" | "phrase-wrong"> {
  const word = wordFor(books, founder);
  if (!word.ok) return word;
  const own = books.journal?.at.ledger.state.members.get(books.member);
  if (own === undefined) return fail("not-a-member");
  if (own.root !== root.publicKey) return fail("phrase-wrong");
  const { community, seal, height } = word.value;
  return ok({
    community,
    seal,
    height,
    founder,
    member: books.member,
    word: signRefounding(root, word.value),
  });
}
