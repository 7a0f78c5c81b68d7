import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { DAY_MS, HOUR_MS } from "../../src/calendar/calendar.ts";
import { fastParts } from "../../src/cli/sim/fast-parts.ts";
import { livenessPlay } from "../../src/sim/liveness-village.ts";
import type { Play } from "../../src/sim/play.ts";

const PEOPLE = Array.from({ length: 16 }, (_, i) => `p${i}`);

/** Everybody online, each half with connections enough among themselves. */
function villageInHalves(): Play {
  const play = livenessPlay(1, PEOPLE, fastParts());
  play.net.blocks = (from, to) => isFirstHalf(from.name) !== isFirstHalf(to.name);
  const founder = present(play.people[0], "a founder");
  play.comeOnline(play.place(founder.found(play.scenario.charter, play.nowMs)));
  for (const person of play.people.slice(1))
    play.comeOnline(play.place(person.join(play.community, founder, play.nowMs, play.nowMs + DAY_MS)));
  play.timeline.runUntil(play.nowMs + HOUR_MS);
  return play;
}

function isFirstHalf(name: string): boolean {
  return PEOPLE.indexOf(name) < PEOPLE.length / 2;
}

/** Whom the first machine reaches, over others. */
function reached({ net }: Play): number {
  const seen = new Set(["p0"]);
  for (const name of seen) for (const other of net.linksOf(name)) seen.add(other);
  return seen.size;
}

test("halves that found connections enough on their own side are one network again once the cut is healed", () => {
  const play = villageInHalves();
  expect(reached(play)).toBe(PEOPLE.length / 2);
  play.net.blocks = () => false;
  play.timeline.runUntil(play.nowMs + HOUR_MS);
  expect(reached(play)).toBe(PEOPLE.length);
});
