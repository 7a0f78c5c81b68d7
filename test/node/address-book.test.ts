import { expect, test } from "vitest";
import type { CommunityId, DeviceKey, HashId } from "../../src/base/id.ts";
import { asRelay } from "../../src/net/peer-address.ts";
import { addressBook } from "../../src/node/address-book.ts";
import type { SignedProfile } from "../../src/profiles/profile.ts";

const PEER = "12D3KooWGjgUx7GyPPfHrsAV5TcnnLyKGqjmLJpPMxR3pUhzPbvV";
const at = (host: string): string => `/dns4/${host}/tcp/4001/p2p/${PEER}`;
const device = (n: number): DeviceKey => n.toString(16).padStart(64, "0") as DeviceKey;
const OWN = device(0);
const anybody = () => true;

function profile(n: number, addresses: readonly string[]): SignedProfile {
  return {
    community: "c".repeat(64) as CommunityId,
    device: device(n),
    version: 1,
    content: { nickname: `m${n}`, payTo: "", needs: [], addresses },
    hash: "h".repeat(64) as HashId,
    wire: new Uint8Array(0),
  };
}

test("what profiles tell comes first, what the invite or the command line did last, nothing twice", () => {
  const book = addressBook(
    [at("old"), at("new")],
    OWN,
    [profile(1, [at("new")]), profile(0, [at("self")])],
    anybody,
  );
  expect(book).toEqual([at("new"), at("old")]);
});

test("of many members the nearest twelve, in whatever order they are told", () => {
  const many = Array.from({ length: 40 }, (_, n) => profile(n, [at(`m${n}`)]));
  const book = addressBook([], OWN, many, anybody);
  expect(book).toHaveLength(12);
  expect(addressBook([], OWN, many.toReversed(), anybody)).toEqual(book);
});

test("those who relay are called beside the nearest, wherever their hash lies", () => {
  const many = Array.from({ length: 40 }, (_, n) => profile(n, [at(`m${n}`)]));
  const near = addressBook([], OWN, many, anybody);
  const far = many.filter(
    ({ device: own, content }) => own !== OWN && !near.includes(content?.addresses[0] ?? ""),
  );
  const relaying = far.slice(0, 5).map(({ content }) => content?.addresses[0] ?? "");
  const marked = many.map((one) => {
    const [address = ""] = one.content?.addresses ?? [];
    const told = relaying.includes(address) ? [address, asRelay(address)] : [address];
    return { ...one, content: one.content && { ...one.content, addresses: told } };
  });
  const book = addressBook([], OWN, marked, anybody);
  expect(book.slice(0, 12)).toEqual(near);
  const relays = book.slice(12);
  expect(relays).toHaveLength(3);
  for (const relay of relays) expect(relaying).toContain(relay);
});

test("nobody is called who is no member any more, unless a member is there too", () => {
  const an = at("an");
  const [bo, cy] = [
    "/dns4/bo/tcp/4001/p2p/12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo",
    "/dns4/cy/tcp/4001/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN",
  ];
  const book = (
    fixed: readonly string[],
    members: readonly number[],
    ...profiles: readonly SignedProfile[]
  ) => [...addressBook(fixed, OWN, profiles, (one) => members.some((n) => device(n) === one))].sort();
  const profiles = [profile(1, [an]), profile(2, [bo])];
  expect(book([bo, cy], [1, 2], ...profiles)).toEqual([an, bo, cy]);
  expect(book([bo, cy], [1], ...profiles)).toEqual([an, cy]);
  // who is gone cannot keep the others from calling a member by naming that member's machine
  expect(book([cy], [1], profile(1, [an]), profile(2, [an, bo]))).toEqual([an, cy]);
  expect(book([an], [1], profile(1, [an]), profile(2, [an]))).toEqual([an]);
});
