import type { SignedSealMessage } from "../../seal/message.ts";
import { held } from "./double-proposal.ts";
import type { LieKind } from "./lie.ts";

/** Proposes from those reports that hold least of somebody's feed, so that as much of it as can be is left out. */
export const subsetChoosing: LieKind = {
  name: "subset-choosing",
  needsSeat: true,
  isCostly: false,
  make: () => ({
    word(actor, _to, signed) {
      const { message } = signed;
      if (message.step !== "propose" || message.proposal.validRound !== null) return null;
      if (!actor.mayLieAsSeat()) return null;
      const { reports, quorum } = held(actor);
      const victim = reports.flatMap(feedsOf).find(({ device }) => device !== message.device)?.device;
      const countOf = (each: SignedSealMessage) =>
        feedsOf(each).find(({ device }) => device === victim)?.ids.length ?? 0;
      const least = [...reports].sort((a, b) => countOf(a) - countOf(b)).slice(0, quorum);
      const proposal = actor.compose(least);
      if (proposal === undefined) return null;
      actor.count("subset-choosing");
      return [actor.instead("subset", signed, { step: "propose", proposal })];
    },
  }),
};

function feedsOf({ message }: SignedSealMessage) {
  return message.step === "report" ? message.report.feeds : [];
}
