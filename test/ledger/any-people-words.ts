import type { EventId, MemberId } from "../../src/base/id.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { contact } from "../../src/events/kinds/contact.ts";
import { delegate } from "../../src/events/kinds/delegate.ts";
import { object } from "../../src/events/kinds/object.ts";
import { resign } from "../../src/events/kinds/resign.ts";
import { revoke } from "../../src/events/kinds/revoke.ts";
import { uninvite } from "../../src/events/kinds/uninvite.ts";
import { vouch } from "../../src/events/kinds/vouch.ts";
import { signRevocation } from "../../src/events/revocation.ts";
import type { Charter } from "../../src/state/records.ts";
import type { Feed, Person, World } from "./world.ts";
import { keyOf } from "./world.ts";

/** What people do about people. */
export const PEOPLE_WHATS = [
  "vouch",
  "object",
  "uninvite",
  "contact",
  "delegate",
  "resign",
  "stay-on",
  "revoke",
] as const;

export type PeopleWhat = (typeof PEOPLE_WHATS)[number];

/** Rules by which newcomers come in at once, or wait for one thing or another. */
export const ADMISSION_RULES: readonly Partial<Charter>[] = [
  {},
  { objections: 1, objectionMs: DAY_MS },
  { growth: { everyMs: 10 * DAY_MS, perMember: 1, atLeast: 1, permille: 0 } },
];

/** A person's word, by one of their devices, about the a-th of those there are, in a way that b decides. */
export function peopleWords(
  world: World,
  people: readonly Person[],
  { person, feed }: { readonly person: Person; readonly feed: Feed },
  { what, a, b }: { readonly what: PeopleWhat; readonly a: number; readonly b: number },
): readonly AuthenticEvent[] {
  const { state } = world.ledger;
  const other = (people[a % people.length] as Person).id;
  switch (what) {
    case "vouch":
      return [world.say(feed, vouch, { for: waiting(world, a) })];
    case "object":
      return [world.say(feed, object, { joiner: waiting(world, a), on: b % 3 > 0 })];
    case "uninvite":
      return [world.say(feed, uninvite, { invite: keyOf("one invite for many").publicKey })];
    case "contact":
      return [world.say(feed, contact, { role: b % 2 === 0 ? "name" : "accept", other, on: b % 5 > 0 })];
    case "delegate":
      return [world.say(feed, delegate, { to: b % 4 === 0 ? null : other })];
    case "resign":
    case "stay-on":
      return [world.say(feed, resign, { on: what === "resign" })];
    case "revoke": {
      // rarely, for it takes a voice away
      const device = [...state.devices.entries()].map(([key]) => key)[a];
      if (b % 4 !== 0 || device === undefined) return [];
      const signature = signRevocation(person.root, world.community, device);
      return [world.say(feed, revoke, { device, signature })];
    }
  }
}

/** Somebody who wants to come in, or a place asked for; now and then a member. */
function waiting(world: World, a: number): EventId {
  const { joiners, applications, members } = world.ledger.state;
  const asked: readonly EventId[] = [
    ...[...joiners.entries()].map(([id]) => id),
    ...[...applications.entries()].map(([, { event }]) => event),
    ...[...members.entries()].slice(0, 1).map(([id]: readonly [MemberId, unknown]) => id),
  ];
  return asked[a % asked.length] as EventId;
}
