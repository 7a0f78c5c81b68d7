import { describe, expect, test } from "vitest";
import {
  lastSignOf,
  others,
  patientSeat,
  precommit,
  prevote,
  propose,
  RANK_MS,
  ROUND_MS,
  type Seat,
  V,
  v,
} from "./agreement-seat.ts";

/** When it said its last word before it was switched off. */
const SPOKE_MS = 1_000;

describe("machines that are switched off between two visits", () => {
  /** Three of four have voted, and the fourth may still make it three for V. */
  function undecided(step: "prevote" | "precommit", word: typeof prevote): Seat {
    const seat = patientSeat(4, lastSignOf({ step, nowMs: SPOKE_MS })).reports();
    const [a, b] = others(seat) as [number, number];
    const self = seat.seats.indexOf(seat.self);
    seat.hear([a], 0, propose(V)).hear([self, a], 0, word(v));
    return seat.hear([b], 0, word(null));
  }

  test("what was waited for votes before a restart counts", () => {
    const seat = undecided("prevote", prevote);
    expect(seat.at(SPOKE_MS + ROUND_MS - 1)).toEqual([]);
    expect(seat.at(SPOKE_MS + ROUND_MS)).toEqual(["0 precommit nil"]);
  });

  test("so does what was waited for the round's end", () => {
    const seat = undecided("precommit", precommit);
    seat.at(SPOKE_MS + ROUND_MS - 1);
    expect(seat.agreement.round).toBe(0);
    seat.at(SPOKE_MS + ROUND_MS);
    expect(seat.agreement.round).toBe(1);
  });

  test("and what was waited for a proposal; a clock set back waits anew", () => {
    const last = lastSignOf({ step: "report", nowMs: SPOKE_MS });
    expect(
      patientSeat(4, last)
        .reports()
        .at(SPOKE_MS + ROUND_MS),
    ).toEqual(["0 prevote nil"]);
    expect(patientSeat(4, last).reports().at(0)).toEqual([]);
  });
});

describe("just awake", () => {
  test("nobody proposes or gives up before it has listened, but votes for what is there", () => {
    const seat = patientSeat(4).reports();
    seat.isAwake = false;
    expect(seat.at(0)).toEqual([]);
    expect(seat.at(4 * RANK_MS)).toEqual([]);
    expect(seat.at(2 * ROUND_MS)).toEqual([]);
    seat.hear(others(seat).slice(0, 1), 0, propose(V));
    expect(seat.at(2 * ROUND_MS)).toEqual(["0 prevote V"]);
  });

  test("the end of a round waits too", () => {
    const seat = patientSeat(4).reports();
    const [a, b] = others(seat) as [number, number];
    seat.hear([a], 0, propose(V)).hear([b], 0, prevote(null)).hear([a], 0, prevote(v));
    expect(seat.at(ROUND_MS)).toEqual(["0 prevote V"]);
    seat.isAwake = false;
    expect(seat.at(3 * ROUND_MS)).toEqual([]);
    seat.isAwake = true;
    expect(seat.at(3 * ROUND_MS)).toEqual(["0 precommit nil"]);
  });
});
