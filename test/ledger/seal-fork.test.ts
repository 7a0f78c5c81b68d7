import { describe, expect, test } from "vitest";
import { fork } from "../../src/events/kinds/fork.ts";
import type { SealContent } from "../../src/seal/message.ts";
import { signSealMessage, wordOf } from "../../src/seal/message.ts";
import { hashId, sealId } from "../seal/samples.ts";
import { outcome } from "./outcome.ts";
import { keyOf, type Person, World } from "./world.ts";

const PLACE = { epoch: 0, height: 3, round: 2 } as const;

/** What the device says there, as evidence has it. */
function wordBy(world: World, person: Person, content: SealContent, place = PLACE) {
  const { key } = person.feed;
  const message = { community: world.community, device: key.publicKey, ...place, ...content };
  return { content: wordOf(message).content, signature: signSealMessage(message, key.sign).signature };
}

function bodyOf(world: World, person: Person) {
  const first = wordBy(world, person, { step: "prevote", value: sealId("v") });
  const second = wordBy(world, person, { step: "prevote", value: null });
  return { device: person.feed.device, ...PLACE, step: "prevote", first, second } as const;
}

function worldWithLiar(): { world: World; liar: Person } {
  const world = new World();
  const [liar] = world.admit("a") as [Person];
  return { world, liar };
}

describe("two words of a seat for one place", () => {
  test("freeze its device, bar its member, end its feed, and change nothing else", () => {
    const { world, liar } = worldWithLiar();
    expect(outcome(world, world.say(world.founder, fork, bodyOf(world, liar)))).toBeNull();
    const { state, heads } = world.ledger;
    expect(state.devices.must(liar.feed.device).status).toBe("frozen");
    expect(state.witnesses.must(liar.id).barredUntilMs).toBeGreaterThan(world.nowMs);
    const shown = state.forks.must(liar.feed.device);
    expect(shown).toMatchObject({ seq: null, place: { ...PLACE, step: "prevote" } });
    expect(shown.ids).toEqual(shown.ids.toSorted());
    expect(heads.size).toBeGreaterThan(0);
    expect(outcome(world, world.witnessOf(liar))).toBe("device-frozen");
    expect(outcome(world, world.say(world.founder, fork, bodyOf(world, liar)))).toBe("fork-known");
  });

  test("are no evidence where they are the same, however they are signed", () => {
    const { world, liar } = worldWithLiar();
    const body = bodyOf(world, liar);
    const same = world.say(world.founder, fork, { ...body, second: body.first });
    expect(outcome(world, same)).toBe("fork-not-conflicting");
  });

  test.each([
    ["another round", { round: 3 }],
    ["another height", { height: 4 }],
    ["another epoch", { epoch: 1 }],
    ["another step", { step: "precommit" }],
  ] as const)("are no evidence for %s", (_, change) => {
    const { world, liar } = worldWithLiar();
    const body = { ...bodyOf(world, liar), ...change };
    expect(outcome(world, world.say(world.founder, fork, body))).toBe("fork-signature");
  });

  test("of two places, of another community, or by another key, are false evidence", () => {
    const { world, liar } = worldWithLiar();
    const body = bodyOf(world, liar);
    const elsewhere = wordBy(
      world,
      liar,
      { step: "prevote", value: null },
      { ...PLACE, round: 7 as number as 2 },
    );
    const foreign = { ...bodyOf(new World({ title: "Elsewhere" }), liar) };
    const forged = { ...body, second: wordBy(world, world.founder, { step: "prevote", value: null }) };
    for (const wrong of [{ ...body, second: elsewhere }, foreign, forged])
      expect(outcome(world, world.say(world.founder, fork, wrong))).toBe("fork-signature");
    const altered = { ...body, second: { ...body.second, content: hashId("other") } };
    expect(outcome(world, world.say(world.founder, fork, altered))).toBe("fork-signature");
  });

  test("of a device that is not on the roll are nobody's", () => {
    const { world, liar } = worldWithLiar();
    const body = { ...bodyOf(world, liar), device: keyOf("stranger").publicKey };
    expect(outcome(world, world.say(world.founder, fork, body))).toBe("device-unknown");
  });
});
