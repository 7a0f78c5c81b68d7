import type { Prng } from "./prng.ts";

/** What the network does to what travels on it, at the moment; the faults set it. */
export interface Weather {
  lossPermille: number;
  twicePermille: number;
  /** so many overtake what was sent before them */
  reorderPermille: number;
  delayMsMax: number;
  /** so many take days, up to `longDelayMsMax` */
  longDelayPermille: number;
  longDelayMsMax: number;
}

export const FAIR_WEATHER: Weather = {
  lossPermille: 0,
  twicePermille: 0,
  reorderPermille: 0,
  delayMsMax: 400,
  longDelayPermille: 0,
  longDelayMsMax: 0,
};

const OVERTAKEN_MS = 60_000;

export type WeatherFault = "loss" | "duplication" | "reordering" | "delay" | "long-delay";

/** When copies of one message arrive, in milliseconds from now; each thing done to it is counted. */
export function arrivals(
  weather: Weather,
  chance: Prng,
  count: (fault: WeatherFault) => void,
): readonly number[] {
  const copies = weather.twicePermille > 0 && chance.permille(weather.twicePermille) ? 2 : 1;
  if (copies === 2) count("duplication");
  const delays: number[] = [];
  for (let copy = 0; copy < copies; copy++) {
    if (weather.lossPermille > 0 && chance.permille(weather.lossPermille)) {
      count("loss");
      continue;
    }
    delays.push(delayOf(weather, chance, count));
  }
  return delays;
}

function delayOf(weather: Weather, chance: Prng, count: (fault: WeatherFault) => void): number {
  const usual = 20 + chance.below(weather.delayMsMax);
  if (weather.longDelayPermille > 0 && chance.permille(weather.longDelayPermille)) {
    count("long-delay");
    return usual + chance.below(weather.longDelayMsMax);
  }
  if (weather.reorderPermille > 0 && chance.permille(weather.reorderPermille)) {
    count("reordering");
    return usual + chance.below(OVERTAKEN_MS);
  }
  if (usual > FAIR_WEATHER.delayMsMax + 20) count("delay");
  return usual;
}
