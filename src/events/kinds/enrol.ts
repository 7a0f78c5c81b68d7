import { kind } from "../kind.ts";
import { TIERS_MAX } from "../limits.ts";
import { id, record, uint } from "../schema.ts";
import { checkPlace, takePlace } from "../take-place.ts";

const enrolBody = record({ plan: id(), tier: uint(TIERS_MAX - 1) });

/** Nobody is enrolled without signing; who has left waits anew. */
export const enrol = kind({
  name: "enrol",
  stratum: "cover",
  about: "takes a place in an open plan, in one of its tiers",
  body: enrolBody,
  check: (state, { member, body }) => checkPlace(state, member, body),
  apply: (state, event) => takePlace(state, event, event.body),
});
