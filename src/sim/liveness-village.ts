import { assert, present } from "../base/assert.ts";
import type { Cbor } from "../base/cbor.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../calendar/calendar.ts";
import type { KindName } from "../events/kind.ts";
import { adopt } from "../events/kinds/adopt.ts";
import { claim } from "../events/kinds/claim.ts";
import { propose } from "../events/kinds/propose.ts";
import { vote } from "../events/kinds/vote.ts";
import { witness } from "../events/kinds/witness.ts";
import { trialXianghubao } from "../ledger/templates.ts";
import { money } from "../money/money.ts";
import { quorumOf } from "../seal/quorum.ts";
import { nextDeadline } from "../state/next-deadline.ts";
import { localDay } from "../state/plan-time.ts";
import type { Charter } from "../state/records.ts";
import type { State } from "../state/state.ts";
import { INVARIANTS } from "./invariants/all.ts";
import type { Machine } from "./machine.ts";
import type { SimParts } from "./parts.ts";
import { Play } from "./play.ts";
import { type Habit, type Scenario, START_MS } from "./scenario.ts";

/** Witnesses of the village that the liveness table is about. */
export const WITNESSES = 31;
export const QUORUM = quorumOf(WITNESSES);
export const MAILBOX = "mailbox";

/** As a new community has it, but for `seatAfterMs`: the stretch begins when all have their seats. */
const CHARTER: Charter = {
  title: "Village",
  currency: "CNY",
  digits: 2,
  utcOffsetMinutes: 480,
  vouches: 1,
  objections: 1,
  objectionMs: 0,
  growth: { everyMs: 2_592_000_000, perMember: 1_000, atLeast: 1_000, permille: 1_000 },
  sealEveryMs: HOUR_MS,
  rankMs: MINUTE_MS,
  roundMs: 12 * HOUR_MS,
  seatAfterMs: 0,
  seatExpiryMs: 3 * DAY_MS,
  recoveryMs: 14 * DAY_MS,
};

/** From all being there to the end of the period. */
export const BEFORE_END_MS = 12 * HOUR_MS;
const TERMS = {
  ...trialXianghubao({
    everyMs: 2 * DAY_MS,
    waitingMs: 0,
    voteMs: 2 * HOUR_MS,
    noticeMs: 2 * HOUR_MS,
    graceMs: 30 * DAY_MS,
  }),
  admission: "open" as const,
};

const ALWAYS: Habit = { always: true, daysPermille: 1_000, sessionMsMin: HOUR_MS, sessionMsMax: HOUR_MS };
const FOUNDING_MS_MAX = 3 * DAY_MS;

/** A village at the moment from which its people come and go: all have said their part, and a period is to end. */
export interface Village {
  readonly machines: readonly Machine[];
  readonly startMs: number;
  /** the end of the period, a deadline of the sealed ledger */
  readonly endMs: number;
}

/** A run without faults and without invariants. */
export function livenessPlay(seed: number, people: readonly string[], parts: SimParts): Play {
  const scenario: Scenario = {
    seed,
    charter: CHARTER,
    people: people.map((name) => ({ name, habit: ALWAYS, witnesses: name !== MAILBOX, joinsOnDay: 0 })),
    faults: [],
    treason: false,
    days: 0,
    awake: null,
    events: 0,
    tickMs: 5 * MINUTE_MS,
    syncEveryMs: 15 * MINUTE_MS,
    neighbours: 4,
  };
  return new Play(
    scenario,
    parts,
    INVARIANTS.map(({ name }) => name),
  );
}

/** Founds it with everybody there: all have a seat but the mailbox, and a claim that was allowed waits for its period's end. */
export function foundVillage(parts: SimParts): Village {
  const people = Array.from({ length: WITNESSES }, (_, i) => `p${i}`);
  const founding = new Founding(livenessPlay(1, [...people, MAILBOX], parts));
  return founding.village();
}

class Founding {
  readonly #play: Play;

  constructor(play: Play) {
    this.#play = play;
  }

  village(): Village {
    this.#gather();
    this.#insure();
    const endMs = present(nextDeadline(this.#state), "a period that ends").atMs;
    const startMs = endMs - BEFORE_END_MS;
    this.#play.timeline.runUntil(startMs);
    assert(this.#state.seats.size === WITNESSES, "all have their seats");
    const { machines } = this.#play;
    for (const machine of machines) this.#play.shutDown(machine);
    return { machines, startMs, endMs };
  }

  get #state(): State {
    return present(this.#play.best(), "a founded community").at.ledger.state;
  }

  #until(what: string, is: (state: State) => boolean): void {
    while (!is(this.#state) || !this.#isLevel()) {
      assert(this.#play.nowMs < START_MS + FOUNDING_MS_MAX, what);
      this.#play.timeline.runUntil(this.#play.nowMs + MINUTE_MS);
    }
  }

  #isLevel(): boolean {
    const { machines } = this.#play;
    const heights = new Set(machines.map(({ node }) => node?.peer.journal?.height));
    return heights.size === 1;
  }

  #gather(): void {
    const { people, nowMs } = this.#play;
    const founder = present(people[0], "a founder");
    this.#play.comeOnline(this.#play.place(founder.found(CHARTER, nowMs)));
    for (const person of people.slice(1)) {
      const machine = person.join(this.#play.community, founder, nowMs, nowMs + DAY_MS);
      this.#play.comeOnline(this.#play.place(machine));
    }
    this.#until("all are members", ({ members }) => members.size === people.length);
    this.#say(
      present(this.#play.machineOf(MAILBOX), "a mailbox"),
      "witness",
      witness.body.write({ on: false }),
    );
    const mailbox = present(people.at(-1), "a mailbox").member;
    const sits = (state: State) => [...state.seats.entries()].some(([, { member }]) => member === mailbox);
    this.#until("all have seats", (state) => state.seats.size === WITNESSES && !sits(state));
  }

  /** A plan, a claim and everybody's vote. */
  #insure(): void {
    const [first, ...others] = this.#play.machines;
    const founder = present(first, "a founder");
    this.#say(founder, "propose", propose.body.write({ terms: TERMS, tier: 0 }));
    this.#until("a plan", ({ plans }) => plans.size === 1);
    const [id, { termsHash }] = present([...this.#state.plans.entries()][0], "a plan");
    const plan = id as never;
    for (const machine of others) this.#say(machine, "adopt", adopt.body.write({ plan, tier: 0, termsHash }));
    this.#until("it opens", ({ enrolments }) => enrolments.size === this.#play.people.length);
    const incidentDay = localDay(this.#state, this.#play.nowMs);
    this.#say(founder, "claim", claim.body.write({ plan, incidentDay, amount: money(10_000), for: null }));
    this.#until("a claim", ({ ballots }) => ballots.size === 1);
    const [ballot] = present([...this.#state.ballots.entries()][0], "a ballot");
    for (const machine of others)
      this.#say(machine, "vote", vote.body.write({ ballot: ballot as never, choice: "yes", amount: null }));
    this.#until("the claim waits to be divided", (state) => nextDeadline(state)?.rule === "apportion");
  }

  #say(machine: Machine, kind: KindName, body: Cbor): void {
    const said = this.#play.say(machine, kind, body);
    assert(said.ok, `${machine.name} says ${kind}: ${said.ok ? "" : said.error}`);
  }
}
