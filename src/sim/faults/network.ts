import { DAY_MS, HOUR_MS } from "../../calendar/calendar.ts";
import { FAIR_WEATHER } from "../weather.ts";
import type { Fault } from "./fault.ts";

const LONG_DELAY_MS_MAX = 90 * DAY_MS;

/** Loss up to a half, duplication, reordering, delay up to 90 days: anew every day, one or several. */
export function network(): Fault {
  return {
    name: "network",
    day({ net, chance }) {
      net.weather = {
        lossPermille: chance.oneIn(2) ? chance.below(501) : 0,
        twicePermille: chance.oneIn(2) ? chance.below(300) : 0,
        reorderPermille: chance.oneIn(2) ? chance.below(300) : 0,
        delayMsMax: chance.oneIn(3) ? HOUR_MS / 4 : FAIR_WEATHER.delayMsMax,
        longDelayPermille: chance.oneIn(3) ? chance.below(50) : 0,
        longDelayMsMax: LONG_DELAY_MS_MAX,
      };
    },
    stop({ net }) {
      net.weather = { ...FAIR_WEATHER };
    },
  };
}
