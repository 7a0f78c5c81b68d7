import { DAY_MS } from "../../calendar/calendar.ts";
import type { LieKind } from "./lie.ts";

/** Tells others a time that is hours to years off, and reports with it. */
export const clockLie: LieKind = {
  name: "clock-lie",
  needsSeat: true,
  isCostly: true,
  make() {
    let byMs = 0;
    return {
      hour({ chance }) {
        if (byMs === 0 || chance.oneIn(20)) byMs = (chance.below(2_000) - 1_000) * DAY_MS;
      },
      answer(actor, _to, response) {
        if (response.type !== "status") return null;
        actor.count("clock-status");
        return { ...response, nowMs: Math.max(0, response.nowMs + byMs) };
      },
      word(actor, _to, signed) {
        if (signed.message.step !== "report" || !actor.mayLieAsSeat()) return null;
        const { report } = signed.message;
        actor.count("clock-report");
        const nowMs = Math.max(0, report.nowMs + byMs);
        return [actor.instead("clock", signed, { step: "report", report: { ...report, nowMs } })];
      },
    };
  },
};
