import { expect, test } from "vitest";
import type { MemberId } from "../../src/base/id.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import type { Mandate } from "../../src/seal/mandate.ts";
import type { Proposal, RecoveryProposal } from "../../src/seal/message.ts";
import { isSplit, REPORTS_OF_SEAT_MAX, ROUNDS_MAX, VoteBox, winnerOf } from "../../src/seal/vote-box.ts";
import { deviceKey, hex32, proposalOf, reportOf, said, sealId } from "./samples.ts";

const SEATS = ["a", "b", "c", "d"].map(deviceKey);
const [a, b, c] = SEATS as [(typeof SEATS)[0], (typeof SEATS)[0], (typeof SEATS)[0]];
const idOf = (proposal: Proposal) => sealIdOf(proposal.header);
const v = sealId("v");
const w = sealId("w");

test("two words for one place are evidence, and each counts for what it says", () => {
  const box = new VoteBox(SEATS);
  const first = said(a, 0, { step: "prevote", value: v });
  const second = said(a, 0, { step: "prevote", value: w });
  expect(box.add(first, idOf)).toBe("kept");
  expect(box.add(first, idOf)).toBe("known");
  expect(box.doubles).toEqual([]);
  expect(box.add(second, idOf)).toBe("kept");
  expect(box.add(second, idOf)).toBe("known");
  expect(box.doubles).toEqual([{ first, second }]);
  expect(box.of(a, 0, "prevote")).toBe(first);
  // others may have met only the second: with both, their quorum is seen here too
  expect(box.tally(0, "prevote")).toEqual({
    values: new Map([
      [v, 1],
      [w, 1],
    ]),
    voted: 1,
  });
});

test("a third word for one place is kept only where something else names it", () => {
  const box = new VoteBox(SEATS);
  const proposal = proposalOf("third");
  const third = said(a, 0, { step: "prevote", value: idOf(proposal) });
  for (const value of [v, w]) box.add(said(a, 0, { step: "prevote", value }), idOf);
  expect(box.add(third, idOf)).toBe("refused");
  expect(box.add(said(a, 0, { step: "prevote", value: null }), idOf)).toBe("refused");
  box.add(said(b, 0, { step: "propose", proposal }), idOf);
  expect(box.add(third, idOf)).toBe("kept");
  expect(box.tally(0, "prevote").values.get(idOf(proposal))).toBe(1);
});

test("of a seat's many reports those that proposals name are kept, up to a bound", () => {
  const box = new VoteBox(SEATS);
  const reports = Array.from({ length: 8 }, (_, i) =>
    said(a, 0, { step: "report", report: reportOf({}, i) }),
  );
  expect(reports.map((report) => box.add(report, idOf)).filter((kept) => kept === "kept")).toHaveLength(2);
  expect(box.add(reports[5] as (typeof reports)[0], idOf)).toBe("refused");
  const naming = { ...proposalOf("n"), reports: reports.map(({ hash }) => hash) };
  box.add(said(b, 0, { step: "propose", proposal: naming }), idOf);
  const kept = reports.filter((report) => box.add(report, idOf) !== "refused");
  expect(kept).toHaveLength(REPORTS_OF_SEAT_MAX);
  for (const { hash } of kept) expect(box.named(hash)).toBeDefined();
  expect(box.reports()).toHaveLength(1);
});

test("a seat that gave two reports comes after the others", () => {
  const box = new VoteBox(SEATS);
  for (const nowMs of [1, 2]) box.add(said(a, 0, { step: "report", report: reportOf({}, nowMs) }), idOf);
  box.add(said(b, 0, { step: "report", report: reportOf({}) }), idOf);
  expect(box.reports().map(({ message }) => message.device)).toEqual([b, a]);
});

test("words of other steps and rounds are others", () => {
  const box = new VoteBox(SEATS);
  for (const round of [0, 1])
    for (const step of ["prevote", "precommit"] as const)
      expect(box.add(said(a, round, { step, value: round === 0 ? v : w }), idOf)).toBe("kept");
  expect(box.doubles).toEqual([]);
});

test("who has no seat is not heard, and no round beyond the last", () => {
  const box = new VoteBox(SEATS);
  expect(box.add(said(deviceKey("stranger"), 0, { step: "prevote", value: v }), idOf)).toBe("refused");
  expect(box.add(said(a, ROUNDS_MAX, { step: "prevote", value: v }), idOf)).toBe("refused");
  expect(box.add(said(a, ROUNDS_MAX - 1, { step: "prevote", value: v }), idOf)).toBe("kept");
  expect([...box.all()]).toHaveLength(1);
});

test("reports, proposals and precommits are found by round and value", () => {
  const box = new VoteBox(SEATS);
  const proposal = proposalOf("v");
  const value = idOf(proposal);
  box.add(said(a, 0, { step: "report", report: reportOf({}) }), idOf);
  box.add(said(b, 1, { step: "propose", proposal }), idOf);
  box.add(said(b, 1, { step: "precommit", value }), idOf);
  box.add(said(c, 1, { step: "precommit", value: null }), idOf);
  expect(box.reports()).toHaveLength(1);
  expect(box.proposals(0)).toEqual([]);
  expect(box.proposals(1)).toEqual([proposal]);
  expect(box.proposalOf(value)).toBe(proposal);
  expect(box.precommits(1, value).map(({ message }) => message.device)).toEqual([b]);
});

test("a later round is ahead once enough different seats speak in it", () => {
  const box = new VoteBox(SEATS);
  box.add(said(a, 3, { step: "prevote", value: null }), idOf);
  box.add(said(a, 3, { step: "precommit", value: null }), idOf);
  expect(box.roundAhead(0, 2)).toBeUndefined();
  box.add(said(b, 3, { step: "prevote", value: v }), idOf);
  box.add(said(c, 2, { step: "prevote", value: v }), idOf);
  expect(box.roundAhead(0, 2)).toBe(3);
  expect(box.roundAhead(3, 2)).toBeUndefined();
});

test("nil never wins; votes are split once no value can reach the quorum", () => {
  const tally = (...values: (typeof v | null)[]) => {
    const counts = new Map<typeof v | null, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return { values: counts, voted: values.length };
  };
  expect(winnerOf(tally(null, null, null), 3)).toBeUndefined();
  expect(winnerOf(tally(v, v, v), 3)).toBe(v);
  expect(winnerOf(tally(v, v, null), 3)).toBeUndefined();
  expect(isSplit(tally(v, v, null), 3, 4)).toBe(false);
  expect(isSplit(tally(v, null, null), 3, 4)).toBe(true);
  expect(isSplit(tally(v, v, w, w), 3, 4)).toBe(true);
  expect(isSplit(tally(), 3, 4)).toBe(false);
});

test("devices with one voice count once, whatever they say", () => {
  const box = new VoteBox<RecoveryProposal>([], "mandate");
  for (const [device, voice] of [
    [a, "Ada"],
    [b, "Ada"],
    [c, "Cy"],
  ] as const)
    box.admit(device, voice);
  const never = () => v;
  for (const device of [a, b]) {
    box.add(said(device, 0, { step: "precommit", value: v }), never);
    box.add(said(device, 0, { step: "mandate", mandate: mandateOf("Ada") }), never);
    box.add(said(device, 3, { step: "prevote", value: null }), never);
  }
  expect(box.tally(0, "precommit")).toEqual({ values: new Map([[v, 1]]), voted: 1 });
  expect(box.precommits(0, v)).toHaveLength(1);
  expect(box.reports()).toHaveLength(1);
  expect(box.roundAhead(0, 2)).toBeUndefined();
  box.add(said(c, 0, { step: "precommit", value: v }), never);
  box.add(said(c, 3, { step: "prevote", value: null }), never);
  expect(box.precommits(0, v)).toHaveLength(2);
  expect(box.roundAhead(0, 2)).toBe(3);
});

function mandateOf(name: string): Mandate {
  const keys = { member: hex32(name) as MemberId, boxKey: hex32("box"), signature: new Uint8Array(64) };
  return { ...keys, height: 0, sealId: null, lock: null };
}
