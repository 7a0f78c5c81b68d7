import type { LieKind } from "./lie.ts";

/** Says that it holds less than it does: half of the feeds, and of those half. */
export const truncatedReport: LieKind = {
  name: "truncated-report",
  needsSeat: true,
  isCostly: false,
  make: () => ({
    word(actor, _to, signed) {
      if (signed.message.step !== "report" || !actor.mayLieAsSeat()) return null;
      const { report } = signed.message;
      const half = report.feeds.filter((_, i) => i % 2 === 0);
      const feeds = half.map(({ device, ids }) => ({ device, ids: ids.slice(0, (ids.length + 1) >> 1) }));
      actor.count("truncated-report");
      return [actor.instead("truncated", signed, { step: "report", report: { ...report, feeds } })];
    },
  }),
};
