import { brokenReport } from "./broken-report.ts";
import { clockLie } from "./clock-lie.ts";
import { doubleProposal } from "./double-proposal.ts";
import { doublePrecommit, doublePrevote } from "./double-vote.ts";
import { earlyProposal } from "./early-proposal.ts";
import { falseEvidence } from "./false-evidence.ts";
import { feedFork } from "./feed-fork.ts";
import { flooding } from "./flooding.ts";
import { foreign } from "./foreign.ts";
import { inflatedReport } from "./inflated-report.ts";
import type { LieKind } from "./lie.ts";
import { lockThenVanish } from "./lock-then-vanish.ts";
import { malformed } from "./malformed.ts";
import { orphans } from "./orphans.ts";
import { revealWithholding } from "./reveal-withholding.ts";
import { subsetChoosing } from "./subset-choosing.ts";
import { truncatedReport } from "./truncated-report.ts";
import { twoReports } from "./two-reports.ts";
import { unjustifiedUnlock } from "./unjustified-unlock.ts";
import { withheldBranch } from "./withheld-branch.ts";
import { wrongAnswers } from "./wrong-answers.ts";

/** Every way to lie; a new one is a file beside these and a line here. */
export const LIES: readonly LieKind[] = [
  inflatedReport,
  truncatedReport,
  brokenReport,
  twoReports,
  doubleProposal,
  earlyProposal,
  subsetChoosing,
  doublePrevote,
  doublePrecommit,
  unjustifiedUnlock,
  lockThenVanish,
  clockLie,
  feedFork,
  withheldBranch,
  falseEvidence,
  flooding,
  orphans,
  malformed,
  foreign,
  wrongAnswers,
  revealWithholding,
];
