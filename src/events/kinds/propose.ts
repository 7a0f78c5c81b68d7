import type { PlanId } from "../../base/id.ts";
import { smallKey } from "../../state/key.ts";
import { charterOf, type State } from "../../state/state.ts";
import { type Check, type KindContext, kind, OK, refuse } from "../kind.ts";
import { PLANS_MAX, TIERS_MAX } from "../limits.ts";
import { type Infer, nullable, record, uint } from "../schema.ts";
import { termsFault, termsHash, termsSchema } from "../terms.ts";

/** Proposals of one member that have not opened, so that one person cannot use up the community's plans. */
export const PROPOSALS_PER_MEMBER_MAX = 20;

const proposeBody = record({
  terms: termsSchema,
  /** the tier the proposer adopts at once, or null */
  tier: nullable(uint(TIERS_MAX - 1)),
});

type ProposeBody = Infer<typeof proposeBody>;

/** Fixes a plan's terms by their hash. Its id is the plan's; it opens once enough members have adopted it. */
export const propose = kind({
  name: "propose",
  stratum: "plans",
  about: "puts a plan's terms before the community",
  body: proposeBody,
  check(state, event) {
    const { terms, tier } = event.body;
    if (termsFault(terms) !== undefined) return refuse("terms-invalid");
    // a period shorter than a seal would only make many of them run in one seal
    const { period } = terms;
    if (period.kind === "interval" && period.everyMs < charterOf(state).sealEveryMs)
      return refuse("period-too-short");
    if (terms.creditsWaiting !== null && !state.plans.has(terms.creditsWaiting))
      return refuse("plan-unknown");
    if (tier !== null && terms.tiers[tier] === undefined) return refuse("tier-unknown");
    return checkRoom(state, event);
  },
  apply(state, { id, member, body, atMs, height }) {
    const plan: PlanId = id;
    const { terms, tier } = body;
    state.plans.set(plan, {
      proposer: member,
      status: "proposed",
      version: 0,
      termsHash: termsHash(terms),
      proposedMs: atMs,
      openedMs: null,
      adopted: tier === null ? 0 : 1,
      enrolled: 0,
      underMs: null,
      closedMs: null,
      closedBy: null,
    });
    state.terms.set(plan + smallKey(0), { terms, fromMs: atMs });
    if (tier !== null) state.adoptions.set(plan + member, { event: id, tier, height });
  },
});

function checkRoom(state: State, { member }: KindContext<ProposeBody>): Check {
  let live = 0;
  let own = 0;
  for (const [, { status, proposer }] of state.plans.entries()) {
    if (status !== "ended") live++;
    if (status === "proposed" && proposer === member) own++;
  }
  return live >= PLANS_MAX || own >= PROPOSALS_PER_MEMBER_MAX ? refuse("plans-too-many") : OK;
}
