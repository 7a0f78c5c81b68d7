import { expect, test } from "vitest";
import { toHex } from "../../src/base/bytes.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { HashId } from "../../src/base/id.ts";
import { beacon, commitmentTo } from "../../src/events/kinds/beacon.ts";
import { nextSeed } from "../../src/ledger/seed.ts";
import { communityOf, type State } from "../../src/state/state.ts";
import { Village } from "./village.ts";

const SECRETS = ["Ada", "Bo", "Cy"].map((name) => {
  return { name, secret: toHex(sha256(new TextEncoder().encode(name))) as HashId };
});

test("secrets told by members of a village go into the seed that its witnesses seal", () => {
  const village = new Village(11);
  village.found("Ada");
  village.run(3);
  for (const name of ["Bo", "Cy", "Di", "Ed"]) village.join(name, "Ada");
  village.run(160);
  const journal = (name: string) => village.world.node(name)?.peer.journal;
  expect(village.world.node("Ada")?.peer.sealing?.at.seats.length).toBe(5);
  const say = (name: string, reveal: HashId | null, next: HashId) => {
    const member = journal(name)?.ownerOf(village.devices.get(name)?.publicKey ?? "");
    if (member === undefined) throw new Error("a member");
    const said = village.say(
      name,
      "beacon",
      beacon.body.write({ reveal, commit: commitmentTo(member, next) }),
    );
    expect(said.ok).toBe(true);
    return member;
  };
  for (const { name, secret } of SECRETS) say(name, null, secret);
  // beacons alone wait a quarter of the seats' expiry
  village.run(160);
  const members = SECRETS.map(({ name, secret }) => say(name, secret, secret));
  village.run(160);
  const state = journal("Ed")?.at.ledger.state as State;
  const told = [...state.reveals.entries()];
  expect(told.map(([, { secret }]) => secret).toSorted()).toEqual(
    SECRETS.map(({ secret }) => secret).toSorted(),
  );
  expect(told.map(([key]) => key.slice(16)).toSorted()).toEqual(members.toSorted());
  expect(new Set(village.roots()).size).toBe(1);
  // what was told in the last seal, if it was all told there, made this seed and no other
  const { seed, height } = communityOf(state);
  expect(told.every(([key]) => Number.parseInt(key.slice(0, 16), 16) <= height)).toBe(true);
  expect(seed).not.toBe(nextSeed(seed, []));
});
