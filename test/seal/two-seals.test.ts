import { describe, expect, test } from "vitest";
import type { CertifiedHeader } from "../../src/seal/certificate.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import { signSealMessage } from "../../src/seal/message.ts";
import { liarsBorne, quorumOf } from "../../src/seal/quorum.ts";
import {
  areTwoSeals,
  decodeTwoSeals,
  doubleWordsOf,
  encodeTwoSeals,
  signersOf,
  TWO_SEALS_BYTES_MAX,
} from "../../src/seal/two-seals.ts";
import { fc } from "../property.ts";
import { keyFor, verify } from "../sim/village.ts";
import { headerOf, hex32 } from "./samples.ts";

const seatsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    member: hex32(`member ${i}`) as never,
    device: keyFor(`seat ${i}`).publicKey,
  }));

function certified(seats: readonly number[], throughMs: number, round = 0): CertifiedHeader {
  const header = headerOf({ throughMs });
  const { community, epoch, height } = header;
  const signatures = seats.map((seat) => {
    const { publicKey: device, sign } = keyFor(`seat ${seat}`);
    const place = { community, epoch, height, round, device };
    return {
      seat,
      signature: signSealMessage({ ...place, step: "precommit", value: sealIdOf(header) }, sign).signature,
    };
  });
  return { header, certificate: { round, signatures } };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe("two seals", () => {
  test("come back as they were, and fit with certificates by all of a hundred seats", () => {
    const signatures = range(0, 100).map((seat) => ({ seat, signature: new Uint8Array(64).fill(255) }));
    const side = { header: headerOf({}), certificate: { round: 1_000_000, signatures } };
    const bytes = encodeTwoSeals({ ours: side, other: side });
    expect(decodeTwoSeals(bytes)).toEqual({ ours: side, other: side });
    expect(bytes.length).toBeLessThan(TWO_SEALS_BYTES_MAX);
    for (const wrong of [new Uint8Array(0), bytes.subarray(1), bytes.subarray(0, -1)])
      expect(decodeTwoSeals(wrong)).toBeUndefined();
  });

  test("take a quorum each, for one place, and two values", () => {
    const seats = seatsOf(5);
    const ours = certified([0, 1, 2, 3], 1);
    const other = certified([1, 2, 3, 4], 2);
    expect(areTwoSeals({ ours, other }, seats, verify)).toBe(true);
    expect(areTwoSeals({ ours, other: ours }, seats, verify)).toBe(false);
    expect(areTwoSeals({ ours, other: certified([1, 2, 3], 2) }, seats, verify)).toBe(false);
    expect(areTwoSeals({ ours, other }, seatsOf(6).slice(1), verify)).toBe(false);
    const elsewhere = { ...other, header: { ...other.header, height: other.header.height + 1 } };
    expect(areTwoSeals({ ours, other: elsewhere }, seats, verify)).toBe(false);
  });

  test("of one round: everybody who signed both is shown with two words for one place", () => {
    const two = { ours: certified([0, 1, 2, 3], 1), other: certified([1, 2, 3, 4], 2) };
    const doubles = doubleWordsOf(two, seatsOf(5));
    expect(doubles.map(({ first }) => first.message.device)).toEqual(
      [1, 2, 3].map((i) => keyFor(`seat ${i}`).publicKey),
    );
    for (const { first, second } of doubles) {
      expect(first.message).toEqual({ ...second.message, value: sealIdOf(two.ours.header) });
      expect(first.hash).not.toBe(second.hash);
    }
    expect(doubleWordsOf({ ...two, other: certified([1, 2, 3, 4], 2, 7) }, seatsOf(5))).toEqual([]);
  });

  test("r liars cannot make two: whichever quorums, those of both are more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.infiniteStream(fc.nat()), (count, chance) => {
        const quorum = () => {
          const order = range(0, count).map((seat) => [chance.next().value as number, seat] as const);
          const drawn = order.sort(([a], [b]) => a - b).slice(0, quorumOf(count));
          return drawn.map(([, seat]) => seat).sort((a, b) => a - b);
        };
        const blank = (seats: readonly number[]) => ({
          header: headerOf({}),
          certificate: {
            round: 0,
            signatures: seats.map((seat) => ({ seat, signature: new Uint8Array(64) })),
          },
        });
        const { both, liarsMin } = signersOf(
          { ours: blank(quorum()), other: blank(quorum()) },
          seatsOf(count),
        );
        expect(both.length).toBeGreaterThanOrEqual(liarsMin);
        expect(liarsMin).toBe(liarsBorne(count) + 1);
      }),
      { numRuns: 60 },
    );
  });
});
