import { brokenReport } from "./broken-report.ts";
import { clockLie } from "./clock-lie.ts";
import { doubleProposal } from "./double-proposal.ts";
import { doublePrecommit, doublePrevote } from "./double-vote.ts";
import { falseEvidence } from "./false-evidence.ts";
import { feedFork } from "./feed-fork.ts";
import { flooding } from "./flooding.ts";
import { foreign } from "./foreign.ts";
import type { LieKind } from "./lie.ts";
import { lockThenVanish } from "./lock-then-vanish.ts";
import { revealWithholding } from "./reveal-withholding.ts";
import { twoReports } from "./two-reports.ts";
import { unjustifiedUnlock } from "./unjustified-unlock.ts";
import { withheldBranch } from "./withheld-branch.ts";
import { wrongAnswers } from "./wrong-answers.ts";

/**
 * The lies, costly ones among them, that one liar tells beside its others, dealt in turn: seldom may a seat be spent, and
 * by chance some would never be told.
 */
export const HANDS: readonly (readonly LieKind[])[] = [
  [lockThenVanish, unjustifiedUnlock, doubleProposal, clockLie, revealWithholding],
  [doublePrevote, twoReports, doublePrecommit, foreign],
  [doublePrecommit, doublePrevote, feedFork, withheldBranch],
  [lockThenVanish, unjustifiedUnlock, doubleProposal, brokenReport, wrongAnswers],
  [twoReports, doublePrecommit, doublePrevote, unjustifiedUnlock, wrongAnswers],
  [twoReports, doublePrevote, doublePrecommit, unjustifiedUnlock, feedFork],
  [doublePrevote, doublePrecommit, brokenReport, falseEvidence, flooding],
];
