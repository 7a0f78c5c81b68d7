import { SteadyClock } from "./steady-clock.ts";

/** The time of the input that is being taken in. */
export class Moment {
  readonly #steady = new SteadyClock();
  /** this machine's clock */
  nowMs = 0;
  /** for waiting: see `SteadyClock` */
  steadyMs = 0;

  look(nowMs: number): void {
    this.nowMs = nowMs;
    this.steadyMs = this.#steady.at(nowMs);
  }
}
