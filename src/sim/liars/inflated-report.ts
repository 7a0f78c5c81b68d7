import type { DeviceKey } from "../../base/id.ts";
import { inReportOrder } from "../../seal/report.ts";
import type { LieKind } from "./lie.ts";

/** Says that it holds what nobody has: events of its neighbours that were never signed, and of devices that nobody knows. */
export const inflatedReport: LieKind = {
  name: "inflated-report",
  needsSeat: true,
  isCostly: false,
  make: () => ({
    word(actor, _to, signed) {
      if (signed.message.step !== "report" || !actor.mayLieAsSeat()) return null;
      const { report } = signed.message;
      const feeds = report.feeds.map(({ device, ids }) => ({ device, ids: [...ids, actor.anyId()] }));
      for (let more = 0; more < 3; more++)
        feeds.push({ device: actor.anyId() as string as DeviceKey, ids: [actor.anyId()] });
      actor.count("inflated-report");
      const content = { ...report, feeds: inReportOrder(report.prevSeal, feeds) };
      return [actor.instead("inflated", signed, { step: "report", report: content })];
    },
  }),
};
