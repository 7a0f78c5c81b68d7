import type { HashId, MemberId, SealId } from "../../src/base/id.ts";
import { commitmentTo } from "../../src/events/kinds/beacon.ts";
import { fork } from "../../src/events/kinds/fork.ts";
import { revoke } from "../../src/events/kinds/revoke.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { signRevocation } from "../../src/events/revocation.ts";
import { AidCommunity, id, type Said } from "./aid-fixture.ts";
import { secretOf } from "./jury-village.ts";
import { forkBodyOf } from "./outcome.ts";
import { type Line, lastSaid, lastSigned, nth } from "./refusal-line.ts";
import { Person, World } from "./world.ts";

/** Ann alone. */
function alone(): { readonly community: AidCommunity; readonly ann: MemberId } {
  const community = new AidCommunity(["ann"]);
  return { community, ann: nth(community.members, 0) };
}

/** Tells a secret, and commits to the next. */
function tells(member: MemberId, reveal: HashId | null): Said {
  const commit = commitmentTo(member, secretOf("the next"));
  return { member, kind: "beacon", body: { reveal, commit } };
}

export const FEED_LINES = {
  "not-in-rules": () => {
    const world = new World();
    return lastSigned(world, world.sayRaw(world.founder, "guardians", {}));
  },
  "body-invalid": () => {
    const world = new World();
    return lastSigned(world, world.sayRaw(world.founder, "witness", {}));
  },
  "device-unknown": () => {
    const world = new World();
    return lastSigned(world, world.witnessOf(new Person("stranger")));
  },
  "device-frozen": () => {
    const world = new World();
    const { feed } = world.founder;
    const shown = forkBodyOf(feed.peek("x", {}, world), feed.peek("y", {}, world));
    world.seal([world.say(feed, fork, shown)]);
    return lastSigned(world, world.witnessOf(feed));
  },
  "device-revoked": () => {
    const world = new World();
    const { root, feed } = world.founder;
    const signature = signRevocation(root, world.community, feed.device);
    world.seal([world.say(feed, revoke, { device: feed.key.publicKey, signature })]);
    return lastSigned(world, world.witnessOf(feed));
  },
  "anchor-unknown": () => {
    const world = new World();
    const at = { community: world.community, anchor: id("no seal") as string as SealId };
    return lastSigned(world, world.founder.feed.write("witness", { on: true }, at));
  },
  "anchor-backwards": () => {
    const world = new World();
    world.seal();
    world.seal([world.witnessOf(world.founder)]);
    const { community } = world;
    return lastSigned(world, world.founder.feed.write("witness", { on: true }, { community }));
  },
  "order-in-cut": () => {
    const world = new World();
    const { feed } = world.founder;
    world.seal([world.witnessOf(feed)], { endedFeeds: [feed.device] });
    return lastSigned(world, world.witnessOf(feed));
  },
  "devices-differ": () => {
    const { community, ann } = alone();
    const says = (device: number, on: boolean): Said => {
      return { member: ann, kind: "resign", body: { on }, device };
    };
    return lastSaid(community, says(0, true), says(1, false));
  },
  "commitment-none": () => {
    const { community, ann } = alone();
    return lastSaid(community, tells(ann, secretOf("the first")));
  },
  "reveal-wrong": () => {
    const { community, ann } = alone();
    community.seal(1, tells(ann, null));
    return lastSaid(community, tells(ann, secretOf("another")));
  },
  "member-left": () => {
    const { community, ann } = alone();
    community.seal(1, { member: ann, kind: "resign", body: { on: true } });
    return lastSaid(community, { member: ann, kind: "witness", body: { on: true } });
  },
} satisfies Partial<Record<RefusalCode, Line>>;
