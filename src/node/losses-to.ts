import type { AlarmBoard } from "./alarm-board.ts";
import type { LossListener } from "./answer-request.ts";
import type { Repair } from "./repair.ts";

/** What is lost is told to the person, and asked of the others. */
export function lossesTo(repair: Repair, alarms: AlarmBoard): LossListener {
  return {
    eventLost: (id) => {
      repair.wantEvent(id);
      alarms.raise({ code: "piece-lost", what: "event", name: id });
    },
    sealLost: (height) => {
      repair.wantSeal(height);
      alarms.raise({ code: "piece-lost", what: "seal", name: String(height) });
    },
  };
}
