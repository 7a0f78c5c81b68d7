import type { ClaimStatus } from "../../state/claim-records.ts";
import { jurorsOf } from "../../state/jurors-of.ts";
import { openClaimBallot } from "../../state/open-claim-ballot.ts";
import { isSideOf } from "../../state/side-of.ts";
import { kind, OK, refuse } from "../kind.ts";
import { hashId, id, list, record } from "../schema.ts";

/** Commitments of one event: SHA-256(salt ‖ document) each. */
export const COMMITMENTS_MAX = 16;

const evidenceBody = record({ claim: id(), commitments: list(hashId(), COMMITMENTS_MAX, 1) });

/** While somebody decides, or is to. */
const TAKES: readonly ClaimStatus[] = ["filed", "drawn", "voting", "appealed"];

/** Protocol §6.3. The documents travel apart, to the reviewers alone; a jury that was drawn is asked from now on. */
export const evidence = kind({
  name: "evidence",
  stratum: "claims",
  about: "puts evidence before the reviewers of a claim, by its hashes alone",
  body: evidenceBody,
  check(state, { member, body }) {
    const claim = state.claims.get(body.claim);
    if (claim === undefined) return refuse("claim-unknown");
    if (!isSideOf(claim, member)) return refuse("not-the-claimant");
    return TAKES.includes(claim.status) ? OK : refuse("claim-decided");
  },
  apply(state, { id, body, atMs, height }) {
    const { claim, commitments } = body;
    state.evidence.set(claim + id, { commitments, atMs, height });
    if (state.claims.must(claim).status !== "drawn") return;
    const { excluded, seats } = state.lots.must(claim);
    const drawn = jurorsOf(state, claim).filter(([, { place }]) => place < seats).length;
    openClaimBallot(state, claim, { claim, excluded, atMs }, drawn);
  },
});
