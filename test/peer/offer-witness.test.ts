import { expect, test } from "vitest";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { fork } from "../../src/events/kinds/fork.ts";
import { resign } from "../../src/events/kinds/resign.ts";
import { applyCut } from "../../src/ledger/apply.ts";
import { genesis } from "../../src/ledger/genesis.ts";
import { Author } from "../../src/peer/author.ts";
import { Journal } from "../../src/peer/journal.ts";
import { OwnDevice } from "../../src/peer/own-device.ts";
import { ProfileBook } from "../../src/peer/profile-book.ts";
import { unsigned } from "../../src/seal/last-sign.ts";
import { forkBodyOf } from "../ledger/outcome.ts";
import { Feed, keyOf, Person, sealIdAt, World } from "../ledger/world.ts";

/** A community on paper whose journal one device of a member reads. */
class Desk {
  readonly world = new World({ seatExpiryMs: 3 * 86_400_000 });
  readonly spare = new Feed(keyOf("spare"));
  readonly #journal: Journal;

  constructor() {
    const founded = genesis(this.world.foundEvent);
    if (!founded.ok) throw new Error(founded.error);
    this.#journal = new Journal(founded.value);
  }

  seal(...events: readonly AuthenticEvent[]): void {
    const cut = this.world.cut(events);
    const applied = applyCut(this.world.ledger, cut);
    for (const { code } of applied.outcomes) expect(code).toBeNull();
    this.#journal.adopt(sealIdAt(cut.height), applied, cut.throughMs);
    this.world.ledger = applied.ledger;
    this.world.nowMs = cut.throughMs;
  }

  member(): Person {
    const person = new Person("ann");
    this.seal(this.world.joinOf(person));
    this.seal(this.world.deviceOf(person, this.spare));
    return person;
  }

  forked(person: Person): void {
    const [one, other] = ["x", "y"].map((kind) => person.feed.peek(kind, {}, this.world));
    if (one === undefined || other === undefined) throw new Error("two branches");
    this.seal(this.world.say(this.world.founder, fork, forkBodyOf(one, other)));
  }

  /** What the spare device's node says by itself, which has said something before. */
  offers(afterMs = 0): readonly string[] {
    const said: string[] = [];
    const last = { ...unsigned(this.spare.device), feedSeq: 1 };
    const author = new Author({
      community: this.world.community,
      signer: this.spare.key,
      own: new OwnDevice(this.spare.device, { ok: true, value: last }),
      profiles: new ProfileBook(),
      journal: () => this.#journal,
      nowMs: () => this.world.nowMs + afterMs,
      persist: ({ events }) => said.push(...(events ?? []).map(({ kind }) => kind)),
      gossip: () => undefined,
      alarm: () => undefined,
    });
    author.offerWitness();
    return said;
  }
}

/** Its second word, so that it is no new device. */
function spoken(desk: Desk, on = true): void {
  desk.seal(desk.world.witnessOf(desk.spare, on));
}

test("the device that was stopped is followed at once by another of its member's", () => {
  const desk = new Desk();
  const ann = desk.member();
  spoken(desk);
  desk.seal(desk.world.witnessOf(ann));
  expect(desk.offers()).toEqual([]);
  desk.forked(ann);
  expect(desk.offers()).toEqual(["witness"]);
});

test("who never said anything is barred by a fork, and not switched off by it", () => {
  const desk = new Desk();
  const ann = desk.member();
  desk.seal(desk.world.sayRaw(desk.spare, "beacon", { reveal: null, commit: new Uint8Array(32) }));
  desk.forked(ann);
  expect(desk.offers()).toEqual(["witness"]);
});

test("who said off stays off, whatever becomes of the device", () => {
  const desk = new Desk();
  const ann = desk.member();
  spoken(desk);
  desk.seal(desk.world.witnessOf(ann, false));
  desk.forked(ann);
  expect(desk.offers()).toEqual([]);
  expect(desk.offers(30 * 86_400_000)).toEqual([]);
});

test("otherwise it renews once two days passed without a report or a word", () => {
  const desk = new Desk();
  desk.member();
  spoken(desk);
  expect(desk.offers(2 * 86_400_000 - 1)).toEqual([]);
  expect(desk.offers(2 * 86_400_000)).toEqual(["witness"]);
});

test("who has left the community offers nothing any more", () => {
  const desk = new Desk();
  const ann = desk.member();
  spoken(desk);
  desk.seal(desk.world.say(ann, resign, { on: true }));
  expect(desk.offers(2 * 86_400_000)).toEqual([]);
});
