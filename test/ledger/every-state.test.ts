import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { ClaimId } from "../../src/base/id.ts";
import { object } from "../../src/events/kinds/object.ts";
import { useVerify } from "../../src/events/signature.ts";
import { explain } from "../../src/ledger/explain.ts";
import type { ExplainCode, ExplainStep } from "../../src/ledger/explanation.ts";
import { PLACE_STATES, type PlaceState } from "../../src/ledger/statement.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import type { Ballot, ClaimStatus, Motion } from "../../src/state/claim-records.ts";
import { DUE_STATES, type DueState } from "../../src/state/due-state.ts";
import { MEMBER_STATES, type MemberState } from "../../src/state/member-state.ts";
import type { Plan, Terms } from "../../src/state/plan-records.ts";
import type { State } from "../../src/state/state.ts";
import { LANGS } from "../../src/words/language.ts";
import { sayStep } from "../../src/words/say-step.ts";
import { SCREEN_WORDS } from "../../src/words/screen-words.ts";
import { PLACEHOLDER, type Sentence } from "../../src/words/sentence.ts";
import {
  CLAIM_STATUS_WORDS,
  DUE_WORDS,
  MOTION_STATUS_WORDS,
  OUTCOME_WORDS,
  PLACE_WORDS,
  PLAN_STATUS_WORDS,
  RECEIVABLE_WORDS,
} from "../../src/words/status-words.ts";
import type { Said } from "./aid-fixture.ts";
import { JuryVillage, say } from "./jury-village.ts";
import { type Life, livesIn } from "./lives.ts";
import { GRACE, LAPSE, MoneyVillage } from "./money-village.ts";
import { DAY, day, MovingCommunity, TERMS } from "./motion-fixture.ts";
import { Person, World } from "./world.ts";

useVerify(nativeVerify());

/** The shortest story that is in a state. */
type Story = () => State;

const NAMES = ["ann", "ben", "cai", "dee", "eve"];

/** The first of so many asks for aid; then this happens. */
function claimed(size: number, then?: (village: JuryVillage, claim: ClaimId) => void): State {
  const village = new JuryVillage(size);
  const claim = village.filed();
  then?.(village, claim);
  return village.state;
}

/** The others say so, and the vote is over. */
function answered(choice: "yes" | "no", then?: (village: JuryVillage, claim: ClaimId) => void): State {
  return claimed(10, (village, claim) => {
    village.seal(...village.votes(claim, choice, village.members.slice(1)));
    village.pass(TERMS.voteMs);
    then?.(village, claim);
  });
}

const CLAIMS: Readonly<Record<ClaimStatus, Story>> = {
  filed: () => claimed(60),
  drawn: () => {
    const village = new JuryVillage(60);
    village.drawn();
    return village.state;
  },
  voting: () => claimed(10),
  "notice-yes": () => answered("yes"),
  "notice-no": () => answered("no"),
  appealed: () => answered("no", (village, claim) => village.seal(say(village.m(0), "appeal", { claim }))),
  payable: () => answered("yes", (village) => village.pass(TERMS.noticeMs)),
  apportioned: () => answered("yes", (village) => village.pass(31 * DAY)),
  refused: () => answered("no", (village) => village.pass(TERMS.noticeMs)),
  draw: () => claimed(10, (village) => village.pass(2 * TERMS.voteMs)),
  withdrawn: () => claimed(10, (village, claim) => village.seal(say(village.m(0), "withdraw", { claim }))),
};

/** Five in a plan of these terms, the first of whom says this. */
function placed(terms: Partial<Terms>, ...words: readonly ((at: MovingCommunity) => Omit<Said, "member">)[]) {
  const at = new MovingCommunity(NAMES, terms);
  for (const word of words) at.seal(at.nowMs + 1, { ...word(at), member: at.who(0) });
  return at;
}

const leaves = ({ plan }: MovingCommunity) => ({ kind: "leave", body: { plan, on: true } }) as const;
const enrols = ({ plan }: MovingCommunity) => ({ kind: "enrol", body: { plan, tier: 0 } }) as const;

/** The first has left a plan that takes members by vouches alone, and asks to come back. */
function asked(): MovingCommunity {
  const at = placed({ admission: "vouch" }, leaves);
  at.seal(day(31));
  at.seal(at.nowMs + 1, { ...enrols(at), member: at.who(0) });
  return at;
}

const PLACES: Readonly<Record<PlaceState | "adopted" | "applied" | "refused", Story>> = {
  adopted: () => {
    const propose = { kind: "propose", body: { terms: TERMS, tier: 0 } } as const;
    return placed({}, () => propose).state;
  },
  applied: () => asked().state,
  refused: () => {
    const at = asked();
    at.seal(at.nowMs + 30 * DAY);
    return at.state;
  },
  waiting: () => placed({ waitingMs: DAY }).state,
  covered: () => placed({}).state,
  leaving: () => placed({}, leaves).state,
  left: () => {
    const at = placed({}, leaves);
    at.seal(day(31));
    return at.state;
  },
};

/** The others owe Ann; of Ben's payment this is said, and so many days pass. */
function owed(words: readonly ("pay" | "receipt" | "dispute")[], days = 0): State {
  const village = new MoneyVillage();
  const [ann, ben] = village.names;
  village.agreed(ann, 4_000);
  village.monday(1);
  const [transfer, { amount }] = village.from(ben);
  village.settle(ben);
  for (const word of words) {
    const body = word === "receipt" ? { transfer, amount } : { transfer };
    village.seal(village.nowMs + 1, village.say(word === "pay" ? ben : ann, word, body));
  }
  if (days > 0) village.seal(village.nowMs + days * DAY);
  return village.state;
}

const DUES: Readonly<Record<DueState, Story>> = {
  due: () => owed([]),
  "paid-unconfirmed": () => owed(["pay"]),
  disputed: () => owed(["pay", "dispute"]),
  received: () => owed(["receipt"]),
  overdue: () => owed([], GRACE),
  lapsed: () => owed([], GRACE + LAPSE),
};

/** The plan of five is to end, as all of them say, and so many days pass. */
function ending(days: number): State {
  const at = new MovingCommunity(NAMES);
  at.decide({ kind: "end", plan: at.plan }, day(1), at.members);
  if (days > 0) at.seal(at.nowMs + days * DAY);
  return at.state;
}

const PLANS: Readonly<Record<Plan["status"], Story>> = {
  proposed: PLACES.adopted,
  open: PLACES.covered,
  closing: () => ending(0),
  ended: () => ending(90),
};

/** Somebody asks to come in where one member's objection keeps them out; the founder may say so. */
function joining(isObjected: boolean, ms: number): State {
  const world = new World({ objections: 1, objectionMs: 5_000 });
  const ann = new Person("ann");
  world.seal([world.joinOf(ann)]);
  if (isObjected) world.seal([world.say(world.founder, object, { joiner: ann.id, on: true })]);
  world.seal([], { throughMs: world.nowMs + ms });
  return world.ledger.state;
}

const resigns = () => ({ kind: "resign", body: { on: true } }) as const;

const MEMBERS: Readonly<Record<MemberState, Story>> = {
  joining: () => joining(false, 1),
  objected: () => joining(true, 5_000),
  member: () => joining(false, 5_000),
  leaving: () => placed({}, resigns).state,
  left: () => {
    const at = placed({}, resigns);
    at.seal(day(31));
    return at.state;
  },
};

/** To end the plan of five: so many say yes, the others no, and the vote is over. */
function moved(yes: number): MovingCommunity {
  const at = new MovingCommunity(NAMES);
  at.decide({ kind: "end", plan: at.plan }, day(1), at.members.slice(0, yes), at.members.slice(yes));
  return at;
}

function put(): State {
  const at = new MovingCommunity(NAMES);
  at.move({ kind: "end", plan: at.plan }, day(1), []);
  return at.state;
}

const MOTIONS: Readonly<Record<Motion["status"], Story>> = {
  voting: put,
  passed: () => moved(5).state,
  failed: () => moved(0).state,
};

const OUTCOMES: Readonly<Record<Exclude<Ballot["outcome"], null> | "open", Story>> = {
  open: put,
  yes: MOTIONS.passed,
  no: MOTIONS.failed,
  draw: CLAIMS.draw,
  void: CLAIMS.withdrawn,
};

function isThere(state: State, life: Life, at: string): boolean {
  return [...livesIn(state).values()].some((each) => each.life === life && each.at === at);
}

const STORIES = [
  ["Claim", CLAIMS],
  ["Place in a plan", PLACES],
  ["Payment", DUES],
  ["Plan", PLANS],
  ["Member", MEMBERS],
] as const satisfies readonly (readonly [Life, Readonly<Record<string, Story>>])[];

/** Words that a screen shows for a state as they are. */
const SHOWN: Readonly<Record<string, Sentence>> = {
  ...named("Claim", CLAIM_STATUS_WORDS satisfies Record<keyof typeof CLAIMS, Sentence>),
  ...named("Place", PLACE_WORDS satisfies Record<PlaceState, Sentence>),
  "Place: adopted": SCREEN_WORDS.adopted,
  ...named("Payment", DUE_WORDS satisfies Record<keyof typeof DUES, Sentence>),
  ...named("Payment to come", RECEIVABLE_WORDS satisfies Record<keyof typeof DUES, Sentence>),
  ...named("Plan", PLAN_STATUS_WORDS satisfies Record<keyof typeof PLANS, Sentence>),
  ...named("Motion", MOTION_STATUS_WORDS satisfies Record<keyof typeof MOTIONS, Sentence>),
  ...named("Ballot", OUTCOME_WORDS satisfies Record<Exclude<keyof typeof OUTCOMES, "open">, Sentence>),
};

function named(life: string, words: Readonly<Record<string, Sentence>>): Record<string, Sentence> {
  return Object.fromEntries(Object.entries(words).map(([at, sentence]) => [`${life}: ${at}`, sentence]));
}

/** States that `explain` tells, each with its step. */
const TOLD = [
  ["joining", MEMBERS.joining, "join-asked"],
  ["objected", MEMBERS.objected, "join-objected"],
  ["member", MEMBERS.member, "member-since"],
  ["leaving", MEMBERS.leaving, "member-leaving"],
  ["left", MEMBERS.left, "member-left"],
  ["applied", PLACES.applied, "place-asked"],
  ["refused", PLACES.refused, "place-refused"],
] as const satisfies readonly (readonly [keyof typeof MEMBERS | keyof typeof PLACES, Story, ExplainCode])[];

/** What is said of everybody, and of every place asked for, step by step. */
function tells(state: State): readonly ExplainStep[] {
  const lookups = { stateAt: () => undefined, refusal: () => undefined };
  const ids = [...state.members.entries(), ...state.joiners.entries()].map(([id]) => id);
  const asked = [...state.applications.entries()].map(([, { event }]) => event);
  return [...ids, ...asked].flatMap((id) => explain(state, id, lookups)?.steps ?? []);
}

describe("every state has its words in three languages", () => {
  test.each(Object.entries(SHOWN))("%s", (_, sentence) => {
    for (const text of [sentence.en, sentence.hant, sentence.hans]) {
      expect(text.trim()).not.toBe("");
      expect(text.match(PLACEHOLDER)).toBeNull();
    }
  });

  test.each(TOLD)("%s, as it is explained", (_, story, code) => {
    const step = present(
      tells(story()).find((each) => each.code === code),
      "a step that says so",
    );
    for (const lang of LANGS) {
      const currency = { currency: "CNY", digits: 2 };
      expect(sayStep({ lang, currency, utcOffsetMinutes: 480, nameOf: () => "Ann" }, step)).not.toContain(
        "?",
      );
    }
  });
});

describe("every state is where a short story ends", () => {
  for (const [life, stories] of STORIES)
    test.each(Object.entries<Story>(stories))(`${life}: %s`, (at, story) => {
      expect(isThere(story(), life, at)).toBe(true);
    });

  test.each(Object.entries(MOTIONS))("motion: %s", (status, story) => {
    expect([...story().motions.entries()].map(([, motion]) => motion.status)).toContain(status);
  });

  test.each(Object.entries(OUTCOMES))("ballot: %s", (outcome, story) => {
    const outcomes = [...story().ballots.entries()].map(([, ballot]) => ballot.outcome ?? "open");
    expect(outcomes).toContain(outcome);
  });

  test("and the lists of states are these", () => {
    expect(Object.keys(DUES).toSorted()).toEqual(DUE_STATES.toSorted());
    expect(Object.keys(MEMBERS).toSorted()).toEqual(MEMBER_STATES.toSorted());
    expect(Object.keys(PLACES)).toEqual(expect.arrayContaining([...PLACE_STATES]));
  });
});
