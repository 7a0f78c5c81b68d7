import type { BallotAbout } from "../../state/ballot-abouts.ts";
import { decideClaim } from "./claim.ts";
import type { Decision } from "./decision.ts";

/** What each kind of ballot decides. */
export const decisions: Readonly<Record<BallotAbout, Decision>> = { claim: decideClaim };
