import { present } from "../../src/base/assert.ts";
import type { MemberId } from "../../src/base/id.ts";
import { join } from "../../src/events/kinds/join.ts";
import { object } from "../../src/events/kinds/object.ts";
import { uninvite } from "../../src/events/kinds/uninvite.ts";
import { vouch } from "../../src/events/kinds/vouch.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { AidCommunity, type Said } from "./aid-fixture.ts";
import { MovingCommunity } from "./motion-fixture.ts";
import { type Line, lastSaid, lastSigned, nth } from "./refusal-line.ts";
import { keyOf, Person, World } from "./world.ts";

const NAMES = ["ann", "ben", "cai", "dee", "eve"];

/** The first of five, who have no plan, says these, the last of them in vain. */
function annSays(
  ...words: readonly ((others: readonly MemberId[]) => Omit<Said, "member">)[]
): RefusalCode | null {
  const community = new AidCommunity(NAMES);
  const [ann, ...others] = community.members;
  const said = words.map((word) => ({ ...word(others), member: present(ann, "Ann") }));
  community.seal(1, ...said.slice(0, -1));
  return lastSaid(community, nth(said, said.length - 1));
}

function names(index: number, on = true) {
  return (others: readonly MemberId[]) =>
    ({ kind: "contact", body: { role: "name", other: nth(others, index), on } }) as const;
}

function delegates(index: number | null) {
  return (others: readonly MemberId[]) =>
    ({ kind: "delegate", body: { to: index === null ? null : nth(others, index) } }) as const;
}

function resigns(on: boolean) {
  return () => ({ kind: "resign", body: { on } }) as const;
}

/** A newcomer whom the members, the founder and Ann, may object to for ten seconds. */
function newcomer(): { readonly world: World; readonly ann: Person; readonly ben: Person } {
  const world = new World({ objections: 2, objectionMs: 10_000 });
  const [ann, ben] = [new Person("ann"), new Person("ben")];
  world.seal([world.joinOf(ann)]);
  world.seal([], { throughMs: world.nowMs + 10_000 });
  world.seal([world.joinOf(ben)]);
  return { world, ann, ben };
}

export const PEOPLE_LINES = {
  "member-leaving": () => {
    const at = new MovingCommunity(NAMES);
    at.seal(at.nowMs + 1, { member: at.who(0), kind: "resign", body: { on: true } });
    return lastSaid(at, { member: at.who(0), kind: "leave", body: { plan: at.plan, on: false } });
  },
  "invite-withdrawn": () => {
    const world = new World();
    const [ann, invite] = [new Person("ann"), keyOf("an invite")];
    world.seal([world.say(world.founder, uninvite, { invite: invite.publicKey })]);
    return lastSigned(world, world.say(ann, join, world.joinBody(ann, world.founder, invite)));
  },
  "nobody-waiting": () => {
    const world = new World();
    return lastSigned(world, world.say(world.founder, vouch, { for: world.founder.id }));
  },
  "vouched-already": () => {
    const { world, ben } = newcomer();
    return lastSigned(world, world.say(world.founder, vouch, { for: ben.id }));
  },
  "objected-already": () => {
    const { world, ann, ben } = newcomer();
    const objects = () => world.say(ann, object, { joiner: ben.id, on: true });
    world.seal([objects()]);
    return lastSigned(world, objects());
  },
  "objection-none": () => {
    const { world, ann, ben } = newcomer();
    return lastSigned(world, world.say(ann, object, { joiner: ben.id, on: false }));
  },
  "objection-late": () => {
    // who comes in needs two vouches, and nobody has time to object
    const world = new World({ vouches: 2 });
    const [ann] = world.admit(...Array.from({ length: 9 }, (_, index) => `person ${index}`));
    const waits = new Person("newcomer");
    world.seal([world.joinOf(waits)]);
    return lastSigned(world, world.say(present(ann, "Ann"), object, { joiner: waits.id, on: true }));
  },
  "contact-oneself": () => {
    const community = new AidCommunity(NAMES);
    const ann = nth(community.members, 0);
    return lastSaid(community, {
      member: ann,
      kind: "contact",
      body: { role: "name", other: ann, on: true },
    });
  },
  "contact-already": () => annSays(names(0), names(0)),
  "contact-none": () => annSays(names(0, false)),
  "contacts-too-many": () => annSays(names(0), names(1), names(2), names(3)),
  "delegate-oneself": () => {
    const community = new AidCommunity(NAMES);
    const ann = nth(community.members, 0);
    return lastSaid(community, { member: ann, kind: "delegate", body: { to: ann } });
  },
  "delegation-none": () => annSays(delegates(null)),
  "delegated-already": () => annSays(delegates(0), delegates(0)),
  "resigning-already": () => {
    const at = new MovingCommunity(NAMES);
    const resign: Said = { member: at.who(0), kind: "resign", body: { on: true } };
    at.seal(at.nowMs + 1, resign);
    return lastSaid(at, resign);
  },
  "resign-not-pending": () => annSays(resigns(false)),
} satisfies Partial<Record<RefusalCode, Line>>;
