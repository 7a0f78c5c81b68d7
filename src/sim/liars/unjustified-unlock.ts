import type { SealId } from "../../base/id.ts";
import { sealIdOf } from "../../seal/header.ts";
import type { LieKind } from "./lie.ts";

/** Locked on one value it votes for another in the next round, and precommits that too, without any quorum for it. */
export const unjustifiedUnlock: LieKind = {
  name: "unjustified-unlock",
  needsSeat: true,
  isCostly: true,
  make: () => ({
    word(actor, _to, signed) {
      const { message } = signed;
      if (message.step !== "precommit" || message.value === null || !actor.mayLieAsSeat()) return null;
      const round = message.round + 1;
      const known = actor.sealing?.agreement.box.proposals(message.round) ?? [];
      const other = known.map(({ header }) => sealIdOf(header)).find((value) => value !== message.value);
      const value = other ?? (actor.anyId() as string as SealId);
      const name = `unlock ${message.height}/${round}`;
      actor.count("unjustified-unlock");
      return [
        signed,
        actor.word(`${name} prevote`, round, { step: "prevote", value }),
        actor.word(`${name} precommit`, round, { step: "precommit", value }),
      ];
    },
  }),
};
