import type { SealId } from "../../base/id.ts";
import { sealIdOf } from "../../seal/header.ts";
import type { SignedSealMessage } from "../../seal/message.ts";
import type { Actor } from "./actor.ts";
import type { LieKind } from "./lie.ts";

/** One vote for one half, another for the other: for the values the liars have agreed on, else for any other, or none. */
export const doublePrevote: LieKind = voting("prevote");
export const doublePrecommit: LieKind = voting("precommit");

function voting(step: "prevote" | "precommit"): LieKind {
  const name = `double-${step}`;
  return {
    name,
    needsSeat: true,
    isCostly: true,
    make: () => ({
      word(actor, to, signed) {
        if (signed.message.step !== step || !actor.mayLieAsSeat()) return null;
        const value = valueFor(actor, actor.half(to), signed);
        if (value === signed.message.value) return null;
        actor.count(name);
        return [actor.instead(`half ${actor.half(to)}`, signed, { step, value })];
      },
    }),
  };
}

function valueFor(actor: Actor, half: 0 | 1, { message }: SignedSealMessage): SealId | null {
  if (message.step !== "prevote" && message.step !== "precommit") return null;
  const pair = actor.plan.pairAt(message.height, message.round);
  if (pair !== undefined) return sealIdOf(pair[half].header);
  if (half === 0) return message.value;
  const proposals = actor.sealing?.agreement.box.proposals(message.round) ?? [];
  const others = proposals.map(({ header }) => sealIdOf(header)).filter((value) => value !== message.value);
  return others[0] ?? (message.value === null ? (actor.anyId() as string as SealId) : null);
}
