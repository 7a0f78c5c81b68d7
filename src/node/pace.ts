import type { CatchingUp } from "../peer/catching-up.ts";

/** How a node catches up, and how fast; null: not known yet. */
export interface CatchingUpTold extends CatchingUp {
  /** entries that come into the store */
  readonly perSecond: number | null;
  readonly leftMs: number | null;
}

interface Look {
  readonly nowMs: number;
  readonly at: CatchingUp;
  readonly events: number;
}

/** The rate is that of the last so many milliseconds. */
const WINDOW_MS = 30_000;
const LOOK_EVERY_MS = 1_000;
/** Over less than that a rate would jump about. */
const MEASURED_MS_MIN = 2_000;

/** Measures how fast a node catches up, by this machine's clock. */
export class Pace {
  #looks: Look[] = [];

  /** `events`: in the store. To be called whenever something may have changed. */
  look(at: CatchingUp | null, events: number, nowMs: number): CatchingUpTold | null {
    if (at === null) {
      this.#looks = [];
      return null;
    }
    const last = this.#looks.at(-1);
    const isOn = last?.at.what === at.what && last.at.seals <= at.seals && last.nowMs <= nowMs;
    if (!isOn) this.#looks = [];
    if (!isOn || nowMs - last.nowMs >= LOOK_EVERY_MS) this.#looks.push({ nowMs, at, events });
    this.#looks = this.#looks.filter((look) => nowMs - look.nowMs <= WINDOW_MS);
    return { ...at, ...this.#rate({ nowMs, at, events }) };
  }

  #rate(now: Look): Pick<CatchingUpTold, "perSecond" | "leftMs"> {
    const first = this.#looks[0] ?? now;
    const ms = now.nowMs - first.nowMs;
    if (ms < MEASURED_MS_MIN) return { perSecond: null, leftMs: null };
    const perSecond = Math.round(((now.events - first.events) * 1_000) / ms);
    const seals = now.at.seals - first.at.seals;
    const left = now.at.ofSeals - now.at.seals;
    return { perSecond, leftMs: seals === 0 ? null : Math.round((left * ms) / seals) };
  }
}
