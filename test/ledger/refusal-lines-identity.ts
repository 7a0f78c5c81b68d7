import type { PublicKey } from "../../src/base/id.ts";
import { fork } from "../../src/events/kinds/fork.ts";
import { type JoinBody, join } from "../../src/events/kinds/join.ts";
import { revoke } from "../../src/events/kinds/revoke.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { signRevocation } from "../../src/events/revocation.ts";
import { AidCommunity, CHARTER, id } from "./aid-fixture.ts";
import { forkBodyOf } from "./outcome.ts";
import { type Line, lastSaid, lastSigned, nth } from "./refusal-line.ts";
import { boxKeyOf, Feed, keyOf, Person, World } from "./world.ts";

/** Of order 2: on the curve, and no key of anybody's. */
const LOW_ORDER = `ec${"ff".repeat(30)}7f` as PublicKey;

/** Somebody joins by the founder's invite, but for what is changed. */
function joins(change: (world: World, body: JoinBody) => Partial<JoinBody>): RefusalCode | null {
  const world = new World();
  const ann = new Person("ann");
  const body = world.joinBody(ann);
  return lastSigned(world, world.say(ann, join, { ...body, ...change(world, body) }));
}

/** Two events of the founder for one place of the feed. */
function branches(world: World) {
  const { feed } = world.founder;
  return forkBodyOf(feed.peek("x", {}, world), feed.peek("y", {}, world));
}

/** The founder takes a device off, by the root's word for `named`. */
function revokes(world: World, key: PublicKey, named = key): RefusalCode | null {
  const { founder, community } = world;
  const signature = signRevocation(founder.root, community, named);
  return lastSigned(world, world.say(founder, revoke, { device: key, signature }));
}

/** The founder, with so many devices more. */
function equipped(count: number): { readonly world: World; readonly feeds: readonly Feed[] } {
  const world = new World();
  const feeds = Array.from({ length: count }, (_, index) => new Feed(keyOf(`spare ${index}`)));
  world.seal(feeds.map((feed) => world.deviceOf(world.founder, feed)));
  return { world, feeds };
}

export const IDENTITY_LINES = {
  "member-unknown": () => {
    const stranger = new Person("stranger");
    stranger.id = id("nobody");
    const world = new World();
    return lastSigned(world, world.joinOf(new Person("ann"), stranger));
  },
  "found-twice": () => {
    // on paper alone: a device that is on the roll has said its first word, and `found` is a first word
    const community = new AidCommunity(["ann"]);
    const bytes = new Uint8Array(64);
    const body = { rules: 1, charter: CHARTER, root: id("root"), certificate: bytes, boxKey: id("box") };
    return lastSaid(community, { member: nth(community.members, 0), kind: "found", body });
  },
  "invite-used": () => {
    const world = new World();
    const invite = keyOf("one invite");
    const [ann, ben] = [new Person("ann"), new Person("ben")];
    world.seal([world.say(ann, join, world.joinBody(ann, world.founder, invite))]);
    return lastSigned(world, world.say(ben, join, world.joinBody(ben, world.founder, invite)));
  },
  "invite-expired": () => {
    const world = new World();
    const late = world.joinOf(new Person("ann"));
    world.seal([], { throughMs: world.nowMs + 2_000_000 });
    return lastSigned(world, late);
  },
  "invite-signature": () =>
    joins((_, { invite }) => ({ invite: { ...invite, expiresMs: invite.expiresMs + 1 } })),
  "invite-proof": () => joins(() => ({ proof: new Uint8Array(64) })),
  "certificate-wrong": () => joins(() => ({ boxKey: boxKeyOf("another") })),
  "consents-missing": () => joins(() => ({ consents: ["gift"] })),
  "key-inadmissible": () => joins(() => ({ root: LOW_ORDER })),
  "root-taken": () => joins(({ founder }) => ({ root: founder.root.publicKey })),
  "device-taken": () => {
    const world = new World();
    return lastSigned(world, world.say(world.founder, join, world.joinBody(world.founder)));
  },
  "devices-too-many": () => {
    const { world } = equipped(3);
    return lastSigned(world, world.deviceOf(world.founder, new Feed(keyOf("a fifth"))));
  },
  "fork-not-conflicting": () => {
    const world = new World();
    const { first } = branches(world);
    return lastSigned(world, world.say(world.founder, fork, { first, second: first }));
  },
  "fork-signature": () => {
    const world = new World();
    const { first, second } = branches(world);
    const forged = { ...second, signature: first.signature };
    return lastSigned(world, world.say(world.founder, fork, { first, second: forged }));
  },
  "fork-known": () => {
    const world = new World();
    const ann = nth(world.admit("ann"), 0);
    const shown = branches(world);
    world.seal([world.say(ann, fork, shown)]);
    return lastSigned(world, world.say(ann, fork, { first: shown.second, second: shown.first }));
  },
  "device-of-another": () => {
    const world = new World();
    return revokes(world, nth(world.admit("ann"), 0).feed.device);
  },
  "device-off-already": () => {
    const { world, feeds } = equipped(1);
    const spare = nth(feeds, 0).device;
    revokes(world, spare);
    return revokes(world, spare);
  },
  "revocation-wrong": () => {
    const { world, feeds } = equipped(1);
    return revokes(world, nth(feeds, 0).device, id("another") as string as PublicKey);
  },
} satisfies Partial<Record<RefusalCode, Line>>;
