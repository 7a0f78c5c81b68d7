import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { MemberId } from "../../src/base/id.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { found } from "../../src/events/kinds/found.ts";
import { EVENT_BYTES_MAX } from "../../src/events/limits.ts";
import { type RefoundingWord, verifyRefounding } from "../../src/events/refounding.ts";
import { decodeRoll, encodeRoll, ROLL_MEMBERS_MAX, type Roll } from "../../src/events/roll.ts";
import { verifySignature } from "../../src/events/signature.ts";
import { applyCut } from "../../src/ledger/apply.ts";
import { type Base, genesis, originOf } from "../../src/ledger/genesis.ts";
import { foundEvent, memberOf } from "../../src/peer/first-events.ts";
import { digestState } from "../../src/state/digest.ts";
import { communityOf } from "../../src/state/state.ts";
import { trieGet } from "../../src/state/trie.ts";
import {
  ada,
  BASE,
  BOTH,
  base,
  bo,
  CHARTER,
  cy,
  founding,
  KEYS,
  rollOf,
  wordOf,
  world,
} from "./founding-anew.ts";
import { sealIdAt } from "./world.ts";

describe("a founding that names a base", () => {
  test("makes the same state everywhere: of those on the roll, at the base's height, under its own id", () => {
    const event = founding(BOTH);
    const made = genesis(event, base(BOTH));
    if (!made.ok) throw new Error(made.error);
    const { state, heads } = made.value;
    expect(communityOf(state)).toMatchObject({ id: event.id, height: world.height, epoch: 0 });
    expect([...state.members.entries()].map(([id]) => id)).toEqual([ada.id, bo.id].toSorted());
    expect(state.devices.get(KEYS.device.publicKey)?.member).toBe(ada.id);
    expect(state.seats.size).toBe(1);
    expect(heads.size).toBe(1);
    expect(trieGet(heads, KEYS.device.publicKey)).toMatchObject({ seq: 0, id: event.id });
    const again = genesis(founding(BOTH), base(decodeRoll(encodeRoll(BOTH)) ?? []));
    expect(again.ok && digestState(again.value.state)).toBe(digestState(state));
    expect(memberOf(event)).toBe(ada.id);
    expect(originOf(event)?.community).toBe(world.community);
    expect(originOf(world.foundEvent)).toBeNull();
    expect(memberOf(world.foundEvent)).toBe(world.community);
  });

  test("has no seat for a device of the old community, however lately it was seen there", () => {
    const made = genesis(founding(BOTH), base(BOTH));
    if (!made.ok) throw new Error(made.error);
    expect(present(made.value.state.witnesses.get(bo.id), "Bo's offer").on).toBe(true);
    const { height, throughMs } = communityOf(made.value.state);
    const cut = { height: height + 1, prevSeal: BASE.seal, throughMs: throughMs + 1, reporters: [ada.id] };
    const { ledger } = applyCut(made.value, { ...cut, events: [], endedFeeds: [] });
    expect([...ledger.state.seats.entries()].map(([, seat]) => seat)).toEqual([
      { member: ada.id, device: KEYS.device.publicKey },
    ]);
  });

  test("is small however many come along: the words are beside it", () => {
    const roll = Array.from({ length: ROLL_MEMBERS_MAX }, (_, i) => {
      return { member: i.toString(16).padStart(64, "0") as MemberId, word: new Uint8Array(64) };
    });
    const title = "互".repeat(60);
    expect(founding(roll, {}, { ...CHARTER, title }).wire.length).toBeLessThan(EVENT_BYTES_MAX / 4);
    expect(decodeRoll(encodeRoll(roll))).toEqual(roll);
    expect(encodeRoll(roll).length).toBeLessThan(192 * 1024);
  });

  test("changes no byte of a founding without one", () => {
    const plain = foundEvent({ root: ada.root, ...KEYS }, CHARTER, 0);
    expect(found.body.read(plain.body)).toMatchObject({ ok: true });
    expect(Object.keys(plain.body as object)).not.toContain("from");
    for (const from of [null, 1, {}, { ...originOf(founding(BOTH)), more: 1 }])
      expect(found.body.read({ ...(plain.body as object), from: from as never })).toEqual({
        ok: false,
        error: "from",
      });
  });

  const other = { ...CHARTER, title: "Another title" };
  const stranger = { member: "ab".repeat(32) as MemberId, word: wordOf(ada).word };
  const strangers = rollOf(wordOf(ada), stranger);
  const unsaid = rollOf(wordOf(ada), { member: bo.id, word: wordOf(cy).word });
  test.each<[string, string, AuthenticEvent, Base | null]>([
    ["without its base", "base-missing", founding(BOTH), null],
    ["with another roll", "base-wrong", founding(BOTH), base(rollOf(wordOf(ada)))],
    ["of another height", "base-wrong", founding(BOTH, { height: 1 }), base(BOTH)],
    ["of another community", "base-wrong", founding(BOTH, { community: ada.id }), base(BOTH)],
    ["of another state", "base-wrong", founding(BOTH, { state: BASE.heads }), base(BOTH)],
    ["of other heads", "base-wrong", founding(BOTH, { heads: BASE.state }), base(BOTH)],
    ["of another seal", "roll-wrong", founding(BOTH, { seal: BASE.state }), base(BOTH)],
    ["under another charter", "roll-wrong", founding(BOTH, {}, other), base(BOTH)],
    ["by another member", "roll-wrong", founding(BOTH, { member: bo.id }), base(BOTH)],
    ["with a stranger", "roll-wrong", founding(strangers), base(strangers)],
    ["with a word of somebody else's", "roll-wrong", founding(unsaid), base(unsaid)],
    ["without the founder", "member-unknown", founding(rollOf(wordOf(bo))), base(rollOf(wordOf(bo)))],
  ])("is none %s: %s", (_, code, event, given) => {
    expect(genesis(event, given)).toEqual({ ok: false, error: code });
  });
});

describe("a word for coming along", () => {
  const said = { ...BASE, founder: ada.id, charter: CHARTER };
  const { word } = wordOf(bo);

  test("is by that root, and for that founding only", () => {
    expect(verifyRefounding(bo.root.publicKey, said, word, verifySignature)).toBe(true);
    expect(verifyRefounding(cy.root.publicKey, said, word, verifySignature)).toBe(false);
    const changes: readonly Partial<RefoundingWord>[] = [
      { community: bo.id },
      { seal: sealIdAt(99) },
      { state: BASE.heads },
      { heads: BASE.state },
      { founder: bo.id },
      { charter: { ...CHARTER, recoveryMs: 1 } },
    ];
    for (const change of changes)
      expect(verifyRefounding(bo.root.publicKey, { ...said, ...change }, word, verifySignature)).toBe(false);
  });

  test("stands once in a roll, in the order of members", () => {
    const wire = encodeRoll(BOTH);
    expect(decodeRoll(wire)).toEqual(BOTH);
    expect(decodeRoll(wire.slice(1))).toBeUndefined();
    expect(decodeRoll(new Uint8Array(0))).toBeUndefined();
    expect(() => encodeRoll(BOTH.toReversed())).toThrow();
    expect(() => encodeRoll([BOTH[0], BOTH[0]] as Roll)).toThrow();
  });
});
