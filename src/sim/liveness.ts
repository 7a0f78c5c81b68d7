import { DAY_MS, HOUR_MS } from "../calendar/calendar.ts";
import { communityOf } from "../state/state.ts";
import { livenessPlay, MAILBOX, type Village, WITNESSES } from "./liveness-village.ts";
import { Machine } from "./machine.ts";
import type { SimParts } from "./parts.ts";
import type { Play } from "./play.ts";

/** One cell of the table. */
export interface LivenessCell {
  /** a member is online on so many of a thousand days */
  readonly daysPermille: number;
  /** so many of a thousand witnesses are gone for good, rounded to whole people */
  readonly gonePermille: number;
  /** one member's machine without a seat is always on */
  readonly hasMailbox: boolean;
}

/** The later of the two bounds of the table. */
export const LIVENESS_DAYS_MAX = 60;
const SESSION_MS_MIN = HOUR_MS;
const SESSION_MS_MAX = 3 * HOUR_MS;

/** Plays one period: days from its end until somebody holds a seal of that moment or later; null: not within 60. */
export function playPeriod(
  village: Village,
  cell: LivenessCell,
  seed: number,
  parts: SimParts,
): number | null {
  const play = livenessPlay(seed, [], parts);
  play.timeline.runUntil(village.startMs);
  const machines = village.machines.map((machine) =>
    play.place(new Machine({ ...machine, disk: machine.disk.copy() })),
  );
  const people = withoutGone(play, machines, cell);
  const mailbox = machines.find(({ name }) => name === MAILBOX);
  if (cell.hasMailbox && mailbox !== undefined) play.comeOnline(mailbox);
  const lastMs = village.endMs + LIVENESS_DAYS_MAX * DAY_MS;
  for (let dayMs = village.startMs; dayMs < lastMs; dayMs += DAY_MS) {
    for (const machine of people) if (play.chance.permille(cell.daysPermille)) comeBy(play, machine);
    for (let hour = 1; hour <= 24; hour++) {
      play.timeline.runUntil(Math.min(dayMs + hour * HOUR_MS, lastMs));
      if (isSealed(play, village.endMs)) return (play.nowMs - village.endMs) / DAY_MS;
    }
  }
  return null;
}

/** How many witnesses still come by. */
export function witnessesLeft({ gonePermille }: LivenessCell): number {
  return WITNESSES - Math.round((WITNESSES * gonePermille) / 1_000);
}

function withoutGone(play: Play, machines: readonly Machine[], cell: LivenessCell): readonly Machine[] {
  const left = machines.filter(({ name }) => name !== MAILBOX);
  while (left.length > witnessesLeft(cell)) left.splice(play.chance.below(left.length), 1);
  return left;
}

/** At any time of the day; afterwards the machine sleeps, or, once in four times, is switched off. */
function comeBy(play: Play, machine: Machine): void {
  const { chance, timeline } = play;
  const lengthMs = chance.between(SESSION_MS_MIN, SESSION_MS_MAX);
  timeline.after(chance.below(DAY_MS - SESSION_MS_MAX), () => {
    play.comeOnline(machine);
    // a real node looks around five times a second
    play.step(machine, "tick", (node, nowMs) => node.handle({ type: "tick" }, nowMs));
    timeline.after(lengthMs, () => (chance.oneIn(4) ? play.shutDown(machine) : play.goOffline(machine)));
  });
}

function isSealed({ machines }: Play, endMs: number): boolean {
  return machines.some(({ node }) => {
    const state = node?.peer.journal?.at.ledger.state;
    return state !== undefined && communityOf(state).throughMs >= endMs;
  });
}
