import type { ClockRuleName } from "../../state/clock-rules.ts";
import { apportion } from "./apportion.ts";
import { ballots } from "./ballots.ts";
import { netting } from "./netting.ts";
import { notices } from "./notices.ts";
import { plansOpen } from "./plans-open.ts";
import type { ClockRule, SealRule } from "./rule.ts";
import { seats } from "./seats.ts";

/** What each deadline runs; their order at one moment is that of `CLOCK_RULES`. */
export const clockRules: Readonly<Record<ClockRuleName, ClockRule>> = { ballots, notices, apportion };

/** What every seal runs once all its deadlines have run, in this order. */
export const sealRules: readonly SealRule[] = [plansOpen, netting, seats];
