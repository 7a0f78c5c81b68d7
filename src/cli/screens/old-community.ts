import type { MemberId } from "../../base/id.ts";
import { EXIT } from "../../base/operator-error.ts";
import type { OldBooks } from "../../node/old-books.ts";
import type { RefoundHomeFault } from "../../node/refound-home.ts";
import { type OldSummary, summaryOf } from "../../node/refounding-told.ts";
import { DEVICE_WORDS } from "../../words/device-words.ts";
import { REFOUND_WORDS } from "../../words/refound-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText, SHORT_ID_CHARACTERS, shortId, type Writing } from "../../words/writing.ts";
import type { Cli } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { commandFor } from "../client.ts";
import { exitOf, sayCode } from "../say-code.ts";

/** A community that members leave to begin anew, as its words need it. */
export class OldCommunity {
  readonly books: OldBooks;
  readonly #cli: Cli;
  readonly #summary: OldSummary;

  /** Throws CliFault: never-sealed. */
  constructor(cli: Cli, books: OldBooks) {
    const summary = summaryOf(books);
    if (summary === null) throw neverSealed(cli);
    this.#cli = cli;
    this.books = books;
    this.#summary = summary;
  }

  get title(): string {
    return this.#summary.title;
  }

  /** Entries that are held and not sealed. */
  get unsealed(): number {
    return this.#summary.unsealed;
  }

  get writing(): Writing {
    const { currency, digits, utcOffsetMinutes } = this.#summary;
    const nameOf = (member: string) => this.nameOf(member as MemberId);
    return { lang: this.#cli.lang, currency: { currency, digits }, utcOffsetMinutes, nameOf };
  }

  get values() {
    const { title, height, throughMs } = this.#summary;
    return { title, height: String(height), through: momentText(this.writing, throughMs) };
  }

  nameOf(member: MemberId): string {
    const nickname = this.books.nicknameOf(member);
    if (nickname === "") return shortId(member);
    const isAlone = this.#called(nickname).length === 1;
    return isAlone ? nickname : `${nickname} (${shortId(member)})`;
  }

  /** By nickname, id, or the beginning of one. Throws CliFault: reference-unknown, reference-ambiguous. */
  memberCalled(reference: string): MemberId {
    const word = reference.trim();
    const called = this.#called(word);
    const isBeginning = word.length >= SHORT_ID_CHARACTERS;
    const begins = (member: MemberId) => isBeginning && member.startsWith(word.toLowerCase());
    const found = called.length > 0 ? called : this.#summary.members.filter(begins);
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0) return only;
    const code = only === undefined ? "reference-unknown" : "reference-ambiguous";
    const candidates = found.map((member) => this.nameOf(member)).join(", ");
    const { lang } = this.#cli;
    const text = sayCode(lang, code, { what: "member", reference: word, candidates }) ?? code;
    throw new CliFault(exitOf(code), code, [text]);
  }

  #called(nickname: string): readonly MemberId[] {
    if (nickname === "") return [];
    return this.#summary.members.filter((member) => this.books.nicknameOf(member) === nickname);
  }
}

function neverSealed({ lang, home }: Cli): CliFault {
  const command = commandFor(home, "found");
  return new CliFault(EXIT.refused, "never-sealed", [say(lang, REFOUND_WORDS.neverSealed, { command })]);
}

export function refoundFault(cli: Cli, old: OldCommunity, fault: RefoundHomeFault): CliFault {
  const { lang } = cli;
  const member = "line" in fault ? old.nameOf(fault.line.member) : "";
  const refused = (text: string) => new CliFault(EXIT.refused, fault.code, [text]);
  switch (fault.code) {
    case "never-sealed":
      return neverSealed(cli);
    case "not-a-member":
      return refused(say(lang, DEVICE_WORDS.notAMember));
    case "phrase-wrong":
      return refused(say(lang, DEVICE_WORDS.phraseWrong));
    case "word-elsewhere":
      return refused(say(lang, REFOUND_WORDS.wordElsewhere, { member }));
    case "word-of-another-seal": {
      const { height, seal } = fault.line;
      const theirs = { theirs: String(height), theirId: shortId(seal) };
      const ours = { ours: old.values.height, ourId: shortId(old.books.journal?.at.sealId ?? "") };
      return refused(say(lang, REFOUND_WORDS.wordOfAnotherSeal, { member, ...theirs, ...ours }));
    }
    case "word-for-another": {
      const founder = old.nameOf(fault.line.founder);
      return refused(say(lang, REFOUND_WORDS.wordForAnother, { member, founder }));
    }
    case "word-unsigned":
      return refused(say(lang, REFOUND_WORDS.wordUnsigned, { member }));
    default:
      return fault satisfies never;
  }
}
