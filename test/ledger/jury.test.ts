import { describe, expect, test } from "vitest";
import { concatBytes, fromHex, toHex, uint64 } from "../../src/base/bytes.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { EventId, MemberId } from "../../src/base/id.ts";
import { compareText } from "../../src/base/order.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { REVEALS_KEPT_MS } from "../../src/events/kinds/beacon.ts";
import { electorsOf } from "../../src/state/electors.ts";
import { DRAW_WITHIN_MS } from "../../src/state/jury-limits.ts";
import { communityOf } from "../../src/state/state.ts";
import { fc } from "../property.ts";
import { DAY, type Said } from "./aid-fixture.ts";
import { JuryVillage, say, secretOf } from "./jury-village.ts";

describe("a jury is drawn", () => {
  test("where more than the terms' number would be asked, and not for one elector less", () => {
    const few = new JuryVillage(41);
    const asked = few.filed();
    expect(few.community.claim(asked).status).toBe("voting");
    expect(few.state.ballots.must(asked)).toMatchObject({ electors: 40, byJury: false });
    const many = new JuryVillage(42);
    const claim = many.filed();
    expect(many.community.claim(claim)).toMatchObject({
      status: "filed",
      untilMs: many.community.nowMs + 7 * DAY,
    });
    expect(many.state.ballots.has(claim)).toBe(false);
    expect(many.try(say(many.m(1), "vote", { ballot: claim, choice: "no", amount: null }))).toBe(
      "ballot-unknown",
    );
  });

  test("at the seal by which five others have told what they had committed to by the claim's own", () => {
    const village = new JuryVillage(60);
    const [claimant, ...others] = village.members.slice(0, 9) as [MemberId, ...MemberId[]];
    const [early, late, same, ...four] = others as [MemberId, MemberId, MemberId, ...MemberId[]];
    village.seal(...village.commits(claimant, early, late, ...four.slice(0, 4)));
    // what is told with the claim was not told since it
    const said = [...village.commits(same), ...village.tells(early), village.claimOf(claimant)];
    const claim = village.seal(...said)[2] as EventId;
    const status = () => village.community.claim(claim).status;
    // another secret than the one committed to by then
    village.seal(...village.commits(late));
    village.seal(...village.tells(claimant, late, ...four.slice(0, 4)));
    expect(status()).toBe("filed");
    // once more by one who has told
    village.seal(...village.tells(four[0] as MemberId));
    expect(status()).toBe("filed");
    village.seal(...village.tells(same));
    expect(status()).toBe("drawn");
    expect(village.community.claim(claim).untilMs).toBe(village.community.nowMs + 14 * DAY);
  });

  test("of 21 seats and 10 reserves by the formula, with neither the claimant nor who filed it", () => {
    const village = new JuryVillage(60);
    const [ann, ben] = [village.m(0), village.m(1)];
    contact(village, ann, ben);
    const tellers = village.members.slice(20, 26);
    village.seal(...village.commits(...tellers, ben));
    village.seal(village.claimOf(ann));
    village.pass(DAY);
    const before = [...village.state.memberClaims.entries(village.plan + ann)].length;
    const [claim] = village.seal(village.claimOf(ben, { for: ann, amount: 9 })) as [EventId];
    const { filedHeight } = village.community.claim(claim);
    village.seal(...village.tells(...tellers, ben));
    const seed = communityOf(village.state).seed;
    const told = tellers.toSorted(compareText).map((member) => [member, secretOf(`${member} 0`)]);
    const rank = (member: MemberId) => {
      const parts = [seed, ...told.flat(), ann].map((hex) => fromHex(hex as string));
      const bytes = [utf8Encode("huzhu/lot/1\0"), ...parts, uint64(before), fromHex(member)];
      return toHex(sha256(concatBytes(...bytes)));
    };
    const asked = { plan: village.plan, openedHeight: filedHeight, excluded: [ann, ben] };
    const electors = electorsOf(village.state, asked).toSorted((a, b) => compareText(rank(a), rank(b)));
    expect(before).toBe(1);
    expect(village.jurors(claim, "seat")).toEqual(electors.slice(0, 21));
    expect(village.jurors(claim, "reserve")).toEqual(electors.slice(21, 31));
  });

  test("the same whatever the order in which the cut's events came", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.nat(4), (chance, more) => {
        const draws = [false, true].map((turned) => {
          const village = new JuryVillage(48);
          const tellers = village.members.slice(30, 36 + more);
          village.seal(...village.commits(...tellers));
          const claim = village.filed();
          const said = [...village.tells(...tellers), say(village.m(7), "recuse", { ballot: claim })];
          village.seal(...(turned ? shuffled(said, () => Number(chance.next().value)) : said));
          return village.jurors(claim, "seat");
        });
        expect(draws[1]).toEqual(draws[0]);
        expect(draws[0]).toHaveLength(21);
      }),
      { numRuns: 15 },
    );
  });

  test("not within seven days: all electors are asked", () => {
    const village = new JuryVillage(60);
    const claim = village.filed();
    const filedMs = village.community.nowMs;
    village.sealAt(filedMs + 7 * DAY - 1);
    expect(village.community.claim(claim).status).toBe("filed");
    village.sealAt(filedMs + 7 * DAY);
    expect(village.community.claim(claim)).toMatchObject({ status: "voting", untilMs: filedMs + 14 * DAY });
    expect(village.state.ballots.must(claim)).toMatchObject({ electors: 59, byJury: false });
    expect(village.state.lots.size).toBe(0);
  });

  test("while its secrets are remembered", () => {
    expect(DRAW_WITHIN_MS).toBeLessThanOrEqual(REVEALS_KEPT_MS);
  });

  test("of those who are members still", () => {
    const village = new JuryVillage(42);
    village.seal(...village.commits(...village.members.slice(-6)));
    const claim = village.filed();
    const leavers = village.members.slice(1, 12);
    const leftMs = village.community.nowMs;
    for (const left of leavers)
      village.state.members.set(left, { ...village.state.members.must(left), leftMs });
    village.seal(...village.tells(...village.members.slice(-6)));
    for (const left of leavers) expect(village.state.jurors.has(claim + left)).toBe(false);
    expect([...village.state.jurors.entries(claim)]).toHaveLength(30);
  });

  test("whoever steps back before the lot is not in it, nor asked afterwards", () => {
    const village = new JuryVillage(42);
    const claim = village.filed();
    const back = village.members.slice(1, 6);
    village.seal(...back.map((member) => say(member, "recuse", { ballot: claim })));
    expect(village.try(say(village.m(1), "recuse", { ballot: claim }))).toBe("not-an-elector");
    village.pass(7 * DAY);
    expect(village.state.ballots.must(claim).electors).toBe(36);
    expect(village.try(say(village.m(1), "vote", { ballot: claim, choice: "no", amount: null }))).toBe(
      "not-an-elector",
    );
  });
});

describe("the evidence", () => {
  test("put before the jury opens its ballot, of 21 seats", () => {
    const village = new JuryVillage(60);
    const claim = village.drawn();
    const seats = village.jurors(claim, "seat");
    expect(village.try(village.evidence(claim, seats[0]))).toBe("not-the-claimant");
    village.seal(village.evidence(claim));
    expect(village.state.ballots.must(claim)).toMatchObject({ electors: 21, byJury: true, about: "claim" });
    expect(village.community.claim(claim)).toMatchObject({
      status: "voting",
      untilMs: village.community.nowMs + 7 * DAY,
    });
    village.seal(village.evidence(claim), ...village.votes(claim, "yes", seats));
    expect([...village.state.evidence.entries(claim)]).toHaveLength(2);
  });

  test("that is not there in fourteen days withdraws the claim, for good", () => {
    const village = new JuryVillage(60);
    const claim = village.drawn();
    const again = village.claimOf(village.m(0));
    village.pass(14 * DAY - 1);
    expect(village.community.claim(claim).status).toBe("drawn");
    village.pass(1);
    expect(village.community.claim(claim)).toMatchObject({ status: "withdrawn", untilMs: null });
    expect(village.try(village.evidence(claim))).toBe("claim-decided");
    expect(village.try(again)).toBe("claim-duplicate");
  });

  test("is looked at by who votes: the latest word of each stands", () => {
    const village = new JuryVillage(60);
    const claim = village.heard();
    const [juror] = village.jurors(claim, "seat") as [MemberId];
    const [reserve] = village.jurors(claim, "reserve") as [MemberId];
    const seen = (member: MemberId, matches: boolean, device = 0) =>
      say(member, "seen", { claim, matches }, device);
    village.seal(seen(juror, true));
    village.seal(seen(juror, false));
    expect(village.state.seen.must(claim + juror)).toMatchObject({ matches: false });
    expect(village.try(seen(reserve, true))).toBe("not-an-elector");
    const [one, other] = village.community.seal(
      village.community.nowMs + 1,
      seen(juror, true),
      seen(juror, false, 1),
    );
    for (const each of [one, other])
      expect(village.community.outcomes.get(each as EventId)).toBe("devices-differ");
  });
});

/** On the record of the one, and accepted by the other. */
function contact({ state }: JuryVillage, member: MemberId, other: MemberId): void {
  state.contacts.set(member + other, {
    named: "aa".repeat(32) as EventId,
    accepted: "bb".repeat(32) as EventId,
  });
}

function shuffled(said: readonly Said[], draw: () => number): readonly Said[] {
  return said
    .map((each) => ({ each, lot: draw() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ each }) => each);
}
