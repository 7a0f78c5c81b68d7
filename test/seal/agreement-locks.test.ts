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
  W,
  w,
} from "./agreement-seat.ts";

describe("locks", () => {
  /** Locked on V in round 0, now in round 1. */
  function locked(count = 4): Seat {
    const seat = patientSeat(count).reports();
    const rest = others(seat);
    seat.own = W;
    seat.hear(rest.slice(0, 1), 0, propose(V)).hear(rest.slice(0, seat.agreement.quorum - 1), 0, prevote(v));
    expect(seat.at(0)).toEqual(["0 prevote V", "0 precommit V"]);
    seat.hear(rest, 0, precommit(null));
    seat.at(1);
    expect(seat.agreement.round).toBe(1);
    return seat;
  }

  test("whoever is locked votes for no other new value (line 22), and proposes its own (line 16)", () => {
    const seat = locked();
    seat.hear(others(seat, 1).slice(0, 1), 1, propose(W));
    expect(seat.at(2)).toEqual([]);
    expect(seat.at(1 + 4 * RANK_MS)).toEqual(["1 propose V of 0", "1 prevote V"]);
    expect(seat.lock).toEqual({ round: 0, value: v });
  });

  test("it votes for the value of its lock, new or proposed again", () => {
    for (const validRound of [null, 0]) {
      const seat = locked();
      seat.hear(others(seat, 1).slice(0, 1), 1, propose(V, validRound));
      expect(seat.at(2)).toEqual(["1 prevote V"]);
    }
  });

  test("another value needs q prevotes of a round not before the lock's (line 28)", () => {
    const seat = locked();
    const [a, b, c] = others(seat) as [number, number, number];
    // rounds 1 to 2 go by; in round 1 the others prevoted W
    seat.hear([a, b, c], 1, precommit(null)).hear([a, b], 1, prevote(null));
    seat.hear([a, b, c], 2, precommit(null));
    seat.at(3 + 2 * ROUND_MS);
    seat.at(4 + 4 * ROUND_MS);
    const late = patientSeat(4);
    expect(late.self).toBe(seat.self);
    seat.hear([a, b, c], 3, precommit(null));
    seat.at(5 + 4 * ROUND_MS);
    expect(seat.agreement.round).toBe(3);
    seat.hear([a], 3, propose(W, 2));
    expect(seat.at(6 + 4 * ROUND_MS)).not.toContain("3 prevote W");
    seat.hear([a, b, c], 2, prevote(w));
    expect(seat.at(7 + 4 * ROUND_MS)).toContain("3 prevote W");
    // a vote is no lock
    expect(seat.lock).toEqual({ round: 0, value: v });
  });

  test("q prevotes of an earlier round than the lock's free nobody", () => {
    const last = lastSignOf({ round: 2, step: "precommit", lockRound: 2, lockValue: v });
    const seat = patientSeat(4, last).reports();
    const [a, b, c] = others(seat) as [number, number, number];
    seat.hear([a, b, c], 2, precommit(null)).hear([a, b, c], 1, prevote(w));
    seat.at(0);
    expect(seat.agreement.round).toBe(3);
    seat.hear([a], 3, propose(W, 1));
    expect(seat.at(1)).toEqual([]);
  });

  test("a proposal that names its own or a later round as its valid round is no reason to vote", () => {
    const seat = patientSeat(4).reports();
    const rest = others(seat);
    seat.own = undefined;
    seat.hear(rest.slice(0, 1), 0, propose(W, 0)).hear(rest.slice(1, 2), 0, propose(W, 3));
    seat.hear(rest, 0, prevote(w));
    expect(seat.at(0)).toEqual([]);
  });

  test("q prevotes seen late make a value valid, never a lock (line 36)", () => {
    const seat = patientSeat(4).reports();
    const [a, b, c] = others(seat) as [number, number, number];
    seat.own = W;
    seat.hear([a, b, c], 1, prevote(null));
    seat.at(0);
    seat.hear([a], 0, propose(V)).hear([a, b, c], 0, prevote(v));
    expect(seat.agreement.round).toBe(1);
    expect(seat.at(4 * RANK_MS)[0]).toBe("1 propose V of 0");
    expect(seat.lock).toEqual({ round: -1, value: null });
  });
});

describe("after a restart", () => {
  test("it goes on in the round and step it was in, lock included", () => {
    const last = lastSignOf({ round: 3, step: "prevote", lockRound: 1, lockValue: v });
    const seat = patientSeat(4, last).reports();
    const [a, b, c] = others(seat) as [number, number, number];
    expect(seat.agreement.round).toBe(3);
    seat.hear([a], 3, propose(W)).hear([b], 3, propose(V, 1)).hear([a, b, c], 1, prevote(v));
    // it has prevoted before it stopped
    expect(seat.at(0)).toEqual([]);
    seat.hear([a, b, c], 3, prevote(null));
    expect(seat.at(1)).toEqual(["3 precommit nil"]);
    expect(seat.lock).toEqual({ round: 1, value: v });
  });

  test("what it said at another height binds it to nothing here", () => {
    const last = lastSignOf({ height: 9, round: 3, step: "precommit", lockRound: 3, lockValue: v });
    const seat = patientSeat(4, last).reports();
    expect(seat.agreement.round).toBe(0);
    seat.hear(others(seat).slice(0, 1), 0, propose(W));
    expect(seat.at(0)).toEqual(["0 prevote W"]);
  });
});
