import type { ClockRuleName } from "../../state/clock-rules.ts";
import { admissions } from "./admissions.ts";
import { amend } from "./amend.ts";
import { applications } from "./applications.ts";
import { apportion } from "./apportion.ts";
import { ballots } from "./ballots.ts";
import { dwindle } from "./dwindle.ts";
import { evidenceDue } from "./evidence-due.ts";
import { joining } from "./joining.ts";
import { lapse } from "./lapse.ts";
import { lots } from "./lots.ts";
import { netting } from "./netting.ts";
import { nextRules } from "./next-rules.ts";
import { notices } from "./notices.ts";
import { places } from "./places.ts";
import { planEnds } from "./plan-ends.ts";
import { plansOpen } from "./plans-open.ts";
import { resignations } from "./resignations.ts";
import type { ClockRule, SealRule } from "./rule.ts";
import { seats } from "./seats.ts";
import { silence } from "./silence.ts";
import { silentSeats } from "./silent-seats.ts";
import { undrawn } from "./undrawn.ts";

/** What each deadline runs; their order at one moment is that of `CLOCK_RULES`. */
export const clockRules: Readonly<Record<ClockRuleName, ClockRule>> = {
  joining,
  applications,
  resignations,
  undrawn,
  "evidence-due": evidenceDue,
  "silent-seats": silentSeats,
  ballots,
  notices,
  silence,
  lapse,
  apportion,
  amend,
  dwindle,
  "plan-ends": planEnds,
};

/** What every seal runs once all its deadlines have run, in this order. */
export const sealRules: readonly SealRule[] = [
  admissions,
  lots,
  places,
  plansOpen,
  netting,
  seats,
  nextRules,
];
