import { expect, test } from "vitest";
import type { ClaimId, EventId, MemberId } from "../../src/base/id.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { digestState } from "../../src/state/digest.ts";
import { AidCommunity, DAY, id, type Said } from "./aid-fixture.ts";
import { JuryVillage, say } from "./jury-village.ts";

const nobody = id("nobody");

/** A village and what is refused there. */
type Case = readonly [RefusalCode, string, () => readonly [JuryVillage, Said]];

/** A claim of the first of ten on which the others are asked. */
function asked(
  then: (village: JuryVillage, claim: ClaimId) => Said,
  size = 10,
): readonly [JuryVillage, Said] {
  const village = new JuryVillage(size, {}, 1);
  return [village, then(village, village.filed())];
}

/** The same, decided by the others, in its notice. */
function decided(choice: "yes" | "no", then: (village: JuryVillage, claim: ClaimId) => Said) {
  return asked((village, claim) => {
    village.seal(...village.votes(claim, choice, village.members.slice(1, 10)));
    village.pass(8 * DAY);
    return then(village, claim);
  });
}

function final(then: (village: JuryVillage, claim: ClaimId) => Said) {
  return decided("no", (village, claim) => {
    village.pass(8 * DAY);
    return then(village, claim);
  });
}

function jury(then: (village: JuryVillage, claim: ClaimId) => Said): readonly [JuryVillage, Said] {
  const village = new JuryVillage(60);
  return [village, then(village, village.heard())];
}

function on(kind: Said["kind"], claim: EventId, member: MemberId): Said {
  return say(member, kind, kind === "seen" ? { claim, matches: true } : { claim });
}

function recuse(ballot: EventId, member: MemberId): Said {
  return say(member, "recuse", { ballot });
}

const CASES: readonly Case[] = [
  ["not-a-contact", "claim for somebody", () => asked((v) => v.claimOf(v.m(2), { for: v.m(1) }))],
  ["claim-unknown", "evidence for nothing", () => asked((v) => v.evidence(nobody as ClaimId))],
  ["not-the-claimant", "evidence for another's claim", () => asked((v, c) => v.evidence(c, v.m(1)))],
  ["claim-decided", "evidence in the notice", () => decided("yes", (v, c) => v.evidence(c))],
  ["claim-decided", "evidence once it is final", () => final((v, c) => v.evidence(c))],
  ["claim-unknown", "seen for nothing", () => asked((v) => on("seen", nobody, v.m(1)))],
  ["ballot-unknown", "seen before the jury's ballot opens", () => asked((v, c) => on("seen", c, v.m(1)), 60)],
  ["ballot-closed", "seen once it is decided", () => final((v, c) => on("seen", c, v.m(1)))],
  ["not-an-elector", "seen by the claimant", () => asked((v, c) => on("seen", c, v.m(0)))],
  [
    "not-an-elector",
    "seen by a reserve",
    () => jury((v, c) => on("seen", c, v.jurors(c, "reserve")[0] as MemberId)),
  ],
  ["evidence-none", "seen, and nothing is there", () => asked((v, c) => on("seen", c, v.m(1)))],
  ["ballot-unknown", "step back from nothing", () => asked((v) => recuse(nobody, v.m(1)))],
  ["ballot-closed", "step back once it is decided", () => final((v, c) => recuse(c, v.m(1)))],
  ["not-an-elector", "the claimant steps back", () => asked((v, c) => recuse(c, v.m(0)))],
  ["not-an-elector", "somebody outside the plan steps back", () => asked((v, c) => recuse(c, v.m(10)))],
  ["not-an-elector", "step back from a lot that one is not in", () => asked((v, c) => recuse(c, v.m(0)), 60)],
  ["not-an-elector", "step back from another's seat", () => jury((v, c) => recuse(c, notDrawn(v, c)))],
  ["claim-unknown", "appeal nothing", () => asked((v) => on("appeal", nobody, v.m(0)))],
  ["notice-none", "appeal before the decision", () => asked((v, c) => on("appeal", c, v.m(0)))],
  ["notice-none", "appeal after the notice", () => final((v, c) => on("appeal", c, v.m(0)))],
  ["not-the-claimant", "appeal another's no", () => decided("no", (v, c) => on("appeal", c, v.m(1)))],
  ["not-enrolled", "appeal a yes from outside", () => decided("yes", (v, c) => on("appeal", c, v.m(10)))],
  ["not-an-elector", "appeal one's own yes", () => decided("yes", (v, c) => on("appeal", c, v.m(0)))],
  [
    "appealed-already",
    "appeal a yes twice",
    () =>
      decided("yes", (v, c) => {
        v.seal(on("appeal", c, v.m(1)));
        return on("appeal", c, v.m(1));
      }),
  ],
  ["claim-unknown", "withdraw nothing", () => asked((v) => on("withdraw", nobody, v.m(0)))],
  ["not-the-claimant", "withdraw another's", () => asked((v, c) => on("withdraw", c, v.m(1)))],
  ["claim-decided", "withdraw what is final", () => final((v, c) => on("withdraw", c, v.m(0)))],
];

test.each(CASES)("%s: %s", (code, _what, make) => {
  const [{ community }, last] = make();
  const [refused, silent] = [copyOf(community), copyOf(community)];
  const atMs = community.nowMs + 1;
  expect(refused.try(last, atMs)).toBe(code);
  silent.seal(atMs);
  expect(digestState(refused.state), "a refused event leaves the digest alone").toBe(
    digestState(silent.state),
  );
});

test("devices-differ: two devices of a reviewer say both", () => {
  const [village, word] = asked((v, c) => {
    v.seal(v.evidence(c));
    return on("seen", c, v.m(1));
  });
  const other = { ...word, device: 1, body: { ...word.body, matches: false } };
  const ids = village.community.seal(village.community.nowMs + 1, word, other);
  expect(ids.map((each) => village.community.outcomes.get(each))).toEqual([
    "devices-differ",
    "devices-differ",
  ]);
  expect(village.state.seen.size).toBe(0);
});

function notDrawn(village: JuryVillage, claim: ClaimId): MemberId {
  const drawn = [...village.jurors(claim, "seat"), ...village.jurors(claim, "reserve"), village.m(0)];
  return village.members.find((member) => !drawn.includes(member)) as MemberId;
}

function copyOf(community: AidCommunity): AidCommunity {
  const copy = new AidCommunity([]);
  copy.ledgers.push(community.ledger);
  return copy;
}
