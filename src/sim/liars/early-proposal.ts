import { held } from "./double-proposal.ts";
import type { LieKind } from "./lie.ts";

/**
 * Proposes before its turn, to one half only and with a value of its own, in every round: whose turn it is
 * proposes to all, so that the halves vote for different values. It never says two things.
 */
export const earlyProposal: LieKind = {
  name: "early-proposal",
  needsSeat: true,
  isCostly: false,
  make() {
    let before = "";
    return {
      word(actor, _to, { message }) {
        // its program's own would be a second word
        return message.step === "propose" && actor.mayLieAsSeat() ? [] : null;
      },
      heard(actor) {
        const agreement = actor.sealing?.agreement;
        if (agreement === undefined || !actor.mayLieAsSeat()) return;
        const { round, setup } = agreement;
        const { reports, quorum } = held(actor);
        const place = `${setup.height}/${round}`;
        if (before === place || reports.length < quorum) return;
        const proposal = actor.compose(reports.slice(-quorum));
        if (proposal === undefined) return;
        before = place;
        for (const ahead of [round, round + 1]) {
          const signed = actor.word(`early ${setup.height}/${ahead}`, ahead, { step: "propose", proposal });
          for (const to of actor.links()) {
            if (actor.half(to) === 0) continue;
            actor.tell(to, signed);
            actor.count("early-proposal");
          }
        }
      },
    };
  },
};
