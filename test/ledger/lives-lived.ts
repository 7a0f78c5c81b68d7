import { applyCut } from "../../src/ledger/apply.ts";
import { fc } from "../property.ts";
import { AnyCommunity, lives, someTerms } from "./any-community.ts";
import { type Step, stepsBetween } from "./lives.ts";
import { toldLives } from "./told-lives.ts";

const SEED = 20_261_122;
const RUNS = 40;

/** What random communities go through; the same ones each time. */
export function randomSteps(): readonly Step[] {
  const steps: Step[] = [];
  const samples = fc.sample(fc.tuple(someTerms, lives), { numRuns: RUNS, seed: SEED });
  for (const [terms, weeks] of samples) {
    const community = new AnyCommunity(terms, 480);
    const { world } = community;
    for (const { hours, acts, late, agree } of weeks) {
      if (agree) community.do({ who: 0, device: 0, what: "all-yes", a: 0, b: 2 });
      for (const act of acts) community.do(act);
      const cut = community.nextCut(hours, late);
      const { ledger } = applyCut(world.ledger, cut);
      steps.push(...stepsBetween(world.ledger.state, ledger.state));
      world.ledger = ledger;
      world.nowMs = cut.throughMs;
      community.sealed();
    }
  }
  return steps;
}

/** What communities that are told for it go through. */
export function toldSteps(): readonly Step[] {
  return toldLives().flatMap((ledgers) =>
    ledgers.slice(1).flatMap((after, index) => {
      const before = ledgers[index];
      return before === undefined ? [] : stepsBetween(before.state, after.state);
    }),
  );
}
