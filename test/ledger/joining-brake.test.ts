import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { useVerify } from "../../src/events/signature.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { FIRST_INVITES_MAX } from "../../src/state/growth-brake.ts";
import { nextDeadlineMs } from "../../src/state/next-deadline.ts";
import { asks, MONTH_MS as EVERY_MS, grown, stateOf } from "./grown.ts";
import { Person, World } from "./world.ts";

useVerify(nativeVerify());

const WIDE = { everyMs: EVERY_MS, perMember: 1_000, atLeast: 1_000, permille: 1_000 };

describe("the brake on growth", () => {
  const growth = { everyMs: EVERY_MS, perMember: 2, atLeast: 3, permille: 300 };

  test("at most so many by one inviter in any such time; the next waits until a place is free, to the millisecond", () => {
    for (const isFounder of [false, true]) {
      const { world, people } = grown(3, { growth });
      const ann = isFounder ? world.founder : (people[0] as Person);
      const first = asks(world, "first", ann);
      const freeMs = world.nowMs + EVERY_MS;
      const [second, third] = ["second", "third"].map((name) => asks(world, name, ann)) as [Person, Person];
      expect([first, second, third].map((each) => stateOf(world, each))).toEqual([
        "member",
        "member",
        "joining",
      ]);
      expect(nextDeadlineMs(world.ledger.state)).toBe(freeMs);
      world.seal([], { throughMs: freeMs - 1 });
      expect(stateOf(world, third)).toBe("joining");
      world.seal([], { throughMs: freeMs });
      expect(stateOf(world, third)).toBe("member");
    }
  });

  test("another's newcomer passes who waits for an inviter's own share", () => {
    const { world, people } = grown(3, { growth });
    const [ann, ben] = people as [Person, Person];
    for (const name of ["a", "b"]) asks(world, name, ann);
    const waits = asks(world, "c", ann);
    const passes = asks(world, "d", ben);
    expect([waits, passes].map((each) => stateOf(world, each))).toEqual(["joining", "member"]);
  });

  test("in all so many, or a part of the roll without them: the oldest seal first, then by lot", () => {
    const { world, people } = grown(13, { growth });
    const inviterOf = (i: number) => present(people[i % people.length], "a member");
    const wave = (from: number, count: number): readonly Person[] => {
      const wanted = Array.from({ length: count }, (_, i) => new Person(`wave ${from + i}`));
      world.seal(wanted.map((person, i) => world.joinOf(person, inviterOf(from + i))));
      return wanted;
    };
    const isIn = (person: Person) => stateOf(world, person) === "member";
    const early = wave(0, 6);
    const late = wave(6, 3);
    // 30 % of the 14 who were there
    expect(early.filter(isIn)).toHaveLength(4);
    expect(late.filter(isIn)).toHaveLength(0);
    const lots = early.filter((person) => !isIn(person));
    world.seal([], { throughMs: world.nowMs + EVERY_MS });
    expect(lots.every(isIn)).toBe(true);
    expect(late.filter(isIn)).toHaveLength(3);
  });

  test("the founder's first fifty are outside both, and only in the first such time", () => {
    const world = new World({ growth: { ...growth, perMember: 1, atLeast: 1, permille: 0 } });
    world.seal([]);
    const invited = Array.from({ length: FIRST_INVITES_MAX + 3 }, (_, i) => new Person(`early ${i}`));
    world.seal(invited.map((person) => world.joinOf(person)));
    const isIn = (person: Person) => stateOf(world, person) === "member";
    expect(invited.filter(isIn)).toHaveLength(FIRST_INVITES_MAX + 1);
    const ann = present(invited.find(isIn), "a member");
    expect(isIn(asks(world, "of ann", ann))).toBe(false);
    world.seal([], { throughMs: world.nowMs + EVERY_MS });
    // one of those three who wait comes in, and nobody else for as long
    expect(isIn(asks(world, "late"))).toBe(false);
  });

  test("a wide one is felt by nobody", () => {
    const { world } = grown(30, { growth: WIDE });
    expect(world.ledger.state.members.size).toBe(31);
  });
});
