import { DAY_MS, HOUR_MS } from "../calendar/calendar.ts";
import { witness } from "../events/kinds/witness.ts";
import { trialXianghubao } from "../ledger/templates.ts";
import type { Machine } from "./machine.ts";
import type { Person } from "./person.ts";
import type { Play } from "./play.ts";
import { wishOf } from "./wishes.ts";

/** A plan whose periods, ballots and graces fit into two months. */
const TERMS = {
  ...trialXianghubao({
    everyMs: 5 * DAY_MS,
    waitingMs: 0,
    voteMs: 3 * DAY_MS,
    noticeMs: DAY_MS,
    graceMs: 6 * DAY_MS,
  }),
  admission: "open" as const,
};

const LEAVES = witness.body.write({ on: false });
const STAYS = witness.body.write({ on: true });

/** Nobody wants to say more in one session. */
const WISHES_MAX = 8;

/** Somebody whose machine is of no use this long gets another one. */
const HELPLESS_MS_MAX = 3 * DAY_MS;
const INVITE_MS = 120 * DAY_MS;

/** What people do all day: come, switch on, speak, switch off, get a new machine when the old one signs nothing more. */
export class Life {
  readonly #play: Play;
  /** sessions so far, so that nobody's end of a session ends the next one */
  readonly #sessions = new Map<Machine, number>();

  constructor(play: Play) {
    this.#play = play;
    play.come = (person) => this.#come(person);
  }

  day(day: number, isHealing: boolean): void {
    for (const person of this.#play.people) {
      if (person.isGone) continue;
      if (person.machine === null) {
        if (person.plan.joinsOnDay <= day)
          this.#play.timeline.after(this.#withinDay(), () => this.#come(person));
        continue;
      }
      this.#session(person, day, isHealing);
    }
  }

  #withinDay(): number {
    return this.#play.chance.below(DAY_MS - 4 * HOUR_MS);
  }

  #come(person: Person): void {
    const play = this.#play;
    if (person.machine !== null) return;
    if (person === play.people[0])
      play.comeOnline(play.place(person.found(play.scenario.charter, play.nowMs)));
    else {
      const inviter = this.#inviter();
      if (inviter === undefined) return;
      const machine = person.join(play.community, inviter, play.nowMs, play.nowMs + INVITE_MS);
      play.comeOnline(play.place(machine));
      this.#until(machine, person.plan.habit.always ? null : 3 * HOUR_MS);
    }
  }

  /** Somebody on the sealed roll whose machine can still sign. */
  #inviter(): Person | undefined {
    const journal = this.#play.best();
    return this.#play.chance.pick(
      this.#play.people.filter(({ machine, isGone }) => {
        return !isGone && machine !== null && journal?.ownerOf(machine.signer.publicKey) !== undefined;
      }),
    );
  }

  #session(person: Person, day: number, isHealing: boolean): void {
    const { chance, timeline } = this.#play;
    const { daysPermille, sessionMsMin, sessionMsMax } = person.plan.habit;
    const always = person.plan.habit.always || this.#isAwake(day);
    if (!always && !isHealing && !chance.permille(daysPermille)) return;
    timeline.after(this.#withinDay(), () => {
      const machine = this.#useful(person);
      if (machine === null || this.#play.impaired.has(machine)) return;
      this.#play.comeOnline(machine);
      const lengthMs = chance.between(sessionMsMin, sessionMsMax);
      this.#until(machine, always ? null : lengthMs);
      timeline.after(lengthMs >> 1, () => this.#confirmDate(machine));
      if (!isHealing) this.#speakLater(person, machine, day, lengthMs);
    });
  }

  /** Asked whether the date is right, they look at the calendar on the wall. */
  #confirmDate(machine: Machine): void {
    const isAsked = machine.isUp && machine.node?.peer.clockDoubt() != null;
    if (isAsked && machine.clock.isRight)
      this.#play.step(machine, "confirm", (node, nowMs) => node.handle({ type: "confirm-date" }, nowMs));
  }

  #until(machine: Machine, lengthMs: number | null): void {
    const session = (this.#sessions.get(machine) ?? 0) + 1;
    this.#sessions.set(machine, session);
    machine.attendedUntilMs = lengthMs === null ? Number.POSITIVE_INFINITY : this.#play.nowMs + lengthMs;
    if (lengthMs === null) return;
    this.#play.timeline.after(lengthMs, () => {
      if (this.#sessions.get(machine) !== session) return;
      if (this.#play.chance.oneIn(12)) this.#play.shutDown(machine);
      else this.#play.goOffline(machine);
    });
  }

  #isAwake(day: number): boolean {
    const { awake } = this.#play.scenario;
    return awake !== null && day >= awake.fromDay && day < awake.toDay;
  }

  /** What is left to be said is shared out among the days left and those who come on them. */
  #speakLater(person: Person, machine: Machine, day: number, lengthMs: number): void {
    const { chance, timeline, scenario, people, acknowledged } = this.#play;
    const here = people.filter((each) => each.machine !== null && !each.isGone);
    const comePermille = here.reduce((sum, { plan: { habit } }) => {
      return sum + (habit.always || this.#isAwake(day) ? 1_000 : habit.daysPermille);
    }, 0);
    const permilleToday = ((scenario.events - acknowledged) * 1_000) / Math.max(1, scenario.days - day);
    let left = Math.min(Math.ceil((permilleToday * 1_000) / comePermille), WISHES_MAX * 1_000);
    for (; left > 0; left -= 1_000)
      if (chance.permille(Math.min(1_000, left)))
        timeline.after(chance.below(lengthMs), () => this.#speak(person, machine));
  }

  #speak(person: Person, machine: Machine): void {
    const state = machine.isUp ? machine.node?.peer.journal?.at.ledger.state : undefined;
    if (state === undefined || person.machine !== machine) return;
    const nowMs = machine.clock.reads(this.#play.nowMs);
    const wish = wishOf(this.#play.chance, state, nowMs, TERMS, person.member);
    // who gives up a seat leaves a quorum behind; who is refused shows at least that they are there
    if (!person.plan.witnesses && state.witnesses.get(person.member)?.on) {
      this.#play.say(machine, witness.name, LEAVES);
      return;
    }
    const stays = wish.kind === witness.name && !this.#play.mayLose(machine);
    if (stays || !this.#play.say(machine, wish.kind, wish.body).ok) this.#play.say(machine, "witness", STAYS);
  }

  /** Their machine, or a new one where the old one has signed nothing for days and never will. */
  #useful(person: Person): Machine | null {
    const machine = person.machine;
    if (machine === null) return null;
    if (!isHelpless(machine)) {
      person.helplessSinceMs = null;
      return machine;
    }
    person.helplessSinceMs ??= this.#play.nowMs;
    if (this.#play.nowMs - person.helplessSinceMs < HELPLESS_MS_MAX) return machine;
    if (!this.#play.mayLoseDevice(machine)) return machine;
    person.helplessSinceMs = null;
    for (const old of this.#play.machines) if (old.person === person.name) this.#play.retire(old);
    this.#play.count("new-device");
    return this.#play.place(person.certify(this.#play.nowMs));
  }
}

/** It signs nothing more, or its own latest event is nowhere to be found. */
function isHelpless({ node, isGone, signer }: Machine): boolean {
  if (isGone) return true;
  if (node === null) return false;
  const { own, journal } = node.peer;
  if (own.stopped !== null) return true;
  if (journal === null) return false;
  return (journal.open.tip(signer.publicKey)?.seq ?? -1) < (own.last?.feedSeq ?? -1);
}
