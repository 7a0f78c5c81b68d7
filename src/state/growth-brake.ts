import { present } from "../base/assert.ts";
import type { MemberId } from "../base/id.ts";
import { compareNumber } from "../base/order.ts";
import { numberKey } from "./key.ts";
import { rollCount } from "./on-roll.ts";
import { charterOf, communityOf, type State } from "./state.ts";

/** Whom the founder may invite in the first `everyMs` of a community beside what the brake allows. */
export const FIRST_INVITES_MAX = 50;

/** Somebody whom the brake counts. */
interface LetIn {
  readonly inviter: MemberId;
  readonly sinceMs: number;
}

/**
 * How many newcomers there is room for at a moment (protocol §6.1): in any `everyMs` so many by one inviter, and in all
 * `atLeast` or a part of the roll without those. The founder's first invites count for neither.
 */
export class GrowthBrake {
  readonly #state: State;
  readonly #atMs: number;
  readonly #firstUntilMs: number;
  readonly #founders: ReadonlySet<MemberId>;
  /** let in less than `everyMs` ago, the earliest first */
  readonly #counted: LetIn[] = [];
  #firstInvites = 0;
  #roll: number;

  constructor(state: State, atMs: number) {
    this.#state = state;
    this.#atMs = atMs;
    this.#roll = rollCount(state);
    const { everyMs } = charterOf(state).growth;
    this.#firstUntilMs = beganMs(state) + everyMs;
    const letIn: LetIn[] = [];
    const founders = new Set<MemberId>();
    for (const [member, { invitedBy, sinceMs }] of state.members.entries()) {
      if (invitedBy === null) founders.add(member);
      else letIn.push({ inviter: invitedBy, sinceMs });
    }
    this.#founders = founders;
    for (const each of letIn.sort((a, b) => compareNumber(a.sinceMs, b.sinceMs))) {
      if (this.#isFirstInvite(each)) this.#firstInvites++;
      else if (each.sinceMs > atMs - everyMs) this.#counted.push(each);
    }
  }

  hasRoom(inviter: MemberId): boolean {
    return this.#isFirstInvite({ inviter, sinceMs: this.#atMs }) || this.#fullBy(inviter) === undefined;
  }

  /** Counts one more, whom the state has by now. */
  letIn(inviter: MemberId): void {
    const added = { inviter, sinceMs: this.#atMs };
    this.#roll++;
    if (this.#isFirstInvite(added)) this.#firstInvites++;
    else this.#counted.push(added);
  }

  /** When there may be room again for somebody whom there is none for now, if nothing else changes. */
  freesMs(inviter: MemberId): number {
    const [first] = present(this.#fullBy(inviter), "a full brake");
    return present(first, "somebody let in").sinceMs + charterOf(this.#state).growth.everyMs;
  }

  /** Those of whom one less would have to count; undefined: there is room. */
  #fullBy(inviter: MemberId): readonly LetIn[] | undefined {
    const { perMember, atLeast, permille } = charterOf(this.#state).growth;
    const counted = this.#counted;
    const before = this.#roll - counted.length;
    if (counted.length >= Math.max(atLeast, Math.floor((before * permille) / 1_000))) return counted;
    const own = counted.filter((each) => each.inviter === inviter);
    return own.length >= perMember ? own : undefined;
  }

  #isFirstInvite({ inviter, sinceMs }: LetIn): boolean {
    return (
      this.#founders.has(inviter) && sinceMs < this.#firstUntilMs && this.#firstInvites < FIRST_INVITES_MAX
    );
  }
}

/** The sealed time of the first seal, which may be the one that is being made. */
function beganMs(state: State): number {
  return state.seals.get(numberKey(1))?.throughMs ?? communityOf(state).throughMs;
}
