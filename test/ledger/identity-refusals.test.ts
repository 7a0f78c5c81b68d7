import { describe, expect, test } from "vitest";
import type { EventId, MemberId, PublicKey, SealId } from "../../src/base/id.ts";
import { signCertificate } from "../../src/events/certificate.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { device } from "../../src/events/kinds/device.ts";
import { fork } from "../../src/events/kinds/fork.ts";
import { found } from "../../src/events/kinds/found.ts";
import { join } from "../../src/events/kinds/join.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { genesis } from "../../src/ledger/genesis.ts";
import { forkBodyOf, outcome } from "./outcome.ts";
import { CHARTER } from "./samples.ts";
import { boxKeyOf, Feed, keyOf, Person, World } from "./world.ts";

function joinWith(
  world: World,
  person: Person,
  parts: Partial<ReturnType<World["joinBody"]>>,
): AuthenticEvent {
  return world.say(person, join, { ...world.joinBody(person), ...parts });
}

const nobody = "ab".repeat(32);
/** of order 2: on the curve, and no key of anybody's */
const lowOrder = `ec${"ff".repeat(30)}7f` as PublicKey;

type Case = readonly [RefusalCode, (world: World) => AuthenticEvent];

const joins: readonly Case[] = [
  ["body-invalid", (world) => world.sayRaw(new Person("a"), "join", { root: 1 })],
  ["device-taken", (world) => world.say(world.founder, join, world.joinBody(world.founder))],
  [
    "root-taken",
    (world) => {
      const again = new Person("a");
      return joinWith(world, again, { root: world.founder.root.publicKey });
    },
  ],
  ["key-inadmissible", (world) => joinWith(world, new Person("a"), { root: lowOrder })],
  [
    "member-unknown",
    (world) => {
      const inviter = new Person("b");
      inviter.id = nobody as MemberId;
      return world.joinOf(new Person("a"), inviter);
    },
  ],
  [
    "device-unknown",
    (world) => {
      const inviter = new Person("b");
      inviter.id = world.founder.id;
      return world.joinOf(new Person("a"), inviter);
    },
  ],
  [
    "device-frozen",
    (world) => {
      const other = new Feed(keyOf("b"));
      world.seal([world.deviceOf(world.founder, other)]);
      const forked = forkBodyOf(
        world.founder.feed.peek("x", {}, world),
        world.founder.feed.peek("y", {}, world),
      );
      world.seal([world.say(other, fork, forked)]);
      return world.joinOf(new Person("a"));
    },
  ],
  [
    "invite-used",
    (world) => {
      const key = keyOf("one invite");
      const first = new Person("b");
      world.seal([world.say(first, join, world.joinBody(first, world.founder, key))]);
      const person = new Person("a");
      return world.say(person, join, world.joinBody(person, world.founder, key));
    },
  ],
  [
    "invite-expired",
    (world) => {
      const event = world.joinOf(new Person("a"));
      world.seal([], { throughMs: world.nowMs + 2_000_000 });
      return event;
    },
  ],
  [
    "invite-signature",
    (world) => {
      const { invite } = world.joinBody(new Person("a"));
      return joinWith(world, new Person("a"), { invite: { ...invite, expiresMs: invite.expiresMs + 1 } });
    },
  ],
  ["invite-proof", (world) => joinWith(world, new Person("a"), { proof: new Uint8Array(64) })],
  ["certificate-wrong", (world) => joinWith(world, new Person("a"), { boxKey: boxKeyOf("another") })],
  ["consents-missing", (world) => joinWith(world, new Person("a"), { consents: ["gift"] as never })],
];

const devices: readonly Case[] = [
  ["body-invalid", (world) => world.sayRaw(new Feed(keyOf("b")), "device", {})],
  ["device-taken", (world) => world.deviceOf(world.founder, world.founder.feed)],
  [
    "member-unknown",
    (world) => {
      const stranger = new Person("b");
      stranger.id = nobody as MemberId;
      return world.deviceOf(stranger, new Feed(keyOf("c")));
    },
  ],
  [
    "certificate-wrong",
    (world) => {
      const feed = new Feed(keyOf("b"));
      const certified = { community: world.community, device: feed.device, boxKey: boxKeyOf("b") };
      const certificate = signCertificate(keyOf("not the root"), certified);
      return world.say(feed, device, { member: world.founder.id, certificate, boxKey: boxKeyOf("b") });
    },
  ],
  [
    "devices-too-many",
    (world) => {
      const more = ["b", "c", "d"].map((name) => world.deviceOf(world.founder, new Feed(keyOf(name))));
      world.seal(more);
      return world.deviceOf(world.founder, new Feed(keyOf("e")));
    },
  ],
];

const forks: readonly Case[] = [
  ["body-invalid", (world) => world.sayRaw(world.founder, "fork", {})],
  [
    "fork-not-conflicting",
    (world) => {
      const one = world.founder.feed.peek("x", {}, world);
      return world.say(world.founder, fork, forkBodyOf(one, one));
    },
  ],
  [
    "fork-not-conflicting",
    (world) => {
      const { feed } = world.founder;
      const one = world.witnessOf(feed);
      world.seal([one]);
      return world.say(feed, fork, forkBodyOf(one, feed.peek("x", {}, world)));
    },
  ],
  [
    "fork-not-conflicting",
    (world) => {
      const stranger = new Feed(keyOf("stranger"));
      const spare = new Feed(keyOf("spare"));
      const body = forkBodyOf(stranger.peek("x", {}, world), spare.peek("y", {}, world));
      return world.say(world.founder, fork, body);
    },
  ],
  [
    "fork-not-conflicting",
    (world) => {
      const elsewhere = { community: nobody as EventId };
      const { feed } = world.founder;
      const body = forkBodyOf(feed.peek("x", {}, world), feed.peek("y", {}, elsewhere));
      return world.say(world.founder, fork, body);
    },
  ],
  [
    "fork-not-conflicting",
    (world) => {
      const { first } = forkBodyOf(world.foundEvent, world.foundEvent);
      const second = { ...first, payload: Uint8Array.of(0xa0) };
      return world.say(world.founder, fork, { first, second });
    },
  ],
  [
    "device-unknown",
    (world) => {
      const stranger = new Feed(keyOf("stranger"));
      const body = forkBodyOf(stranger.peek("x", {}, world), stranger.peek("y", {}, world));
      return world.say(world.founder, fork, body);
    },
  ],
  [
    "fork-signature",
    (world) => {
      const { feed } = world.founder;
      const { first, second } = forkBodyOf(feed.peek("x", {}, world), feed.peek("y", {}, world));
      return world.say(world.founder, fork, { first, second: { ...second, signature: first.signature } });
    },
  ],
  [
    "fork-known",
    (world) => {
      const [witness] = world.admit("a") as [Person];
      const { feed } = world.founder;
      const body = forkBodyOf(feed.peek("x", {}, world), feed.peek("y", {}, world));
      world.seal([world.say(witness, fork, body)]);
      return world.say(witness, fork, { first: body.second, second: body.first });
    },
  ],
];

const anyKind: readonly Case[] = [
  ["not-in-rules", (world) => world.sayRaw(world.founder, "guardians", {})],
  ["not-in-rules", (world) => world.sayRaw(world.founder, "no-such-kind", {})],
  ["device-unknown", (world) => world.witnessOf(new Person("a"))],
  [
    "device-frozen",
    (world) => {
      const { feed } = world.founder;
      const body = forkBodyOf(feed.peek("x", {}, world), feed.peek("y", {}, world));
      world.seal([world.say(world.founder, fork, body)]);
      return world.witnessOf(world.founder);
    },
  ],
  [
    "order-in-cut",
    (world) => {
      world.seal([world.witnessOf(world.founder)], { endedFeeds: [world.founder.feed.device] });
      return world.witnessOf(world.founder);
    },
  ],
  [
    "anchor-unknown",
    (world) => {
      const at = { community: world.community, anchor: nobody as SealId };
      return world.founder.feed.write("witness", { on: true }, at);
    },
  ],
  [
    "anchor-backwards",
    (world) => {
      world.seal();
      world.seal([world.witnessOf(world.founder)]);
      return world.founder.feed.write("witness", { on: true }, { community: world.community });
    },
  ],
];

for (const [kind, cases] of Object.entries({ join: joins, device: devices, fork: forks, any: anyKind })) {
  describe(`${kind} is refused, and leaves the state alone`, () => {
    test.each(cases)("%s", (code, event) => {
      const world = new World();
      expect(outcome(world, event(world))).toBe(code);
    });
  });
}

test("found-twice: a community is founded once", () => {
  const world = new World();
  const { root, feed } = world.founder;
  const boxKey = boxKeyOf("founder");
  const body = {
    rules: 1,
    charter: CHARTER,
    root: root.publicKey,
    certificate: signCertificate(root, { community: null, device: feed.device, boxKey }),
    boxKey,
  };
  const context = {
    id: nobody as EventId,
    device: feed.device,
    member: nobody as MemberId,
    seq: 0,
    body,
    sealed: world.ledger.state,
    height: 1,
    atMs: 1,
    sinceMs: 0,
    isDisputed: false,
  };
  expect(found.check(world.ledger.state, context)).toEqual({ ok: false, error: "found-twice" });
});

test.each([
  ["not-in-rules", "join", {}],
  ["body-invalid", "found", { rules: 1 }],
] as const)("no genesis: %s", (code, kind, body) => {
  const community = kind === "found" ? null : (nobody as EventId);
  const event = new Feed(keyOf("f")).write(kind, body, { community });
  expect(genesis(event)).toEqual({ ok: false, error: code });
});

test.each([
  ["certificate-wrong", keyOf("f").publicKey],
  ["key-inadmissible", lowOrder],
] as const)("no genesis: %s", (code, root) => {
  const feed = new Feed(keyOf("f"));
  const body = { rules: 1, charter: CHARTER, root, certificate: new Uint8Array(64), boxKey: boxKeyOf("f") };
  const event = feed.write("found", found.body.write(body), { community: null });
  expect(genesis(event)).toEqual({ ok: false, error: code });
});
