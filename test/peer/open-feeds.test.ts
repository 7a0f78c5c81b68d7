import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { join } from "../../src/events/kinds/join.ts";
import { useVerify } from "../../src/events/signature.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { admission } from "../../src/peer/admission.ts";
import { sealedLedger } from "../../src/peer/check-seal.ts";
import { HeldHeads } from "../../src/peer/held-heads.ts";
import { OPEN_EVENTS_OF_DEVICE_MAX, OpenFeeds } from "../../src/peer/open-feeds.ts";
import { ORPHANS_MAX } from "../../src/peer/orphans.ts";
import { keyOf, Person, World } from "../ledger/world.ts";
import { fc } from "../property.ts";
import { chainOf, nextEvent } from "./feeds.ts";

useVerify(nativeVerify());

const world = new World();
const [bo, cy] = world.admit("Bo", "Cy") as [Person, Person];
const boKey = bo.feed.key;
const cyKey = cy.feed.key;
const community = world.community;
/** What stands sealed at seq 0 of Bo's and Cy's feeds, as the event their next one names. */
const sealedFirst = (person: Person) => ({ id: person.id, seq: 0 }) as unknown as AuthenticEvent;
const boFirst = sealedFirst(bo);
const cyFirst = sealedFirst(cy);

function opened() {
  const open = new OpenFeeds(world.ledger);
  const admit = admission(sealedLedger(world.ledger, world.lastSeal), world.nowMs);
  const add = (event: AuthenticEvent, from: string | null = "peer") => open.add(event, from, admit);
  return { open, admit, add };
}

describe("one feed", () => {
  const [a1, a2, a3] = chainOf(boKey, community, boFirst, 3) as [
    AuthenticEvent,
    AuthenticEvent,
    AuthenticEvent,
  ];

  test("grows by the event that follows its tip, and knows what it holds", () => {
    const { open, add } = opened();
    expect(add(a1)).toEqual({ what: "held", events: [a1] });
    expect(add(a1)).toEqual({ what: "known" });
    expect(open.of(boKey.publicKey)).toEqual([a1]);
    expect(open.tip(boKey.publicKey)?.id).toBe(a1.id);
  });

  test("waits over a gap, and closes it in whatever order", () => {
    const { open, add } = opened();
    expect(add(a3)).toEqual({ what: "orphan" });
    expect(add(a2)).toEqual({ what: "orphan" });
    expect(add(a1)).toEqual({ what: "held", events: [a1, a2, a3] });
    expect(open.all()).toEqual([a1, a2, a3]);
  });

  test("does not take the sealed place again, and tells that it is sealed", () => {
    const { add } = opened();
    expect(add(nextEvent(boKey, community, null, "other")).what).toBe("sealed-place");
  });

  test("a wrong prev is never held, though its author signed it", () => {
    const { open, add } = opened();
    const wrong = nextEvent(boKey, community, a2, "", { seq: 1 });
    expect(add(wrong)).toEqual({ what: "orphan" });
    expect(open.all()).toEqual([]);
  });

  test("what a peer sends beyond its budget of orphans is dropped, and its budget is its own", () => {
    const { open, add } = opened();
    const far = chainOf(boKey, community, a2, 1, "far")[0] as AuthenticEvent;
    for (let i = 0; i < ORPHANS_MAX; i++)
      add({ ...far, id: `${i}`.padStart(64, "0") as AuthenticEvent["id"], seq: 1_000 + i }, "flood");
    add(a2, "flood");
    expect(add(a1, "flood")).toEqual({ what: "held", events: [a1] });
    open.forgetPeer("flood");
    expect(add(a3, "honest")).toEqual({ what: "orphan" });
    expect(add(a2, "honest")).toEqual({ what: "held", events: [a2, a3] });
  });

  test("of one device others may bring so many events, and the rest after the next seal; our own hand may", () => {
    const { open, add } = opened();
    const idAt = (seq: number) => (seq === 1 ? a1.id : `${seq}`.padStart(64, "0")) as AuthenticEvent["id"];
    const at = (seq: number) => ({ ...a1, id: idAt(seq), seq, prev: seq === 1 ? a1.prev : idAt(seq - 1) });
    for (let seq = 1; seq <= OPEN_EVENTS_OF_DEVICE_MAX; seq++) expect(add(at(seq)).what).toBe("held");
    const next = at(OPEN_EVENTS_OF_DEVICE_MAX + 1);
    expect(add(next)).toEqual({ what: "unwelcome", code: "feed-full" });
    expect(open.of(boKey.publicKey)).toHaveLength(OPEN_EVENTS_OF_DEVICE_MAX);
    expect(add(next, null).what).toBe("held");
  });

  test("nothing is held of a device that has ended", () => {
    const world2 = new World();
    const [di] = world2.admit("Di") as [Person];
    const after = { id: di.id, seq: 0 } as unknown as AuthenticEvent;
    world2.seal([], { endedFeeds: [di.feed.device] });
    const open = new OpenFeeds(world2.ledger);
    const admit = admission(sealedLedger(world2.ledger, world2.lastSeal), world2.nowMs);
    const next = nextEvent(di.feed.key, world2.community, after);
    expect(open.add(next, "peer", admit)).toEqual({ what: "unwelcome", code: "device-frozen" });
  });
});

describe("forks", () => {
  const trunk = chainOf(boKey, community, boFirst, 3);
  const last = present(trunk.at(-1), "a trunk");
  const left = chainOf(boKey, community, last, 3, "left");
  const right = chainOf(boKey, community, last, 3, "right");

  test("end the feed before them, at any place", () => {
    for (let place = 0; place < 3; place++) {
      const { open, add } = opened();
      for (const event of [...trunk, ...left]) add(event);
      const before = place === 0 ? boFirst : present(trunk[place - 1], "an event");
      const other = nextEvent(boKey, community, before, "other");
      expect(add(other)).toEqual({ what: "fork", held: trunk[place], other });
      expect(open.all()).toEqual(trunk.slice(0, place));
      expect(add(present(left[0], "an event"))).toMatchObject({ what: "known" });
    }
  });

  test("of a known fork nothing more is held, until one branch is sealed", () => {
    const { open, add } = opened();
    for (const event of [...trunk, ...left.slice(0, 1), ...right.slice(0, 1)]) add(event);
    expect(add(present(right[1], "an event"))).toEqual({ what: "unwelcome", code: "device-frozen" });
    expect(open.forks()).toHaveLength(1);
  });

  test("an event that waited shows a fork as well as one that comes later", () => {
    const { open, add } = opened();
    const stray = nextEvent(boKey, community, present(left[1], "an event"), "", { seq: 2 });
    expect(add(stray)).toEqual({ what: "orphan" });
    for (const event of trunk) add(event);
    expect(open.forkOf(boKey.publicKey)?.map(({ seq }) => seq)).toEqual([2, 2]);
    expect(open.all()).toEqual(trunk.slice(0, 1));
  });

  test("what a cut under agreement names is kept beyond a fork, and asked for until it is here", () => {
    const { open, add } = opened();
    for (const event of [...trunk, ...right.slice(0, 1), ...left.slice(0, 1)]) add(event);
    const [, l2] = left as [AuthenticEvent, AuthenticEvent];
    expect(open.get(l2.id)).toBeUndefined();
    open.want([{ device: boKey.publicKey, ids: [...trunk, ...left.slice(0, 2)].map(({ id }) => id) }]);
    expect(open.wantedFrom()).toEqual([{ device: boKey.publicKey, seq: 1 }]);
    expect(add(l2)).toEqual({ what: "held", events: [l2] });
    expect(open.get(l2.id)).toBe(l2);
    expect(open.wantedFrom()).toEqual([]);
    expect(open.all()).toEqual(trunk);
  });
});

describe("devices that are not on the roll", () => {
  test("bring at most 16 events, the first of them a join that a rule would take", () => {
    const { add } = opened();
    const di = new Person("Di");
    const joined = world.joinOf(di);
    const events = chainOf(di.feed.key, community, joined, 16);
    expect(add(present(events[0], "an event"))).toEqual({ what: "orphan" });
    expect(add(joined).what).toBe("held");
    for (const event of events.slice(1, 15)) expect(add(event).what).toBe("held");
    expect(add(present(events[15], "an event"))).toEqual({ what: "unwelcome", code: "device-unknown" });
    expect(add(nextEvent(keyOf("nobody"), community, null))).toEqual({
      what: "unwelcome",
      code: "device-unknown",
    });
  });

  test("are at most 4 by one invite, forked or not", () => {
    const { add, open } = opened();
    const invite = keyOf("an invite for everybody");
    const joinWith = (name: string) => {
      const person = new Person(name);
      const body = world.joinBody(person, world.founder, invite);
      return { person, event: world.say(person, join, body) };
    };
    const first = joinWith("E0");
    expect(add(first.event).what).toBe("held");
    // its feed forks at once, and so holds nothing; it takes up room all the same
    expect(add(nextEvent(first.person.feed.key, community, null, "other")).what).toBe("fork");
    for (const name of ["E1", "E2", "E3"]) expect(add(joinWith(name).event).what).toBe("held");
    const fifth = joinWith("E4").event;
    expect(add(fifth)).toEqual({ what: "unwelcome", code: "devices-too-many" });
    // more than r seats hold it: then it is kept, or this node could never vote
    open.want([{ device: fifth.device, ids: [fifth.id] }]);
    expect(add(fifth).what).toBe("held");
    expect(open.get(fifth.id)).toBe(fifth);
  });
});

/** Bo's feed forks (once in two places, with three branches), Cy's does not. */
const trunk = chainOf(boKey, community, boFirst, 4);
const branches = ["x", "y", "z"].flatMap((name) =>
  chainOf(boKey, community, present(trunk[1], "an event"), 3, name),
);
const everything = [...trunk, ...branches, ...chainOf(cyKey, community, cyFirst, 5)];

function outcomeOf(order: readonly AuthenticEvent[]) {
  const { open, add } = opened();
  for (const event of order) add(event);
  const heads = new HeldHeads(world.ledger, open);
  return {
    held: open.all().map(({ id }) => id),
    forks: open.forks().map((pair) => pair.map(({ id }) => id)),
    root: heads.root(),
  };
}

test("the same events end in the same feeds, forks and heads, in any order and with repetitions", () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(everything),
      fc.array(fc.nat(everything.length - 1), { maxLength: 20 }),
      fc.infiniteStream(fc.nat()),
      (some, again, keys) => {
        const sorted = [...some].sort((a, b) => a.device.localeCompare(b.device) || a.seq - b.seq);
        const repeated = again.flatMap((i) => some[i % Math.max(1, some.length)] ?? []);
        const shuffled = [...some, ...repeated]
          .map((event) => ({ event, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        // every event comes a second time at last, as sync brings it
        expect(outcomeOf([...shuffled, ...sorted])).toEqual(outcomeOf([...sorted, ...some]));
        expect(outcomeOf(shuffled)).toEqual(outcomeOf(some));
      },
    ),
    { numRuns: 300 },
  );
});

test("what was dropped or not is told by the heads: one event more is another root", () => {
  const roots = new Set(
    [everything.slice(11), everything.slice(11, -1), trunk, []].map((some) => outcomeOf(some).root),
  );
  expect(roots.size).toBe(4);
});

test("heads of a forked feed show both branches, whichever came first", () => {
  const { open, add } = opened();
  for (const event of [...trunk, present(branches[0], "a branch")]) add(event);
  const heads = new HeldHeads(world.ledger, open);
  const bucket = Number.parseInt(boKey.publicKey.slice(0, 2), 16);
  const rows = heads.heads(bucket).filter(({ device }) => device === boKey.publicKey);
  expect(rows.map(({ id }) => id)).toEqual([trunk[2], branches[0]].map((event) => event?.id).toSorted());
});

test("after a seal what it took is closed, and what waited for it is held", () => {
  const world2 = new World();
  const [di] = world2.admit("Di") as [Person];
  const first = { id: di.id, seq: 0 } as unknown as AuthenticEvent;
  const [e1, e2, e3, e4] = chainOf(di.feed.key, world2.community, first, 4) as AuthenticEvent[] as [
    AuthenticEvent,
    AuthenticEvent,
    AuthenticEvent,
    AuthenticEvent,
  ];
  const open = new OpenFeeds(world2.ledger);
  const admitNow = () => admission(sealedLedger(world2.ledger, world2.lastSeal), world2.nowMs);
  open.add(e1, "peer", admitNow());
  open.add(e4, "peer", admitNow());
  world2.seal([e1, e2]);
  expect(open.rebase(world2.ledger, admitNow())).toEqual([]);
  expect(open.all()).toEqual([]);
  world2.seal([e3]);
  expect(open.rebase(world2.ledger, admitNow())).toEqual([e4]);
  expect(open.all()).toEqual([e4]);
});
