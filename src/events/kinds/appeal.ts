import type { ClaimId, MemberId } from "../../base/id.ts";
import type { Claim } from "../../state/claim-records.ts";
import { claimsOf } from "../../state/claims-of.ts";
import { APPEAL_SEATS } from "../../state/jury-limits.ts";
import { putToVote } from "../../state/put-to-vote.ts";
import { isSideOf } from "../../state/side-of.ts";
import { currentSpell } from "../../state/spells.ts";
import type { State } from "../../state/state.ts";
import { type Check, kind, OK, refuse } from "../kind.ts";
import { id, record } from "../schema.ts";

/** Against a yes appeal at least this many of the plan's members, and this part of them, rounded up. */
const APPELLANTS_MIN = 2;
const APPELLANTS_DIVISOR = 20;

const appealBody = record({ claim: id() });

/** Protocol §6.3. A no is appealed by whose claim it is, a yes by enough others; the appeal that suffices opens its ballot. */
export const appeal = kind({
  name: "appeal",
  stratum: "ballots",
  about: "asks for another decision on a claim, while the first one is in its notice",
  body: appealBody,
  check(state, { member, body }) {
    const claim = state.claims.get(body.claim);
    if (claim === undefined) return refuse("claim-unknown");
    if (claim.status === "notice-no") return isSideOf(claim, member) ? OK : refuse("not-the-claimant");
    if (claim.status === "notice-yes") return checkYes(state, body.claim, claim, member);
    return refuse("notice-none");
  },
  apply(state, { id, member, body, atMs, height }) {
    const before = state.claims.must(body.claim);
    state.appeals.set(body.claim + member, { event: id, height });
    if (before.status === "notice-yes" && !isEnough(state, body.claim, before)) return;
    const ordinal = ordinalOf(state, before);
    state.claims.set(body.claim, { ...before, appeal: id });
    const { excluded } = state.ballots.must(body.claim);
    const question = { claim: body.claim, excluded, atMs };
    putToVote(state, id, question, {
      seats: APPEAL_SEATS,
      reserves: 0,
      ordinal,
      filedHeight: height,
    });
  },
});

function checkYes(state: State, id: ClaimId, { plan }: Claim, member: MemberId): Check {
  if (currentSpell(state, plan, member) === undefined) return refuse("not-enrolled");
  if (state.ballots.must(id).excluded.includes(member)) return refuse("not-an-elector");
  return state.appeals.has(id + member) ? refuse("appealed-already") : OK;
}

function isEnough(state: State, id: ClaimId, { plan }: Claim): boolean {
  const { enrolled } = state.plans.must(plan);
  const needed = Math.max(APPELLANTS_MIN, Math.ceil(enrolled / APPELLANTS_DIVISOR));
  return [...state.appeals.entries(id)].length >= needed;
}

/** Goes on where those of the claimant's claims end. */
function ordinalOf(state: State, { plan, member }: Claim): number {
  const claims = [...claimsOf(state, plan, member)];
  return claims.length + claims.filter(([, { appeal: before }]) => before !== null).length;
}
