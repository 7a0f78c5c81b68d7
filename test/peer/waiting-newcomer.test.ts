import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { join } from "../../src/events/kinds/join.ts";
import { vouch } from "../../src/events/kinds/vouch.ts";
import { useVerify } from "../../src/events/signature.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { admission } from "../../src/peer/admission.ts";
import { sealedLedger } from "../../src/peer/check-seal.ts";
import type { Journal } from "../../src/peer/journal.ts";
import { OpenFeeds } from "../../src/peer/open-feeds.ts";
import { reportFeeds } from "../../src/peer/report-feeds.ts";
import { keyOf, Person, World } from "../ledger/world.ts";
import { keyFor, Village } from "../sim/village.ts";
import { chainOf, nextEvent } from "./feeds.ts";

useVerify(nativeVerify());

const DEVICE = keyFor("device Bo").publicKey;

/** Ada alone; Bo has asked to come in, and waits for a minute in which members may object. */
function waiting(): Village {
  const village = new Village(7, { objectionMs: 60_000 });
  village.found("Ada");
  village.run(3);
  village.join("Bo", "Ada");
  village.run(10);
  return village;
}

function journalOf(village: Village, name: string): Journal {
  return present(village.world.node(name)?.peer.journal, "a journal");
}

test("a newcomer who waits holds the same ledger, signs nothing, and is in by the seal that the clock asks for", () => {
  const village = waiting();
  const journal = journalOf(village, "Ada");
  expect(journal.at.ledger.state.joiningDevices.has(DEVICE)).toBe(true);
  expect(journal.isNewcomer(DEVICE)).toBe(true);
  expect(village.say("Bo", "witness", { on: true })).toEqual({ ok: false, error: "device-unknown" });
  // a node that does not wait, and signs on all the same
  const id = present(journal.at.ledger.state.joiningDevices.get(DEVICE), "who waits").member;
  const first = { id, seq: 0 } as unknown as AuthenticEvent;
  const more = nextEvent(keyFor("device Bo"), village.community, first, "", { kind: "resign" });
  const events = [more];
  village.world.act("Ada", (node) =>
    node.handle({ type: "events", from: "Bo", events }, village.world.nowMs),
  );
  expect(journal.open.of(DEVICE)).toEqual([more]);
  const height = village.height("Ada");
  village.run(30);
  // nothing is to be sealed meanwhile
  expect(village.height("Ada")).toBe(height);
  expect(new Set(village.roots()).size).toBe(1);
  village.run(40);
  expect(journal.ownerOf(DEVICE)).toBeDefined();
  expect(journal.isNewcomer(DEVICE)).toBe(false);
  expect(new Set(village.roots()).size).toBe(1);
  village.run(10);
  expect(journal.sealedSeq(DEVICE)).toBeGreaterThan(0);
});

test("one who is turned away is no newcomer any more, and nothing of that device is held", () => {
  const village = waiting();
  const journal = journalOf(village, "Ada");
  const joiner = present(journal.at.ledger.state.joiningDevices.get(DEVICE), "who waits").member;
  // bodies travel as bytes
  const said = village.say("Ada", "object", {
    joiner: Uint8Array.from(Buffer.from(joiner, "hex")),
    on: true,
  });
  expect(said.ok).toBe(true);
  village.run(80);
  expect(journal.at.ledger.state.joiners.must(joiner).status).toBe("objected");
  expect(journal.isNewcomer(DEVICE)).toBe(false);
  expect(journal.at.ledger.state.members.size).toBe(1);
  expect(new Set(village.roots()).size).toBe(1);
});

test("of who waits others hold at most 16 events, report none, and report them all once they are let in", () => {
  const world = new World({ vouches: 2 });
  const people = world.admit(...Array.from({ length: 9 }, (_, i) => `member ${i}`));
  const newcomer = new Person("newcomer");
  const first = world.say(newcomer, join, world.joinBody(newcomer));
  world.seal([first]);
  const at = () => sealedLedger(world.ledger, world.lastSeal);
  const admit = () => admission(at(), world.nowMs);
  const open = new OpenFeeds(world.ledger);
  const events = chainOf(newcomer.feed.key, world.community, first, 17);
  const added = events.map((event) => open.add(event, "peer", admit()).what);
  expect(added.filter((what) => what === "held")).toHaveLength(16);
  expect(added.at(-1)).toBe("unwelcome");
  expect(reportFeeds(at(), open)).toEqual([]);
  // the same after a seal that leaves them waiting
  world.seal([]);
  open.rebase(world.ledger, admit());
  expect(open.of(newcomer.feed.device)).toHaveLength(16);
  expect(reportFeeds(at(), open)).toEqual([]);
  world.seal([world.say(people[0] as Person, vouch, { for: first.id })]);
  open.rebase(world.ledger, admit());
  const ids = events.slice(0, 16).map(({ id }) => id);
  expect(reportFeeds(at(), open)).toEqual([{ device: newcomer.feed.device, ids }]);
});

test("an event whose place is not reached waits, also of somebody who waits to be let in", () => {
  const world = new World({ objectionMs: 1_000_000 });
  const newcomer = new Person("newcomer");
  const first = world.say(newcomer, join, world.joinBody(newcomer, world.founder, keyOf("an invite")));
  world.seal([first]);
  const open = new OpenFeeds(world.ledger);
  const admit = admission(sealedLedger(world.ledger, world.lastSeal), world.nowMs);
  const [one, two] = chainOf(newcomer.feed.key, world.community, first, 2) as [
    AuthenticEvent,
    AuthenticEvent,
  ];
  expect(open.add(two, "peer", admit).what).toBe("orphan");
  expect(open.add(one, "peer", admit)).toEqual({ what: "held", events: [one, two] });
});
