import type { Proposal, SignedSealMessage } from "../../seal/message.ts";
import type { Actor } from "./actor.ts";
import type { LieKind } from "./lie.ts";

/** One value for one half, another for the other; the other liars are told which is for whom. */
export const doubleProposal: LieKind = {
  name: "double-proposal",
  needsSeat: true,
  isCostly: true,
  make: () => ({
    word(actor, to, signed) {
      if (signed.message.step !== "propose" || !actor.mayLieAsSeat()) return null;
      if (actor.half(to) === 0) return null;
      const { height, round, proposal } = signed.message;
      const [, other] = actor.plan.pairAt(height, round) ?? [null, otherThan(actor, proposal)];
      actor.plan.agree(height, round, [proposal, other]);
      actor.count("double-proposal");
      return [actor.instead("other", signed, { step: "propose", proposal: other })];
    },
  }),
};

/** A valid value from other reports where there are more than a quorum; else one with a state that nobody computes. */
export function otherThan(actor: Actor, proposal: Proposal): Proposal {
  const { reports = [], quorum = 0 } = held(actor);
  const used = new Set<string>(proposal.reports);
  const rest = reports.filter(({ hash }) => !used.has(hash));
  const same = reports.filter(({ hash }) => used.has(hash));
  const composed = rest.length === 0 ? undefined : actor.compose([...rest, ...same].slice(0, quorum));
  return composed ?? { ...proposal, header: { ...proposal.header, state: actor.anyId() as never } };
}

export function held(actor: Actor): {
  readonly reports: readonly SignedSealMessage[];
  readonly quorum: number;
} {
  const agreement = actor.sealing?.agreement;
  return { reports: agreement?.box.reports() ?? [], quorum: agreement?.quorum ?? 0 };
}
