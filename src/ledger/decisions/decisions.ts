import type { BallotAbout } from "../../state/ballot-abouts.ts";
import { decideAdmission } from "./admission.ts";
import { decideAppeal } from "./appeal.ts";
import { decideClaim } from "./claim.ts";
import type { Decision } from "./decision.ts";
import { decideDispute } from "./dispute.ts";
import { decideMotion } from "./motion.ts";

/** What each kind of ballot decides. */
export const decisions: Readonly<Record<BallotAbout, Decision>> = {
  admission: decideAdmission,
  claim: decideClaim,
  appeal: decideAppeal,
  motion: decideMotion,
  dispute: decideDispute,
};
