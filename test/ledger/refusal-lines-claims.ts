import type { ClaimId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { DAY, id, type Said, START_MS } from "./aid-fixture.ts";
import { JuryVillage, say } from "./jury-village.ts";
import { type Line, lastSaid } from "./refusal-line.ts";

const NOBODY = id("nobody");

/** Days of START_MS on, from 0: 1 January. */
const TODAY = dayOf(START_MS, 480);

/** The first of ten asks for aid in a plan of these terms, as many days on. */
function asks(body: object, terms: Partial<Terms> = {}, days = 0): RefusalCode | null {
  const village = new JuryVillage(10, terms);
  if (days > 0) village.pass(days * DAY);
  return lastSaid(village.community, village.claimOf(village.m(0), body));
}

/** Something said of a claim of the first of ten, on which the nine others are asked. */
function said(word: (village: JuryVillage, claim: ClaimId) => Said): RefusalCode | null {
  const village = new JuryVillage(10);
  const claim = village.filed();
  return lastSaid(village.community, word(village, claim));
}

/** The same in the notice of what the others have said. */
function decided(
  choice: "yes" | "no",
  word: (village: JuryVillage, claim: ClaimId) => Said,
): RefusalCode | null {
  return said((village, claim) => {
    village.seal(...village.votes(claim, choice, village.members.slice(1)));
    village.pass(8 * DAY);
    return word(village, claim);
  });
}

function vote(
  village: JuryVillage,
  ballot: string,
  choice: "yes" | "no",
  amount: number | null = null,
): Said {
  return say(village.m(1), "vote", { ballot, choice, amount });
}

export const CLAIM_LINES = {
  "cover-none": () => asks({ incidentDay: TODAY - 1 }),
  "cover-waiting": () => asks({}, { waitingMs: 2 * DAY }),
  "window-past": () => asks({ incidentDay: TODAY }, { claimWindowMs: 3 * DAY }, 5),
  "incident-future": () => asks({ incidentDay: TODAY + 1 }),
  "incident-not-month": () => asks({ incidentDay: TODAY + 1 }, { incidentPrecision: "month" }, 1),
  "amount-zero": () => asks({ amount: 0 }),
  "over-tier": () => asks({ amount: 100_001 }),
  "claim-duplicate": () => said((v) => v.claimOf(v.m(0))),
  "claim-redone": () => {
    const village = new JuryVillage(10);
    const again = village.claimOf(village.m(0));
    for (let time = 0; time < 2; time++) {
      village.seal(again);
      // nobody votes: it is extended once, and undecided
      village.pass(15 * DAY);
    }
    return lastSaid(village.community, again);
  },
  "ballot-unknown": () => said((v) => vote(v, NOBODY, "yes")),
  "ballot-closed": () => decided("no", (v, claim) => vote(v, claim, "yes")),
  "not-an-elector": () => said((v, claim) => ({ ...vote(v, claim, "yes"), member: v.m(0) })),
  "amount-without-yes": () => said((v, claim) => vote(v, claim, "no", 1)),
  "claim-unknown": () => said((v) => v.evidence(NOBODY)),
  "claim-decided": () => decided("yes", (v, claim) => v.evidence(claim)),
  "not-the-claimant": () => said((v, claim) => v.evidence(claim, v.m(1))),
  "not-a-contact": () => asks({ for: id("m1") }),
  "evidence-none": () => said((v, claim) => say(v.m(1), "seen", { claim, matches: true })),
  "notice-none": () => said((v, claim) => say(v.m(0), "appeal", { claim })),
  "appealed-already": () =>
    decided("yes", (v, claim) => {
      // two of ten are needed
      const appeal = say(v.m(1), "appeal", { claim });
      v.seal(appeal);
      return appeal;
    }),
} satisfies Partial<Record<RefusalCode, Line>>;
