import type { SealId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { type FoundBody, found, type Origin } from "../events/kinds/found.ts";
import { verifyRefounding } from "../events/refounding.ts";
import type { RefusalCode } from "../events/refusals.ts";
import { encodeRoll, type Roll, rollHash } from "../events/roll.ts";
import { verifySignature } from "../events/signature.ts";
import { digestHeads, digestState } from "../state/digest.ts";
import { communityOf, emptyState, type State } from "../state/state.ts";
import { EMPTY_TRIE, trieSet } from "../state/trie.ts";
import type { Ledger } from "./ledger.ts";
import { type RefoundFault, refound } from "./refound.ts";

/** What a re-founded community goes on from, beside its first event. */
export interface Base {
  /** of the old community, right after the seal that the event names */
  readonly ledger: Ledger;
  readonly roll: Roll;
}

export type GenesisFault =
  | RefusalCode
  | RefoundFault
  /** the event begins where another community stood, and that state is not here */
  | "base-missing"
  /** state, heads or roll are not those that the event names */
  | "base-wrong"
  /** a word of the roll is not by that member's root, or not for this founding */
  | "roll-wrong";

/**
 * What the `found` event alone makes, at height 0; of a re-founded community with its base, at the base's height and
 * time. The community's id vouches for it, so it needs no seal.
 */
export function genesis(event: AuthenticEvent, base: Base | null = null): Result<Ledger, GenesisFault> {
  const { id, device, seq } = event;
  if (event.kind !== found.name) return fail("not-in-rules");
  const body = found.body.read(event.body);
  if (!body.ok) return fail("body-invalid");
  const state = emptyState();
  const at = { sealed: emptyState(), height: 0, atMs: 0, sinceMs: 0, isDisputed: false };
  const context = { id, device, member: id, seq, body: body.value, ...at };
  const check = found.check(state, context);
  if (!check.ok) return check;
  const { from } = body.value;
  if (from === undefined) found.apply(state, context);
  const begun = from === undefined ? ok(state) : goOn(event, { ...body.value, from }, base);
  if (!begun.ok) return begun;
  const head = { seq, id, anchorHeight: 0, ended: false };
  return ok({ state: begun.value, heads: trieSet(EMPTY_TRIE, device, head) });
}

/** Where the event says that it begins; null: with nothing before it, or it is no such event. */
export function originOf(event: AuthenticEvent): Origin | null {
  const body = event.kind === found.name ? found.body.read(event.body) : undefined;
  return body?.ok ? (body.value.from ?? null) : null;
}

function goOn(
  { id, device }: AuthenticEvent,
  { charter, root, boxKey, from }: FoundBody & { readonly from: Origin },
  base: Base | null,
): Result<State, GenesisFault> {
  if (base === null) return fail("base-missing");
  const { ledger, roll } = base;
  if (!isNamed(from, base)) return fail("base-wrong");
  const { community, state, heads, seal, member } = from;
  const word = { community, seal: seal as string as SealId, state, heads, founder: member, charter };
  const isSaid = ({ member: by, word: signature }: Roll[number]) => {
    const own = ledger.state.members.get(by)?.root;
    return own !== undefined && verifyRefounding(own, word, signature, verifySignature);
  };
  if (ledger.state.members.get(word.founder)?.root !== root || !roll.every(isSaid)) return fail("roll-wrong");
  const founder = { member: word.founder, device, boxKey };
  const members = roll.map((each) => each.member);
  return refound(ledger.state, { community: id, charter, founder, roll: members });
}

function isNamed(from: Origin, { ledger, roll }: Base): boolean {
  const { id, height } = communityOf(ledger.state);
  return (
    id === from.community &&
    height === from.height &&
    digestState(ledger.state) === from.state &&
    digestHeads(ledger.heads) === from.heads &&
    rollHash(encodeRoll(roll)) === from.roll
  );
}
