import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import type { MemberId } from "../../src/base/id.ts";
import { compareText } from "../../src/base/order.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import { readCertificate, writeCertificate } from "../../src/seal/certificate.ts";
import { cutHash, cutOf, reportsHash } from "../../src/seal/cut.ts";
import { decodeHeader, encodeHeader } from "../../src/seal/header.ts";
import {
  decodeSealMessage,
  encodeSealMessage,
  SEAL_MESSAGE_BYTES_MAX,
  type SealContent,
  type SignedSealMessage,
} from "../../src/seal/message.ts";
import type { Recovery } from "../../src/seal/recovery.ts";
import {
  decodeRecoveryHeader,
  encodeRecoveryHeader,
  mandatesHash,
  type RecoveryHeader,
} from "../../src/seal/recovery-header.ts";
import { decodeSealed, encodeSealed, SEALED_BYTES_MAX, type Sealed } from "../../src/seal/sealed.ts";
import { decodeTwoSeals, encodeTwoSeals, TWO_SEALS_BYTES_MAX } from "../../src/seal/two-seals.ts";
import {
  COMMUNITY,
  deviceKey,
  hashId,
  headerOf,
  hex32,
  reportOf,
  said,
  sealId,
  seatSigner,
} from "../seal/samples.ts";
import type { Decoder } from "./decoder.ts";

const signature = new Uint8Array(64).fill(9);
const certificate = { round: 3, signatures: [0, 2, 7].map((seat) => ({ seat, signature })) };
const hashes = ["1", "2", "3"].map(hashId).sort(compareText);

const mandateOf = (lock: boolean): SealContent => ({
  step: "mandate",
  mandate: {
    member: hex32("member") as MemberId,
    boxKey: hex32("box"),
    signature,
    height: 7,
    sealId: sealId("7"),
    lock: lock ? { height: 8, value: sealId("8"), prevotes: certificate } : null,
  },
});
const recoveryHeader: RecoveryHeader = {
  community: COMMUNITY,
  epoch: 1,
  baseHeight: 7,
  base: sealId("7"),
  seats: hashId("seats"),
  mandates: mandatesHash(hashes),
};

const inSeal: readonly SealContent[] = [
  { step: "report", report: reportOf({ A: ["1", "2"], B: ["3"] }, 5 * DAY_MS) },
  {
    step: "propose",
    proposal: { header: headerOf({ reports: reportsHash(hashes) }), reports: hashes, validRound: 2 },
  },
  { step: "prevote", value: sealId("v") },
  { step: "precommit", value: null },
];
const inRecovery: readonly SealContent[] = [
  mandateOf(true),
  mandateOf(false),
  { step: "recover", proposal: { header: recoveryHeader, reports: hashes, validRound: null } },
];
const device = deviceKey("seat");
const messages: readonly SignedSealMessage[] = [
  ...inSeal.map((content) => said(device, 0, content)),
  ...inRecovery.map((content) => said(device, 0, content, { epoch: 1, height: 0 })),
];

const mandates = messages.slice(4, 6).map(encodeSealMessage);
const recovery: Recovery = {
  header: recoveryHeader,
  mandates,
  named: 1,
  certificate: { round: 0, signatures: [{ seat: 1, signature }] },
};

function sealedOf(began: Recovery | null, stands: Recovery | null): Sealed {
  const reports = [
    reportOf({ A: ["1", "2", "3"], B: ["4"], C: ["5"] }, 5),
    reportOf({ A: ["1", "2"], B: ["4'"], C: ["5"] }, 6),
    reportOf({ A: ["1", "2", "3'"], B: ["4", "6"], D: ["7"] }, 7),
  ];
  const cut = cutOf(reports, 1);
  const rows = reports.map((report, i) => ({ device: seatSigner(i).publicKey, report }));
  return { header: headerOf({ cut: cutHash(cut) }), certificate, cut, reports: rows, began, stands };
}

/** A proposal's header that names the reports beside it. */
function withReportsHash(wire: Uint8Array): Uint8Array {
  const outer = decodeCbor(wire);
  const fields = outer.ok && Array.isArray(outer.value) ? (outer.value as readonly Cbor[]) : [];
  const content = fields[7] instanceof Uint8Array ? decodeCbor(fields[7]) : undefined;
  const [head, list, ...rest] =
    content?.ok && Array.isArray(content.value) ? (content.value as readonly Cbor[]) : [];
  const header = head instanceof Uint8Array ? decodeHeader(head) : undefined;
  if (header === undefined || !Array.isArray(list) || fields.length !== 9) return wire;
  const named = (list as readonly Cbor[]).flatMap((hash) =>
    hash instanceof Uint8Array && hash.length === 32 ? [hash] : [],
  );
  const reports = reportsHash(named.map((hash) => Buffer.from(hash).toString("hex") as never));
  return encodeCbor(fields.with(7, encodeCbor([encodeHeader({ ...header, reports }), list, ...rest])));
}

function readMessage(input: Uint8Array): Uint8Array | undefined {
  const message = decodeSealMessage(input, () => true);
  return typeof message === "string" ? undefined : encodeSealMessage(message);
}

/** What seats say, and what is kept of it. */
export const SEAL_DECODERS: readonly Decoder[] = [
  {
    name: "seal message",
    good: messages.map(encodeSealMessage),
    bytesMax: SEAL_MESSAGE_BYTES_MAX,
    mend: withReportsHash,
    read: readMessage,
  },
  {
    name: "seal header",
    good: [headerOf(), headerOf({ height: 9, prev: sealId("8"), epoch: 2 })].map(encodeHeader),
    bytesMax: 400,
    read(input) {
      const header = decodeHeader(input);
      return header && encodeHeader(header);
    },
  },
  {
    name: "recovery header",
    good: [recoveryHeader, { ...recoveryHeader, baseHeight: 0, base: null }].map(encodeRecoveryHeader),
    bytesMax: 200,
    read(input) {
      const header = decodeRecoveryHeader(input);
      return header && encodeRecoveryHeader(header);
    },
  },
  {
    name: "certificate",
    good: [certificate, { round: 0, signatures: [] }].map((each) => encodeCbor(writeCertificate(each))),
    bytesMax: 16 * 1024,
    read(input) {
      const decoded = decodeCbor(input);
      const read = decoded.ok ? readCertificate(decoded.value) : undefined;
      return read && encodeCbor(writeCertificate(read));
    },
  },
  {
    name: "sealed record",
    good: [sealedOf(null, null), sealedOf(recovery, null), sealedOf(null, recovery)].map(encodeSealed),
    bytesMax: SEALED_BYTES_MAX,
    read(input) {
      const sealed = decodeSealed(input);
      return sealed && encodeSealed(sealed);
    },
  },
  {
    name: "two seals",
    good: [
      {
        ours: { header: headerOf(), certificate },
        other: { header: headerOf({ cut: hashId("2") }), certificate },
      },
    ].map(encodeTwoSeals),
    bytesMax: TWO_SEALS_BYTES_MAX,
    read(input) {
      const two = decodeTwoSeals(input);
      return two && encodeTwoSeals(two);
    },
  },
];
