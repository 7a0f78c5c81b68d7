import { expect, test } from "vitest";
import type { SealId } from "../../src/base/id.ts";
import { SEATS_MAX } from "../../src/ledger/rules/seats.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import {
  type Certificate,
  readCertificate,
  seatsHash,
  verifyCertificate,
  writeCertificate,
} from "../../src/seal/certificate.ts";
import { type SealHeader, sealIdOf } from "../../src/seal/header.ts";
import { type SealMessage, signSealMessage } from "../../src/seal/message.ts";
import { COMMUNITY, headerOf, sealId, seatSigner, seatsOf } from "./samples.ts";

const verify = nativeVerify();
const seats = seatsOf(5);
const header = headerOf({ epoch: 1, height: 4, prev: sealId("before") });

function signatureOf(seat: number, parts: Partial<SealMessage> = {}, of: SealHeader = header): Uint8Array {
  const { epoch, height } = of;
  const device = seatSigner(seat).publicKey;
  const base = { community: COMMUNITY, epoch, height, round: 2, device };
  const message = { ...base, step: "precommit", value: sealIdOf(of), ...parts } as SealMessage;
  return signSealMessage(message, seatSigner(seat).sign).signature;
}

function certificateOf(signers: readonly number[], parts: Partial<SealMessage> = {}): Certificate {
  return { round: 2, signatures: signers.map((seat) => ({ seat, signature: signatureOf(seat, parts) })) };
}

const holds = (certificate: Certificate, of = header) => verifyCertificate(of, certificate, seats, verify);

test("q of the seats, whichever they are, make a certificate; more do no harm", () => {
  expect(holds(certificateOf([0, 1, 2, 3]))).toBe(true);
  expect(holds(certificateOf([0, 2, 3, 4]))).toBe(true);
  expect(holds(certificateOf([0, 1, 2, 3, 4]))).toBe(true);
});

test.each<[string, Certificate]>([
  ["too few", certificateOf([0, 1, 2])],
  ["a seat twice", certificateOf([0, 1, 1, 2])],
  ["seats out of order", certificateOf([1, 0, 2, 3])],
  [
    "a seat that is none",
    {
      round: 2,
      signatures: [...certificateOf([0, 1, 2]).signatures, { seat: 5, signature: signatureOf(4) }],
    },
  ],
  [
    "another seat's signature",
    { round: 2, signatures: [0, 1, 2, 3].map((seat) => ({ seat, signature: signatureOf(seat + 1) })) },
  ],
  [
    "one wrong signature among good ones",
    {
      round: 2,
      signatures: [0, 1, 2, 3, 4].map((seat) => ({
        seat,
        signature: seat === 2 ? new Uint8Array(64) : signatureOf(seat),
      })),
    },
  ],
  ["signatures of another round", { ...certificateOf([0, 1, 2, 3]), round: 1 }],
  ["prevotes", certificateOf([0, 1, 2, 3], { step: "prevote" })],
  ["precommits of nil", certificateOf([0, 1, 2, 3], { value: null } as Partial<SealMessage>)],
  ["another value", certificateOf([0, 1, 2, 3], { value: sealId("x") as SealId } as Partial<SealMessage>)],
  ["another epoch", certificateOf([0, 1, 2, 3], { epoch: 0 })],
  ["another height", certificateOf([0, 1, 2, 3], { height: 5 })],
])("%s make none", (_, certificate) => {
  expect(holds(certificate)).toBe(false);
});

test("a certificate is one header's only", () => {
  expect(holds(certificateOf([0, 1, 2, 3]), headerOf({ ...header, throughMs: 1_001 }))).toBe(false);
});

test("it comes back as it was written, and nothing else is read", () => {
  const certificate = certificateOf([0, 2, 3, 4]);
  expect(readCertificate(writeCertificate(certificate))).toEqual(certificate);
  const signature = signatureOf(0);
  const wrong = [
    null,
    [],
    [2],
    [2, [], 1],
    [-1, []],
    ["2", []],
    [2, [[0]]],
    [2, [[0, signature.subarray(1)]]],
    [2, [[-1, signature]]],
    [2, [["0", signature]]],
    [2, [[SEATS_MAX, signature]]],
    [
      2,
      [
        [1, signature],
        [1, signature],
      ],
    ],
    [
      2,
      [
        [1, signature],
        [0, signature],
      ],
    ],
    [2, Array.from({ length: SEATS_MAX + 1 }, (_, i) => [i, signature])],
  ];
  for (const value of wrong) expect(readCertificate(value)).toBeUndefined();
});

test("a roll of seats has a hash of its own order and devices", () => {
  expect(seatsHash(seats)).not.toBe(seatsHash(seats.toReversed()));
  expect(seatsHash(seats)).not.toBe(seatsHash(seats.slice(1)));
  expect(seatsHash(seats)).toBe(seatsHash(seatsOf(5)));
});
