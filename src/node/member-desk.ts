import { type Cbor, encodeCbor } from "../base/cbor.ts";
import type { GreetedPeer } from "../net/transport.ts";
import { fieldsOf } from "../peer/frame-fields.ts";

/**
 * What members ask one another beside the log, never part of it: CBOR `[number, …fields]` there, `[number, value]`
 * back, where null is "not here, or not for you". Numbers are places in this list.
 */
export const MEMBER_QUESTIONS = ["network-key", "blob", "blob-list"] as const;
export type MemberQuestion = (typeof MEMBER_QUESTIONS)[number];

/** Answers one kind of question; undefined: the fields are not of this kind. */
export type MemberAnswerer = (from: GreetedPeer, fields: readonly Cbor[]) => Promise<Cbor | undefined>;

/** Whoever asks is a member by the roll as it is now; all others hear null. A malformed question throws MalformedQuestion. */
export class MemberDesk {
  readonly #answerers: Readonly<Record<MemberQuestion, MemberAnswerer>>;
  readonly #isMember: (from: GreetedPeer) => boolean;

  constructor(
    answerers: Readonly<Record<MemberQuestion, MemberAnswerer>>,
    isMember: (from: GreetedPeer) => boolean,
  ) {
    this.#answerers = answerers;
    this.#isMember = isMember;
  }

  async answer(from: GreetedPeer, frame: Uint8Array): Promise<Uint8Array> {
    const question = fieldsOf(frame);
    const name = question && MEMBER_QUESTIONS[question.type];
    if (question === undefined || name === undefined) throw new MalformedQuestion();
    if (!this.#isMember(from)) return encodeCbor([question.type, null]);
    const value = await this.#answerers[name](from, question.rest);
    if (value === undefined) throw new MalformedQuestion();
    return encodeCbor([question.type, value]);
  }
}

/** No honest node asks so. */
export class MalformedQuestion extends Error {
  override readonly name = "MalformedQuestion";
}

export function encodeMemberQuestion(name: MemberQuestion, fields: readonly Cbor[]): Uint8Array {
  return encodeCbor([MEMBER_QUESTIONS.indexOf(name), ...fields]);
}

/** The answer's value; undefined: it is no answer to that question. */
export function decodeMemberAnswer(name: MemberQuestion, frame: Uint8Array): Cbor | undefined {
  const answer = fieldsOf(frame);
  if (answer?.type !== MEMBER_QUESTIONS.indexOf(name) || answer.rest.length !== 1) return undefined;
  return answer.rest[0];
}
