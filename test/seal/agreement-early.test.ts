import { expect, test } from "vitest";
import type { DeviceKey } from "../../src/base/id.ts";
import type { SignedSealMessage } from "../../src/seal/message.ts";
import { rankOf, turnsOf } from "../../src/seal/rank.ts";
import {
  lastSignOf,
  others,
  patientSeat,
  prevote,
  propose,
  RANK_MS,
  ROUND_MS,
  Seat,
  V,
  v,
  W,
} from "./agreement-seat.ts";
import { proposalOf, said } from "./samples.ts";

const SEATS = 7;
const LATENCY_MS = 5;

interface Flying {
  readonly atMs: number;
  readonly signed: SignedSealMessage;
  readonly to: Seat;
}

/**
 * Six honest seats who hear each other at once. In every round the seventh proposes to three of them just before the
 * first honest seat does that is not among them: each value gets three votes, and the liar never said two things.
 */
function roundsUntilDecided(): number {
  const honest = Array.from({ length: SEATS - 1 }, (_, i) => {
    const seat = new Seat(SEATS, null, i + 1);
    seat.own = proposalOf(`of ${i + 1}`);
    return seat.reports();
  });
  const { seats } = honest[0] as Seat;
  const liar = seats[0] as DeviceKey;
  let flying: Flying[] = [];
  let lied = -1;
  for (let nowMs = 0; nowMs < 60_000; nowMs++) {
    const round = Math.max(...honest.map(({ agreement }) => agreement.round));
    for (; lied < round; lied++) {
      const signed = said(liar, lied + 1, propose(proposalOf(`early ${lied + 1}`)));
      const ranks = seats.map((device) => rankOf(device, seats, null, 1, lied + 1));
      const first = Math.min(...ranks.slice(1));
      const others = honest.filter(({ self }) => ranks[seats.indexOf(self)] !== first);
      const atMs = nowMs + first * Math.min(RANK_MS * 2 ** (lied + 1), (ROUND_MS * 2 ** (lied + 1)) / SEATS);
      for (const to of others.slice(0, 3)) flying.push({ atMs, signed, to });
      for (const to of others.slice(3)) flying.push({ atMs: atMs + 2 * LATENCY_MS, signed, to });
    }
    const due = flying.filter(({ atMs }) => atMs <= nowMs);
    flying = flying.filter(({ atMs }) => atMs > nowMs);
    for (const { to, signed } of due) to.agreement.add(signed);
    let decided = 0;
    for (const seat of honest) {
      const before = seat.words.length;
      if (seat.agreement.advance(nowMs) !== undefined) decided++;
      for (const { round: of, content } of seat.words.slice(before)) {
        const signed = said(seat.self, of, content);
        for (const to of honest) if (to !== seat) flying.push({ atMs: nowMs + LATENCY_MS, signed, to });
      }
    }
    if (decided === honest.length) return round;
  }
  return Number.POSITIVE_INFINITY;
}

test("who proposes to some before its turn cannot split round after round", () => {
  expect(roundsUntilDecided()).toBeLessThan(8);
});

test("a new value waits for its proposer's turn; the first in turn does not, nor a value proposed again", () => {
  const seat = patientSeat(4).reports();
  const [first, second, third] = others(seat) as [number, number, number];
  seat.hear([third], 0, propose(W));
  expect(seat.at(0)).toEqual([]);
  expect(seat.at(2 * RANK_MS - 1)).toEqual([]);
  seat.hear([second], 0, propose(V));
  expect(seat.at(2 * RANK_MS - 1)).toEqual(["0 prevote V"]);
  const other = patientSeat(4).reports().hear([first], 0, propose(W));
  expect(other.at(0)).toEqual(["0 prevote W"]);
});

test("what r+1 seats vote for waits no longer: an honest one has waited for it", () => {
  const seat = patientSeat(4).reports();
  const [first, second, third] = others(seat) as [number, number, number];
  seat.hear([third], 0, propose(V)).hear([second], 0, prevote(v));
  expect(seat.at(0)).toEqual([]);
  seat.hear([first], 0, prevote(v));
  expect(seat.at(0)).toEqual(["0 prevote V", "0 precommit V"]);
});

test("a value waits for 32 first turns at most, and for half a round", () => {
  const late = (round: number) => {
    const seat = new Seat(50, lastSignOf({ round, step: "propose" }));
    const last = turnsOf(seat.seats, null, 1, round).at(-1) as DeviceKey;
    return seat.reports().hear([seat.seats.indexOf(last)], round, propose(V));
  };
  const [first, fifth] = [late(0), late(5)];
  for (const seat of [first, fifth]) expect(seat.at(0)).toEqual([]);
  expect(first.at(ROUND_MS / 2 - 1)).toEqual([]);
  expect(first.at(ROUND_MS / 2)).toEqual(["0 prevote V"]);
  expect(fifth.at(32 * RANK_MS - 1)).toEqual([]);
  expect(fifth.at(32 * RANK_MS)).toEqual(["5 prevote V"]);
});

test("while fewer than q reports are held nobody votes, and the round does not begin: who has voted gives no report any more", () => {
  const seat = patientSeat(4);
  seat.hear(others(seat).slice(0, 1), 0, propose(V));
  expect(seat.at(0)).toEqual([]);
  expect(seat.at(3 * ROUND_MS)).toEqual([]);
  seat.reports();
  expect(seat.at(3 * ROUND_MS)).toEqual(["0 prevote V"]);
});
