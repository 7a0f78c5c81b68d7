/**
 * The rules that a moment of sealed time sets off, in the order in which they run at one moment: a period
 * sees what became payable at its own end. A rule's place is part of its deadlines' keys.
 */
export const CLOCK_RULES = [
  "joining",
  "undrawn",
  "evidence-due",
  "silent-seats",
  "ballots",
  "notices",
  "silence",
  "lapse",
  "applications",
  "amend",
  "apportion",
  "dwindle",
  "plan-ends",
  "resignations",
] as const;

export type ClockRuleName = (typeof CLOCK_RULES)[number];
