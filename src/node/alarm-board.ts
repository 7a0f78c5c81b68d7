import type { NetLog } from "../net/net-log.ts";
import type { Alarm } from "../peer/output.ts";

const ALARMS_MAX = 100;
const ISOLATION: ReadonlySet<Alarm["code"]> = new Set(["nobody-reached", "few-reached", "seal-withheld"]);

/** What a person should know now: each alarm once, gone when what it tells is over. */
export class AlarmBoard {
  readonly #changed: () => void;
  readonly #raised: (code: Alarm["code"]) => void;
  readonly #log: NetLog;
  #alarms: readonly Alarm[] = [];

  constructor(
    changed: () => void,
    raised: (code: Alarm["code"]) => void = () => undefined,
    log: NetLog = () => undefined,
  ) {
    this.#changed = changed;
    this.#raised = raised;
    this.#log = log;
  }

  get all(): readonly Alarm[] {
    return this.#alarms;
  }

  raise(alarm: Alarm): void {
    // one word about our own device at a time
    if (alarm.code === "device-moved" || alarm.code === "device-stopped")
      this.#alarms = this.#alarms.filter((known) => known.code !== "device-moved");
    const text = JSON.stringify(alarm);
    if (this.#alarms.some((known) => JSON.stringify(known) === text)) return;
    this.#alarms = [...this.#alarms, alarm].slice(-ALARMS_MAX);
    this.#raised(alarm.code);
    this.#log("warn", "alarm", { code: alarm.code });
    this.#changed();
  }

  healed(what: "event" | "seal" | "base", name: string): void {
    this.#clear((alarm) => alarm.code === "piece-lost" && alarm.what === what && alarm.name === name);
  }

  /** What seemed to lie in the future is history. */
  sealed(height: number): void {
    this.#clear((alarm) => alarm.code === "seal-from-the-future" && alarm.height <= height);
  }

  /** A recovery has begun a new epoch. */
  recovered(): void {
    this.#clear(({ code }) => code === "two-seals");
  }

  /** Somebody has taken our hello. */
  letIn(): void {
    this.#clear(({ code }) => code === "turned-away");
  }

  /** How cut off this node is, as of now: what is told no more is over. */
  isolation(told: readonly Alarm[]): void {
    const texts = new Set(told.map((alarm) => JSON.stringify(alarm)));
    this.#clear((alarm) => ISOLATION.has(alarm.code) && !texts.has(JSON.stringify(alarm)));
    for (const alarm of told) this.raise(alarm);
  }

  signsAgain(): void {
    this.#clear(({ code }) => code === "device-moved");
  }

  #clear(isOver: (alarm: Alarm) => boolean): void {
    const rest = this.#alarms.filter((alarm) => !isOver(alarm));
    if (rest.length === this.#alarms.length) return;
    this.#alarms = rest;
    this.#changed();
  }
}
