import type { Enrolment } from "../state/plan-records.ts";

/** The tier that a spell was in just before a moment. */
export function tierAt({ tier, formerTiers }: Enrolment, ms: number): number {
  return formerTiers.find(({ untilMs }) => untilMs >= ms)?.tier ?? tier;
}
