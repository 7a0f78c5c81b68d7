import type { EventId, MemberId } from "../../src/base/id.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import { revoke } from "../../src/events/kinds/revoke.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { signRevocation } from "../../src/events/revocation.ts";
import { useVerify } from "../../src/events/signature.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { money } from "../../src/money/money.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import type { MotionAbout } from "../../src/state/claim-records.ts";
import { communityOf } from "../../src/state/state.ts";
import { AidCommunity, DAY, type Said, START_MS, TERMS } from "./aid-fixture.ts";
import { JuryVillage, say } from "./jury-village.ts";
import { GRACE, LAPSE, MoneyVillage } from "./money-village.ts";
import { day, MovingCommunity } from "./motion-fixture.ts";
import { Feed, keyOf, Person, World } from "./world.ts";

useVerify(nativeVerify());

export interface ExplainedLife {
  readonly ledgers: readonly Ledger[];
  readonly outcomes: ReadonlyMap<EventId, RefusalCode | null>;
}

/** Communities that come to what other stories leave out, for whoever explains it. */
export function explainedLives(): readonly ExplainedLife[] {
  return [
    ...[jury, appealWithoutResult, delegated].map((tell) => tell().community),
    ...[indebted, silent, motions, higherTier, credited, full].map((tell) => tell()),
    newcomers(),
  ];
}

/** One has seen what was put before the jury, one says it is another thing, one steps back, the others say nothing. */
function jury(): JuryVillage {
  const village = new JuryVillage(70);
  const claim = village.heard();
  const [first, second, third] = village.jurors(claim, "seat") as [MemberId, MemberId, MemberId];
  village.seal(say(first, "seen", { claim, matches: true }), say(second, "seen", { claim, matches: false }));
  village.seal(say(third, "recuse", { ballot: claim }));
  village.pass(4 * DAY);
  return village;
}

/** Refused by all, and appealed, with too few to decide. */
function appealWithoutResult(): JuryVillage {
  const village = new JuryVillage(10);
  const claim = village.filed();
  village.seal(...village.votes(claim, "no", village.members.slice(1)));
  village.pass(8 * DAY);
  const [ballot] = village.seal(say(village.m(0), "appeal", { claim })) as [EventId];
  village.seal(...village.votes(ballot, "yes", village.members.slice(1, 3)));
  village.pass(8 * DAY);
  return village;
}

/** One votes for another too; two point at each other. */
function delegated(): JuryVillage {
  const village = new JuryVillage(40);
  const to = (from: number, other: number) => say(village.m(from), "delegate", { to: village.m(other) });
  village.seal(to(1, 2), to(5, 6), to(6, 5));
  const claim = village.filed();
  village.seal(...village.votes(claim, "no", village.members.slice(2, 5)));
  village.pass(8 * DAY);
  village.pass(8 * DAY);
  return village;
}

/** Ben never pays, is back, and what he owes is called. */
function indebted(): AidCommunity {
  const village = new MoneyVillage({ shortfall: "haircut" });
  const [ann, ben] = village.names;
  village.agreed(ann, 4_000);
  village.monday(1);
  village.settle(ben);
  village.seal(village.nowMs + (GRACE + LAPSE) * DAY + 1);
  village.seal(village.nowMs + 1, village.say(ben, "enrol", { plan: village.plan, tier: 0 }));
  village.monday(3);
  village.agreed(ann, 5_000);
  village.monday(4);
  village.try(village.say(ben, "pay", { transfer: village.plan }));
  return village;
}

/** Ben says that he paid; Ann is there, and says nothing about it. */
function silent(): AidCommunity {
  const village = new MoneyVillage({ lapseMs: 300 * DAY });
  const [ann, ben] = village.names;
  village.agreed(ann, 4_000);
  village.monday(1);
  const [transfer] = village.from(ben);
  village.settle(ben);
  village.seal(village.nowMs + DAY, village.say(ben, "pay", { transfer }));
  village.seal(village.nowMs + DAY, village.say(ann, "leave", { plan: village.plan, on: true }));
  return village;
}

function motions(): AidCommunity {
  const at = new MovingCommunity(["a", "b", "c", "d", "e"]);
  const { plan } = at;
  const abouts: readonly MotionAbout[] = [
    { kind: "amend", plan, terms: { ...TERMS, noticeMs: 4 * DAY } },
    { kind: "expel", member: at.who(4), plan },
    { kind: "rules", rules: 2 },
  ];
  for (const [index, about] of abouts.entries()) {
    const yes = about.kind === "rules" ? [] : at.members.slice(0, 4);
    at.move(about, day(1 + index), yes);
  }
  at.seal(day(9));
  at.seal(day(20));
  return at;
}

/** In a lower tier for long, and in a higher one from now on, which is waited for. */
function higherTier(): AidCommunity {
  const tiers = [
    { name: "low", benefit: money(1_000), weight: 1 },
    { name: "high", benefit: money(3_000), weight: 3 },
  ];
  const at = new MovingCommunity(["a", "b", "c", "d"], { tiers, waitingMs: 30 * DAY });
  at.seal(day(100), enrols(at.who(1), at.plan, 1));
  return at;
}

function credited(): AidCommunity {
  const at = new MovingCommunity(["a", "b", "c", "d"], { waitingMs: 30 * DAY });
  const terms = { ...TERMS, waitingMs: 30 * DAY, creditsWaiting: at.plan };
  at.openPlan(day(10), terms, new Map(at.members.slice(0, 3).map((member) => [member, 0])));
  return at;
}

/** Two ask for the one place that is left, and one of them gets it. */
function full(): AidCommunity {
  const community = new AidCommunity(["a", "b", "c", "d", "e"]);
  const [a, b, c, d, e] = community.members as [MemberId, MemberId, MemberId, MemberId, MemberId];
  const tiers = new Map([a, b, c].map((member) => [member, 1]));
  const terms = { ...TERMS, admission: "vouch", maxMembers: 4 } as const;
  const plan = community.openPlan(START_MS, terms, tiers);
  const asked = community.seal(community.nowMs + 1, enrols(d, plan, 1), enrols(e, plan, 1));
  const vouches = [a, b].flatMap((by) => asked.map((event) => say(by, "vouch", { for: event })));
  community.seal(community.nowMs + 1, ...vouches);
  return community;
}

function enrols(member: MemberId, plan: string, tier: number): Said {
  return say(member, "enrol", { plan, tier });
}

/** One newcomer too many in a month; and a member whose device is taken off. */
function newcomers(): ExplainedLife {
  const growth = { everyMs: 30 * DAY_MS, perMember: 1, atLeast: 1, permille: 0 };
  const world = new World({ growth });
  const ledgers: Ledger[] = [];
  const seal = (events: Parameters<World["seal"]>[0], parts: Parameters<World["seal"]>[1] = {}) => {
    world.seal(events, parts);
    ledgers.push(world.ledger);
  };
  const [ann] = world.admit("ann") as [Person];
  const spare = new Feed(keyOf("ann's other"));
  seal([world.deviceOf(ann, spare)]);
  const { id } = communityOf(world.ledger.state);
  const signature = signRevocation(ann.root, id, ann.feed.device);
  seal([world.say(spare, revoke, { device: ann.feed.device, signature })]);
  seal([], { throughMs: world.nowMs + 30 * DAY_MS });
  seal([world.joinOf(new Person("ben"))]);
  seal([world.joinOf(new Person("cai"))]);
  return { ledgers, outcomes: new Map() };
}
