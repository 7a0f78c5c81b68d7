import { describe, expect, test } from "vitest";
import { cutHash, cutOf, idsOf, throughMsOf } from "../../src/seal/cut.ts";
import { liarsBorne, quorumOf } from "../../src/seal/quorum.ts";
import type { Report } from "../../src/seal/report.ts";
import { fc } from "../property.ts";
import { byText, deviceKey, eventId, reportOf } from "./samples.ts";

const ids = (...names: string[]) => names.map(eventId);
const A = deviceKey("A");

describe("the cut rule", () => {
  test("an entry is in once r+1 reports hold it", () => {
    const reports = [reportOf({ A: ["1", "2", "3"] }), reportOf({ A: ["1", "2"] }), reportOf({ A: ["1"] })];
    expect(cutOf(reports, 0).feeds).toEqual([{ device: A, ids: ids("1", "2", "3") }]);
    expect(cutOf(reports, 1).feeds).toEqual([{ device: A, ids: ids("1", "2") }]);
    expect(cutOf(reports, 2).feeds).toEqual([{ device: A, ids: ids("1") }]);
    expect(cutOf(reports, 3)).toEqual({ feeds: [], ended: [] });
  });

  test("two ids for one place with r+1 each end the feed before them", () => {
    const one = reportOf({ A: ["1", "2", "3"] });
    const other = reportOf({ A: ["1", "2'", "3'"] });
    expect(cutOf([one, one, other, other], 1)).toEqual({
      feeds: [{ device: A, ids: ids("1") }],
      ended: [A],
    });
    expect(cutOf([one, one, other], 1)).toEqual({
      feeds: [{ device: A, ids: ids("1", "2", "3") }],
      ended: [],
    });
  });

  test("two ids for the very first place end a feed of which nothing is in", () => {
    const cut = cutOf([reportOf({ A: ["1"] }), reportOf({ A: ["1'"] })], 0);
    expect(cut).toEqual({ feeds: [], ended: [A] });
  });

  test("an entry counts only together with its predecessor, so liars cannot graft one branch on another", () => {
    const honest = reportOf({ A: ["a", "x"] });
    const other = reportOf({ A: ["b"] });
    const liar = reportOf({ A: ["b", "x"] });
    expect(cutOf([honest, other, liar], 1)).toEqual({ feeds: [{ device: A, ids: ids("b") }], ended: [] });
  });

  test("feeds are by device, ascending; the hash tells any difference", () => {
    const cut = cutOf([reportOf({ A: ["1"], B: ["2"], C: ["3"] })], 0);
    const devices = cut.feeds.map(({ device }) => device);
    expect(devices).toEqual(devices.toSorted(byText));
    expect(idsOf(cut)).toHaveLength(3);
    const others = [
      cutOf([reportOf({ A: ["1"], B: ["2"] })], 0),
      { ...cut, ended: [A] },
      { feeds: [], ended: [] },
    ];
    for (const different of others) expect(cutHash(different)).not.toBe(cutHash(cut));
  });
});

/** One world: honest feeds (some forked), n seats, up to r liars who say anything. */
const world = fc
  .record({
    seats: fc.constantFrom(1, 4, 5, 7, 10),
    holds: fc.array(fc.record({ A: fc.nat(6), B: fc.nat(6), F: fc.nat(6), branch: fc.boolean() }), {
      minLength: 10,
      maxLength: 10,
    }),
    lies: fc.array(
      fc.record({
        A: fc.array(fc.constantFrom("A0", "A1", "A2", "z", "A3"), { maxLength: 6 }),
        F: fc.array(fc.constantFrom("F0", "F1", "F2'", "F2", "F3'", "z"), { maxLength: 6 }),
      }),
      { minLength: 3, maxLength: 3 },
    ),
    order: fc.array(fc.nat(), { minLength: 10, maxLength: 10 }),
  })
  .map(({ seats, holds, lies, order }) => {
    const r = liarsBorne(seats);
    const names = (feed: string, count: number, mark = "") =>
      Array.from({ length: count }, (_, i) => `${feed}${i}${i >= 2 ? mark : ""}`);
    const honest = holds.slice(0, seats - Math.min(r, 3)).map(({ A: a, B, F, branch }, i) => {
      const feeds = { A: names("A", a), B: names("B", B), F: names("F", F, branch ? "'" : "") };
      return reportOf(without(feeds), i);
    });
    const liars = lies.slice(0, seats - honest.length).map((lie) => reportOf(without(unique(lie))));
    const all = [...honest, ...liars].map((report, i) => ({
      report,
      key: order[i] as number,
      honest: i < honest.length,
    }));
    const chosen = all.toSorted((a, b) => a.key - b.key).slice(0, quorumOf(seats));
    return { seats, r, honest, chosen };
  });

function without<T extends Readonly<Record<string, readonly string[]>>>(feeds: T) {
  return Object.fromEntries(Object.entries(feeds).filter(([, list]) => list.length > 0));
}

function unique(lie: Readonly<Record<string, readonly string[]>>) {
  return Object.fromEntries(Object.entries(lie).map(([feed, list]) => [feed, [...new Set(list)]]));
}

function holds(report: Report, id: string): boolean {
  return report.feeds.some((feed) => (feed.ids as readonly string[]).includes(id));
}

describe("with at most r liars, in whichever q reports are chosen", () => {
  test("the order of the reports does not matter", () => {
    fc.assert(
      fc.property(world, fc.nat(), ({ chosen, r }, turn) => {
        const reports = chosen.map(({ report }) => report);
        const turned = [...reports.slice(turn % reports.length), ...reports.slice(0, turn % reports.length)];
        expect(cutOf(turned.toReversed(), r)).toEqual(cutOf(reports, r));
      }),
    );
  });

  test("whatever is in was held by an honest seat, and what stands before it in its feed too", () => {
    fc.assert(
      fc.property(world, ({ chosen, honest, r }) => {
        const cut = cutOf(
          chosen.map(({ report }) => report),
          r,
        );
        for (const feed of cut.feeds)
          for (const [place, id] of feed.ids.entries()) {
            const holders = honest.filter((report) => {
              const own = report.feeds.find(({ device }) => device === feed.device)?.ids ?? [];
              return own[place] === id && feed.ids.slice(0, place).every((before, i) => own[i] === before);
            });
            expect(holders.length).toBeGreaterThan(0);
          }
      }),
      { numRuns: 300 },
    );
  });

  test("what q honest seats hold is in, unless its feed ended before it by a fork", () => {
    fc.assert(
      fc.property(world, ({ chosen, honest, seats, r }) => {
        const cut = cutOf(
          chosen.map(({ report }) => report),
          r,
        );
        const inside = new Set<string>(idsOf(cut));
        for (const report of honest)
          for (const { device, ids: held } of report.feeds)
            for (const id of held) {
              const everywhere = honest.filter((other) => holds(other, id)).length >= quorumOf(seats);
              if (everywhere && !cut.ended.includes(device)) expect(inside.has(id)).toBe(true);
            }
      }),
      { numRuns: 300 },
    );
  });

  test("nothing that at most r hold is in", () => {
    fc.assert(
      fc.property(world, ({ chosen, r }) => {
        const reports = chosen.map(({ report }) => report);
        for (const id of idsOf(cutOf(reports, r)))
          expect(reports.filter((report) => holds(report, id)).length).toBeGreaterThan(r);
      }),
    );
  });
});

describe("throughMs", () => {
  const at = (...clocks: number[]) => clocks.map((nowMs) => reportOf({}, nowMs));

  test("is the middle clock, the higher of two", () => {
    expect(throughMsOf(0, at(30, 10, 20))).toBe(20);
    expect(throughMsOf(0, at(40, 10, 20, 30))).toBe(30);
    expect(throughMsOf(0, at(7))).toBe(7);
    expect(throughMsOf(0, at(9, 100, 20))).toBe(20);
  });

  test("always moves on", () => {
    expect(throughMsOf(50, at(10, 20, 30))).toBe(51);
    expect(throughMsOf(50, at(50))).toBe(51);
    expect(throughMsOf(50, [])).toBe(51);
  });

  test("lies between two honest clocks while liars are at most r", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 4, 5, 7, 10, 31),
        fc.array(fc.nat(), { minLength: 31, maxLength: 31 }),
        (n, all) => {
          const q = quorumOf(n);
          const r = Math.min(liarsBorne(n), q);
          const honest = all.slice(r, q);
          const through = throughMsOf(-1, at(...all.slice(0, q)));
          if (honest.length <= r) return;
          expect(through).toBeLessThanOrEqual(Math.max(...honest));
          expect(through).toBeGreaterThanOrEqual(Math.min(...honest));
        },
      ),
    );
  });
});
