import { expect, test } from "vitest";
import { signInvite } from "../../src/events/invite.ts";
import { fork } from "../../src/events/kinds/fork.ts";
import { join } from "../../src/events/kinds/join.ts";
import { forkBodyOf, outcome } from "./outcome.ts";
import { Feed, Person, World } from "./world.ts";

test("an invite signed by one member's device in another's name is no invite", () => {
  const world = new World();
  const [a] = world.admit("a") as [Person];
  const person = new Person("b");
  const body = world.joinBody(person);
  const forged = signInvite(a.feed.key, world.community, { ...body.invite, inviter: world.founder.id });
  expect(outcome(world, world.say(person, join, { ...body, invite: forged }))).toBe("device-unknown");
});

test("nobody is let in by somebody who is only coming in", () => {
  const world = new World();
  const joins = ["a", "b", "c", "d", "e", "f"].flatMap((name) => {
    const inviter = new Person(name);
    const first = world.joinOf(inviter);
    return [first, world.joinOf(new Person(`friend of ${name}`), inviter)];
  });
  world.seal(joins);
  const codes = joins.map(({ id }) => world.codes.get(id));
  for (const [index, code] of codes.entries()) {
    if (index % 2 === 0) expect(code).toBeNull();
    else expect(["member-unknown", "device-unknown"]).toContain(code);
  }
});

test("the two founding events of one device are no fork of either community; a rival of its first place is", () => {
  const world = new World();
  const { feed } = world.founder;
  const rival = new Feed(feed.key).peek("witness", { on: true }, world);
  const other = new Feed(feed.key).peek("found", {}, { community: null });
  const body = forkBodyOf(world.foundEvent, other);
  expect(outcome(world, world.say(world.founder, fork, body))).toBe("fork-not-conflicting");
  const shown = world.say(world.founder, fork, forkBodyOf(world.foundEvent, rival));
  expect(outcome(world, shown)).toBeNull();
});
