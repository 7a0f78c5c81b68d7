import type { LieKind } from "./lie.ts";

/** One report for one half, another for the other. */
export const twoReports: LieKind = {
  name: "two-reports",
  needsSeat: true,
  isCostly: true,
  make: () => ({
    word(actor, to, signed) {
      if (signed.message.step !== "report" || !actor.mayLieAsSeat()) return null;
      if (actor.half(to) === 0) return null;
      const { report } = signed.message;
      const feeds = report.feeds.slice(0, report.feeds.length >> 1);
      const nowMs = report.nowMs + 1;
      actor.count("two-reports");
      return [actor.instead("other", signed, { step: "report", report: { ...report, nowMs, feeds } })];
    },
  }),
};
