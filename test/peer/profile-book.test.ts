import { expect, test } from "vitest";
import type { CommunityId } from "../../src/base/id.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { ProfileBook } from "../../src/peer/profile-book.ts";
import {
  decodeProfile,
  PROFILE_BYTES_MAX,
  type ProfileContent,
  signProfile,
} from "../../src/profiles/profile.ts";
import { keyOf } from "../ledger/world.ts";
import { fc } from "../property.ts";
import { hex32 } from "../seal/samples.ts";

const verify = nativeVerify();
const community = hex32("community") as CommunityId;
const content = (nickname: string): ProfileContent => ({ nickname, payTo: "cash", needs: [], addresses: [] });

function profileOf(name: string, version: number, nickname: string | null) {
  const key = keyOf(name);
  return signProfile(
    community,
    key.publicKey,
    version,
    nickname === null ? null : content(nickname),
    key.sign,
  );
}

test("a profile comes back as it was signed, erased or not, and no byte of it can be changed", () => {
  for (const profile of [profileOf("a", 3, "Ada"), profileOf("a", 4, null)]) {
    expect(decodeProfile(profile.wire, verify)).toEqual(profile);
    for (let at = 0; at < profile.wire.length; at++) {
      const changed = profile.wire.slice();
      changed[at] = (changed[at] as number) ^ 1;
      expect(typeof decodeProfile(changed, verify)).toBe("string");
    }
  }
});

test("what is too large or no profile is malformed; another's signature is wrong", () => {
  expect(decodeProfile(new Uint8Array(PROFILE_BYTES_MAX + 1), verify)).toBe("profile-malformed");
  const forged = signProfile(community, keyOf("a").publicKey, 1, content("Ada"), keyOf("b").sign);
  expect(decodeProfile(forged.wire, verify)).toBe("profile-signature");
  const wordy = signProfile(community, keyOf("a").publicKey, 1, content("x".repeat(41)), keyOf("a").sign);
  expect(decodeProfile(wordy.wire, verify)).toBe("profile-malformed");
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodeProfile(bytes, verify)).toBe("profile-malformed");
    }),
  );
});

test("whatever the order, books that met the same profiles hold the same", () => {
  const all = ["a", "b"].flatMap((name) =>
    [1, 2, 2, 3].map((version, i) => profileOf(name, version, i === 3 ? null : `${name}${i}`)),
  );
  const bookOf = (order: typeof all) => {
    const book = new ProfileBook();
    for (const profile of order) book.add(profile);
    return book;
  };
  const [expected] = [bookOf(all).digest()];
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
      expect(bookOf([...order, ...order]).digest()).toBe(expected);
    }),
  );
  const erased = bookOf(all).get(keyOf("a").publicKey);
  expect(erased?.content).toBeNull();
  expect(bookOf(all.slice(0, 3)).digest()).not.toBe(expected);
});

test("an older one, or the same again, is no news", () => {
  const book = new ProfileBook();
  const held = profileOf("a", 2, "Ada");
  expect(book.add(held)).toBe(true);
  expect(book.add(held)).toBe(false);
  expect(book.add(profileOf("a", 1, "Old"))).toBe(false);
  expect(book.get(held.device)).toBe(held);
});

test("it is listed in pages, each device once", () => {
  const book = new ProfileBook();
  for (let i = 0; i < 7; i++) book.add(profileOf(`p${i}`, 1, `P${i}`));
  const listed: string[] = [];
  for (let page = book.list(null, 3), turns = 0; turns < 5; turns++) {
    listed.push(...page.profiles.map(({ device }) => device));
    const last = page.profiles.at(-1)?.device ?? null;
    if (!page.more || last === null) break;
    page = book.list(last, 3);
  }
  expect(listed).toEqual(book.all().map(({ device }) => device));
  expect(listed).toHaveLength(7);
});
