import type { EventId, HashId, MemberId, PlanId } from "../../src/base/id.ts";
import { object } from "../../src/events/kinds/object.ts";
import { resign } from "../../src/events/kinds/resign.ts";
import { termsHash } from "../../src/events/terms.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { AidCommunity, DAY, type Said, START_MS, TERMS } from "./aid-fixture.ts";
import { JuryVillage, say } from "./jury-village.ts";
import { Person, World } from "./world.ts";

/** Small communities, each told to go along some arrows of docs/lives.md, as their ledgers from seal to seal. */
export function toldLives(): readonly (readonly Ledger[])[] {
  return [
    ...[juryClaim, undrawnClaim, noClaim, appealedClaims, withdrawnClaims].map((tell) => tell()),
    ...[places, applied, payments, unpaid, dissolved].map((tell) => tell()),
    people(),
  ];
}

function juryClaim(): readonly Ledger[] {
  const village = new JuryVillage(70);
  const claim = village.heard();
  village.seal(...village.votes(claim, "yes", village.jurors(claim, "seat")));
  for (let week = 0; week < 8; week++) village.pass(7 * DAY);
  return village.community.ledgers;
}

function undrawnClaim(): readonly Ledger[] {
  const village = new JuryVillage(70);
  village.filed();
  for (let week = 0; week < 5; week++) village.pass(7 * DAY);
  return village.community.ledgers;
}

/** A small plan's claim, that all have answered alike. */
function answered(choice: "yes" | "no") {
  const village = new JuryVillage(10);
  const claim = village.filed();
  village.seal(...village.votes(claim, choice, village.members.slice(1)));
  village.pass(8 * DAY);
  return { village, claim };
}

function noClaim(): readonly Ledger[] {
  const { village } = answered("no");
  village.pass(8 * DAY);
  return village.community.ledgers;
}

function appealedClaims(): readonly Ledger[] {
  const ledgers: Ledger[] = [];
  for (const [first, second] of [
    ["no", "yes"],
    ["no", "no"],
    ["yes", "no"],
  ] as const) {
    const { village, claim } = answered(first);
    const by = first === "no" ? [0] : [1, 2];
    const appeals = village.seal(...by.map((index) => say(village.m(index), "appeal", { claim })));
    village.seal(...village.votes(appeals.at(-1) as EventId, second, village.members.slice(1)));
    village.pass(8 * DAY);
    ledgers.push(...village.community.ledgers);
  }
  return ledgers;
}

function withdrawnClaims(): readonly Ledger[] {
  const ledgers: Ledger[] = [];
  const end = (village: JuryVillage, claim: EventId) => {
    village.seal(say(village.m(0), "withdraw", { claim }));
    ledgers.push(...village.community.ledgers);
  };
  const many = new JuryVillage(70);
  end(many, many.filed());
  const drawn = new JuryVillage(70);
  end(drawn, drawn.drawn());
  const small = new JuryVillage(10);
  end(small, small.filed());
  for (const choice of ["yes", "no"] as const) {
    const { village, claim } = answered(choice);
    end(village, claim);
  }
  const { village, claim } = answered("no");
  village.seal(say(village.m(0), "appeal", { claim }));
  end(village, claim);
  return ledgers;
}

/** Five members; those named are in a plan of these terms from the start. */
function planned(terms: Partial<Terms>, size = 4) {
  const community = new AidCommunity(["ann", "ben", "cai", "dee", "eve", "fay"]);
  const m = (index: number) => community.members[index] as MemberId;
  const tiers = new Map(community.members.slice(0, size).map((member) => [member, 0]));
  const plan = community.openPlan(START_MS, { ...TERMS, ...terms }, tiers);
  const tell = (...said: readonly Said[]) => community.seal(community.nowMs + 1, ...said);
  const pass = (days: number) => community.seal(community.nowMs + days * DAY);
  return { community, plan, m, tell, pass };
}

function places(): readonly Ledger[] {
  const ledgers: Ledger[] = [];
  for (const waitingMs of [0, 90 * DAY]) {
    const { community, plan, m, tell, pass } = planned({ waitingMs });
    const proposed = { ...TERMS, waitingMs, title: "Another" };
    const [other] = tell(say(m(0), "propose", { terms: proposed, tier: 0 })) as [PlanId];
    tell(
      ...[m(1), m(2)].map((who) =>
        say(who, "adopt", { plan: other, tier: 0, termsHash: termsHash(proposed) }),
      ),
    );
    tell(say(m(4), "enrol", { plan, tier: 0 }));
    tell(say(m(4), "leave", { plan, on: true }));
    tell(say(m(4), "leave", { plan, on: false }));
    tell(say(m(4), "leave", { plan, on: true }));
    pass(40);
    tell(say(m(4), "enrol", { plan, tier: 0 }));
    pass(100);
    ledgers.push(...community.ledgers);
  }
  return ledgers;
}

function applied(): readonly Ledger[] {
  const ledgers: Ledger[] = [];
  for (const waitingMs of [0, 20 * DAY]) {
    const { community, plan, m, tell, pass } = planned({ waitingMs, admission: "vouch" });
    const ask = () => tell(say(m(4), "enrol", { plan, tier: 0 })) as [EventId];
    ask();
    pass(31);
    const [asked] = ask();
    tell(...[m(1), m(2)].map((who) => say(who, "vouch", { for: asked })));
    tell(say(m(4), "leave", { plan, on: true }));
    pass(40);
    ask();
    ledgers.push(...community.ledgers);
  }
  return ledgers;
}

/** A claim of the first, shared by all and netted: what the others owe. */
function owing(terms: Partial<Terms> = {}) {
  const village = planned(terms, 6);
  const { community, plan, m, tell, pass } = village;
  const incidentDay = Math.floor((community.nowMs + 480 * 60_000) / DAY);
  const [claim] = tell(say(m(0), "claim", { plan, incidentDay, amount: 30_000, for: null })) as [EventId];
  const voters = community.members.slice(1);
  tell(...voters.map((who) => say(who, "vote", { ballot: claim, choice: "yes", amount: null })));
  pass(35);
  const transferOf = (index: number) => {
    const found = community.transfers().find(([, { from }]) => from === m(index));
    return found?.[0] as HashId;
  };
  return { ...village, transferOf };
}

function payments(): readonly Ledger[] {
  const { community, m, tell, pass, transferOf } = owing({ lapseMs: 200 * DAY });
  const pays = (index: number) => say(m(index), "pay", { transfer: transferOf(index) });
  const got = (index: number, amount: number) =>
    say(m(0), "receipt", { transfer: transferOf(index), amount });
  const rest = (index: number) => {
    const transfer = community.state.transfers.must(transferOf(index));
    return transfer.amount - transfer.received;
  };
  const disputes = (index: number) => say(m(0), "dispute", { transfer: transferOf(index) });
  const votes = (ids: readonly EventId[], choice: string) =>
    ids.flatMap((ballot) => [4, 5].map((index) => say(m(index), "vote", { ballot, choice, amount: null })));
  // in time: the second pays part by part, the third is disputed twice
  tell(got(4, rest(4)));
  tell(pays(1), pays(2));
  tell(got(1, 1));
  tell(...votes(tell(disputes(2)), "no"));
  pass(15);
  tell(pays(2));
  tell(...votes(tell(disputes(2)), "yes"));
  pass(15);
  // late: clocks stood still for whom they were stopped
  pass(60);
  tell(pays(1), pays(3));
  tell(got(1, 1));
  tell(...votes(tell(disputes(3)), "no"));
  pass(15);
  tell(got(1, rest(1)));
  tell(pays(3));
  tell(got(3, rest(3)), say(m(5), "pay", { transfer: transferOf(5) }));
  tell(got(5, rest(5)));
  return community.ledgers;
}

/** Nobody pays: it is late, then void; a place that was covered is lost, and one that still waited. */
function unpaid(): readonly Ledger[] {
  const { community, pass } = owing();
  for (let week = 0; week < 6; week++) pass(7);
  const { community: waiting, plan, m, tell, pass: wait } = planned({ waitingShares: true }, 5);
  const [amended] = tell(
    say(m(0), "motion", {
      about: { kind: "amend", plan, terms: { ...TERMS, waitingShares: true, waitingMs: 300 * DAY } },
    }),
  );
  tell(
    ...waiting.members
      .slice(0, 5)
      .map((who) => say(who, "vote", { ballot: amended, choice: "yes", amount: null })),
  );
  wait(40);
  tell(say(m(5), "enrol", { plan, tier: 0 }));
  const incidentDay = Math.floor((waiting.nowMs + 480 * 60_000) / DAY);
  const [claim] = tell(say(m(0), "claim", { plan, incidentDay, amount: 30_000, for: null })) as [EventId];
  tell(
    ...waiting.members
      .slice(1, 5)
      .map((who) => say(who, "vote", { ballot: claim, choice: "yes", amount: null })),
  );
  for (let week = 0; week < 12; week++) wait(7);
  return [...community.ledgers, ...waiting.ledgers];
}

function dissolved(): readonly Ledger[] {
  const { community, plan, m, tell, pass } = planned({}, 6);
  const [motion] = tell(say(m(0), "motion", { about: { kind: "end", plan } }));
  tell(...community.members.map((who) => say(who, "vote", { ballot: motion, choice: "yes", amount: null })));
  pass(10);
  pass(100);
  pass(40);
  return community.ledgers;
}

/** Who joins, is not wanted, resigns, thinks better of it, and goes. */
function people(): readonly Ledger[] {
  const ledgers: Ledger[] = [];
  const world = new World({ objections: 1, objectionMs: 5_000 });
  const seal = (events: Parameters<World["seal"]>[0] = []) => {
    ledgers.push(world.ledger);
    world.seal(events);
    ledgers.push(world.ledger);
  };
  const [ann, ben] = [new Person("ann"), new Person("ben")];
  seal([world.joinOf(ann)]);
  seal([world.joinOf(ben)]);
  seal([world.say(world.founder, object, { joiner: ben.id, on: true })]);
  for (let turn = 0; turn < 8; turn++) seal();
  seal([world.say(world.founder, object, { joiner: ben.id, on: false })]);
  const plan = world.proposeOf(world.founder, {}, 0);
  seal([plan]);
  const open = new World();
  const all = [open.founder, ...open.admit("cai", "dee", "eve")];
  const [, cai, dee] = all;
  const openSeal = (events: Parameters<World["seal"]>[0] = [], throughMs?: number) => {
    ledgers.push(open.ledger);
    open.seal(events, throughMs === undefined ? {} : { throughMs });
    ledgers.push(open.ledger);
  };
  const proposed = open.proposeOf(open.founder, {}, 0);
  openSeal([proposed]);
  openSeal(all.slice(1).map((person) => open.adoptOf(person, proposed.id)));
  for (const on of [true, false, true]) openSeal([open.say(cai as Person, resign, { on })]);
  openSeal([open.say(dee as Person, resign, { on: true })]);
  openSeal([], open.nowMs + 40 * DAY);
  openSeal([open.joinOf(new Person("fay"))]);
  return ledgers;
}
