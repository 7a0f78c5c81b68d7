import { concatBytes, fromHex, toHex } from "../base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import { tag, taggedHash } from "../base/hash.ts";
import type { CommunityId, DeviceKey, HashId, SealId } from "../base/id.ts";
import type { Verify } from "../events/signature.ts";
import { reportsHash } from "./cut.ts";
import { decodeHeader, encodeHeader, type SealHeader } from "./header.ts";
import { STEPS, type Step } from "./last-sign.ts";
import { REPORT_BYTES_MAX, REPORT_IDS_MAX, type Report, readReport, writeReport } from "./report.ts";

/** What a seat says about one height. Signed in a domain of its own; never part of a feed. */
export interface SealMessageBase {
  readonly community: CommunityId;
  readonly epoch: number;
  readonly height: number;
  /** 0 for a report */
  readonly round: number;
  /** the seat's device, which signs */
  readonly device: DeviceKey;
}

export interface Proposal {
  readonly header: SealHeader;
  /** hashes of the q reports that make the cut, ascending */
  readonly reports: readonly HashId[];
  /** the round in which the value gathered q prevotes before, or null for a new value */
  readonly validRound: number | null;
}

export type SealContent =
  | { readonly step: "report"; readonly report: Report }
  | { readonly step: "propose"; readonly proposal: Proposal }
  | { readonly step: "prevote" | "precommit"; readonly value: SealId | null };

export type SealMessage = SealMessageBase & SealContent;

/** A message as it travels; its signature is verified. Made in this file only. */
export interface SignedSealMessage {
  readonly message: SealMessage;
  /** hash of the payload: names a report in a proposal, and the message in stores and digests */
  readonly hash: HashId;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

const VERSION = 1;
const ROUND_MAX = 1_000_000;
/** a full report has a device, two arrays and an id for each of its 1,500 entries at most */
const PAYLOAD_LIMITS = { bytesMax: REPORT_BYTES_MAX, itemsMax: 4 * REPORT_IDS_MAX + 64 };
/** wire: a report's payload, a signature and their CBOR headers */
export const SEAL_MESSAGE_BYTES_MAX = REPORT_BYTES_MAX + 256;

function writeContent(content: SealContent): Cbor {
  switch (content.step) {
    case "report":
      return writeReport(content.report);
    case "propose":
      return [
        encodeHeader(content.proposal.header),
        content.proposal.reports.map((hash) => fromHex(hash)),
        content.proposal.validRound,
      ];
    case "prevote":
    case "precommit":
      return content.value === null ? null : fromHex(content.value);
    default:
      return content satisfies never;
  }
}

export function payloadOf(message: SealMessage): Uint8Array {
  return encodeCbor([
    VERSION,
    fromHex(message.community),
    message.epoch,
    message.height,
    message.round,
    STEPS.indexOf(message.step),
    fromHex(message.device),
    writeContent(message),
  ]);
}

function signedBytes(payload: Uint8Array): Uint8Array {
  return concatBytes(tag("seal-sign"), hashBytes(payload));
}

function hashBytes(payload: Uint8Array): Uint8Array {
  return taggedHash("seal-message", payload);
}

/** Names a message: the hash of what is signed. */
export function messageHash(message: SealMessage): HashId {
  return toHex(hashBytes(payloadOf(message))) as HashId;
}

/** Signs a message; the caller has made the signature durable as given before it sends it. */
export function signSealMessage(
  message: SealMessage,
  sign: (bytes: Uint8Array) => Uint8Array,
): SignedSealMessage {
  const payload = payloadOf(message);
  const signature = sign(signedBytes(payload));
  return { message, hash: toHex(hashBytes(payload)) as HashId, payload, signature };
}

export function encodeSealMessage(signed: SignedSealMessage): Uint8Array {
  return encodeCbor([signed.payload, signed.signature]);
}

export type SealMessageFault = "seal-message-malformed" | "seal-message-signature";

/** Decodes and verifies; every message has exactly one encoding. */
export function decodeSealMessage(wire: Uint8Array, verify: Verify): SignedSealMessage | SealMessageFault {
  const outer = decodeCbor(wire, { bytesMax: SEAL_MESSAGE_BYTES_MAX });
  if (!outer.ok || !Array.isArray(outer.value) || outer.value.length !== 2) return "seal-message-malformed";
  const [payload, signature] = outer.value as readonly Cbor[];
  if (!(payload instanceof Uint8Array) || !(signature instanceof Uint8Array) || signature.length !== 64)
    return "seal-message-malformed";
  const message = readPayload(payload);
  if (message === undefined) return "seal-message-malformed";
  if (!verify(signature, signedBytes(payload), fromHex(message.device))) return "seal-message-signature";
  return { message, hash: toHex(hashBytes(payload)) as HashId, payload, signature };
}

/** Whether `signature` is this seat's word for this message: certificates carry signatures without payloads. */
export function verifyMessageSignature(message: SealMessage, signature: Uint8Array, verify: Verify): boolean {
  return verify(signature, signedBytes(payloadOf(message)), fromHex(message.device));
}

function readPayload(payload: Uint8Array): SealMessage | undefined {
  const decoded = decodeCbor(payload, PAYLOAD_LIMITS);
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value.length !== 8) return undefined;
  const [version, community, epoch, height, round, stepIndex, device, content] =
    decoded.value as readonly Cbor[];
  if (version !== VERSION || !isCount(epoch) || !isCount(height) || height < 1) return undefined;
  if (!isCount(round) || round > ROUND_MAX || !isCount(stepIndex)) return undefined;
  const step = STEPS[stepIndex];
  const communityId = idOf(community);
  const deviceKey = idOf(device);
  if (step === undefined || communityId === undefined || deviceKey === undefined) return undefined;
  if (step === "report" && round !== 0) return undefined;
  const read = readContent(step, content as Cbor);
  if (read === undefined) return undefined;
  return {
    community: communityId as CommunityId,
    epoch,
    height,
    round,
    device: deviceKey as DeviceKey,
    ...read,
  };
}

function readContent(step: Step, content: Cbor): SealContent | undefined {
  if (step === "report") {
    const report = readReport(content);
    return report === undefined ? undefined : { step, report };
  }
  if (step === "propose") {
    const proposal = readProposal(content);
    return proposal === undefined ? undefined : { step, proposal };
  }
  if (content === null) return { step, value: null };
  const value = idOf(content);
  return value === undefined ? undefined : { step, value: value as SealId };
}

function readProposal(content: Cbor): Proposal | undefined {
  if (!Array.isArray(content) || content.length !== 3) return undefined;
  const [headerBytes, hashes, validRound] = content as readonly Cbor[];
  if (!(headerBytes instanceof Uint8Array) || !Array.isArray(hashes)) return undefined;
  const header = decodeHeader(headerBytes);
  if (header === undefined || !(validRound === null || isCount(validRound))) return undefined;
  const reports = hashes.map((hash: Cbor) => idOf(hash) as HashId | undefined);
  const known = reports.filter((hash) => hash !== undefined);
  const ascending = known.every((hash, i) => i === 0 || (known[i - 1] as string) < hash);
  if (known.length !== reports.length || !ascending) return undefined;
  // else one header could come with two lists, and the wrong one would spoil the value
  if (reportsHash(known) !== header.reports) return undefined;
  return { header, reports: known, validRound: validRound as number | null };
}

function isCount(value: Cbor | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function idOf(value: Cbor | undefined): string | undefined {
  return value instanceof Uint8Array && value.length === 32 ? toHex(value) : undefined;
}
