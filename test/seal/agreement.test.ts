import { describe, expect, test } from "vitest";
import type { DeviceKey } from "../../src/base/id.ts";
import { Agreement } from "../../src/seal/agreement.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import type { SealContent } from "../../src/seal/message.ts";
import {
  inShort,
  others,
  patientSeat,
  precommit,
  prevote,
  propose,
  RANK_MS,
  ROUND_MS,
  Seat,
  V,
  v,
  W,
  w,
} from "./agreement-seat.ts";
import { COMMUNITY, deviceKey, reportOf, said } from "./samples.ts";

describe("round 0", () => {
  test("one seat alone decides at once", () => {
    const seat = new Seat(1).reports();
    expect(seat.at(0)).toEqual(["0 propose V", "0 prevote V", "0 precommit V"]);
    expect(seat.agreement.advance(0)?.value).toBe(v);
  });

  test.each([4, 5, 7])("%i seats decide in round 0 on the first proposal", (count) => {
    const seat = patientSeat(count).reports();
    const rest = others(seat);
    const needed = seat.agreement.quorum - 1;
    expect(seat.at(0)).toEqual([]);
    seat.hear(rest.slice(0, 1), 0, propose(V));
    expect(seat.at(10)).toEqual(["0 prevote V"]);
    seat.hear(rest.slice(0, needed - 1), 0, prevote(v));
    expect(seat.at(20)).toEqual([]);
    seat.hear(rest.slice(0, needed), 0, prevote(v));
    expect(seat.at(30)).toEqual(["0 precommit V"]);
    expect(seat.lock).toEqual({ round: 0, value: v });
    seat.hear(rest.slice(0, needed), 0, precommit(v));
    const decision = seat.agreement.advance(40);
    expect(decision?.value).toBe(v);
    expect(decision?.precommits).toHaveLength(seat.agreement.quorum);
    expect(seat.agreement.round).toBe(0);
  });

  test("nothing begins without q reports or a proposal, however long it takes", () => {
    const seat = new Seat(4).hear([0, 1], 0, { step: "report", report: reportOf({}) });
    expect(seat.at(0)).toEqual([]);
    expect(seat.at(100 * ROUND_MS)).toEqual([]);
    seat.hear([2], 0, { step: "report", report: reportOf({}) });
    seat.at(200 * ROUND_MS);
    expect(seat.at(200 * ROUND_MS + 4 * RANK_MS)[0]).toBe("0 propose V");
  });

  test("a seat proposes when its rank's time has come, unless a valid proposal is here", () => {
    const seat = patientSeat(4).reports();
    expect(seat.at(0)).toEqual([]);
    expect(seat.at(3 * RANK_MS - 1)).toEqual([]);
    expect(seat.at(3 * RANK_MS)).toEqual(["0 propose V", "0 prevote V"]);
  });

  test("an invalid proposal gets no vote, and the next in rank proposes (line 26)", () => {
    const seat = patientSeat(4).reports();
    seat.judgements.set(w, "invalid");
    seat.hear(others(seat).slice(0, 1), 0, propose(W));
    expect(seat.at(0)).toEqual([]);
    expect(seat.at(3 * RANK_MS)).toEqual(["0 propose V", "0 prevote V"]);
  });

  test("what cannot be judged yet is judged as soon as it can", () => {
    const seat = patientSeat(4).reports();
    seat.judgements.set(w, "wait");
    seat.hear(others(seat).slice(0, 1), 0, propose(W));
    expect(seat.at(0)).toEqual([]);
    seat.judgements.set(w, "valid");
    expect(seat.at(1)).toEqual(["0 prevote W"]);
  });

  test("it votes once per round, whatever else is proposed", () => {
    const seat = patientSeat(4).reports();
    const [one, other] = others(seat) as [number, number];
    seat.hear([one], 0, propose(V));
    expect(seat.at(0)).toEqual(["0 prevote V"]);
    seat.hear([other], 0, propose(W));
    expect(seat.at(10)).toEqual([]);
  });
});

describe("rounds that fail", () => {
  test("no valid proposal in time: nil (line 57), and nil of a quorum ends the round (lines 44, 65)", () => {
    const seat = patientSeat(4).reports();
    seat.own = undefined;
    seat.at(0);
    expect(seat.at(ROUND_MS - 1)).toEqual([]);
    expect(seat.at(ROUND_MS)).toEqual(["0 prevote nil"]);
    seat.hear(others(seat).slice(0, 1), 0, prevote(null));
    expect(seat.at(ROUND_MS + 1)).toEqual(["0 precommit nil"]);
    seat.hear(others(seat).slice(0, 1), 0, precommit(null));
    seat.at(ROUND_MS + 2);
    expect(seat.agreement.round).toBe(1);
  });

  test("split votes end the round before its time", () => {
    const seat = patientSeat(4).reports();
    const [a, b, c] = others(seat) as [number, number, number];
    seat.hear([a], 0, propose(V)).hear([b], 0, propose(W));
    expect(seat.at(0)).toHaveLength(1);
    const other = inShort(seat.words.at(-1)?.content as SealContent) === "prevote V" ? w : v;
    seat.hear([b, c], 0, prevote(other));
    expect(seat.at(1)).toEqual([]);
    seat.hear([a], 0, prevote(other === v ? w : v));
    expect(seat.at(1)).toEqual(["0 precommit nil"]);
  });

  test("q votes of any kind start the wait, and when it is over the round ends (lines 34, 47)", () => {
    const seat = patientSeat(7).reports();
    const rest = others(seat);
    seat.hear(rest.slice(0, 1), 0, propose(V));
    expect(seat.at(0)).toEqual(["0 prevote V"]);
    // 4 for V, one nil: V may still reach 5 of 7
    seat.hear(rest.slice(0, 3), 0, prevote(v)).hear(rest.slice(3, 4), 0, prevote(null));
    expect(seat.at(10)).toEqual([]);
    expect(seat.at(9 + ROUND_MS)).toEqual([]);
    expect(seat.at(10 + ROUND_MS)).toEqual(["0 precommit nil"]);
    seat.hear(rest.slice(0, 4), 0, precommit(v));
    expect(seat.at(2_000)).toEqual([]);
    expect(seat.at(2_999)).toEqual([]);
    expect(seat.agreement.round).toBe(0);
    seat.at(3_000);
    expect(seat.agreement.round).toBe(1);
  });

  test("fewer than q votes wait without end: the others may be asleep", () => {
    const seat = patientSeat(5).reports();
    seat.hear(others(seat).slice(0, 1), 0, propose(V));
    seat.at(0);
    seat.hear(others(seat).slice(0, 2), 0, prevote(v));
    expect(seat.at(1_000 * ROUND_MS)).toEqual([]);
    expect(seat.agreement.round).toBe(0);
  });

  test("each round may take twice as long", () => {
    const seat = patientSeat(4).reports();
    seat.own = undefined;
    const rest = others(seat);
    for (const round of [0, 1]) seat.hear(rest, round, precommit(null));
    for (const round of [0, 1]) seat.hear(rest, round, prevote(null));
    seat.at(0);
    expect(seat.agreement.round).toBe(1);
    seat.at(2 * ROUND_MS);
    expect(seat.words.map(({ round, content }) => `${round} ${inShort(content)}`)).toContain("1 prevote nil");
    expect(seat.at(2 * ROUND_MS - 1)).not.toContain("1 prevote nil");
  });

  test("r+1 seats in a later round: it follows them (line 55); r do not move it", () => {
    const seat = patientSeat(4).reports();
    const [a, b] = others(seat) as [number, number];
    seat.at(0);
    seat.hear([a], 5, prevote(null));
    seat.at(1);
    expect(seat.agreement.round).toBe(0);
    seat.hear([b], 5, prevote(v));
    seat.at(2);
    expect(seat.agreement.round).toBe(5);
  });
});

describe("decisions", () => {
  test("q precommits of any round decide at any later time (line 49)", () => {
    const seat = patientSeat(4).reports();
    const rest = others(seat);
    seat.hear(rest, 5, prevote(null));
    seat.at(0);
    expect(seat.agreement.round).toBe(5);
    seat.hear(rest.slice(0, 1), 2, propose(V)).hear(rest, 2, precommit(v));
    expect(seat.agreement.advance(1)).toMatchObject({ value: v, round: 2 });
  });

  test("not without the proposal, and not before it was judged", () => {
    const seat = patientSeat(4).reports();
    const rest = others(seat);
    seat.hear(rest, 0, precommit(v));
    expect(seat.agreement.advance(0)).toBeUndefined();
    seat.judgements.set(v, "wait");
    seat.hear(rest.slice(0, 1), 0, propose(V));
    expect(seat.agreement.advance(1)).toBeUndefined();
    seat.judgements.set(v, "valid");
    expect(seat.agreement.advance(2)?.value).toBe(v);
  });

  test("precommits of different rounds do not add up", () => {
    const seat = patientSeat(4).reports();
    const [a, b, c] = others(seat) as [number, number, number];
    seat.hear([a], 0, propose(V)).hear([a, b], 0, precommit(v)).hear([c], 1, precommit(v));
    expect(seat.agreement.advance(0)).toBeUndefined();
  });

  test("who has no seat says nothing, and learns the decision all the same", () => {
    const seats = ["a", "b", "c", "d"].map(deviceKey);
    const places = { community: COMMUNITY, epoch: 0, height: 1, prevSeal: null };
    const setup = { ...places, seats, quorum: 3, liars: 1, rankMs: 1, roundMs: 1 };
    const agreement = new Agreement(
      { ...setup, self: null, lastSign: null },
      {
        valueOf: ({ header }) => sealIdOf(header),
        isTimeToPrevote: () => true,
        isTimeToDecide: () => true,
        judge: () => "valid",
        compose: () => V,
        sign: () => {
          throw new Error("no seat signs nothing");
        },
      },
    );
    for (const seat of seats) agreement.add(said(seat, 0, { step: "report", report: reportOf({}) }));
    agreement.advance(10_000);
    agreement.add(said(seats[0] as DeviceKey, 0, propose(V)));
    for (const seat of seats.slice(1)) agreement.add(said(seat, 0, precommit(v)));
    expect(agreement.advance(10_001)?.value).toBe(v);
  });
});
