import { fromHex } from "../base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import { hex32Of, isCount } from "../base/cbor-fields.ts";
import type { CommunityId, DeviceKey, HashId, SealId } from "../base/id.ts";
import {
  type SealWord,
  STEPS,
  type Step,
  sealContentHash,
  sealWordHash,
  signedSealWord,
} from "../events/seal-word.ts";
import type { Verify } from "../events/signature.ts";
import { SEATS_MAX } from "../ledger/rules/seats.ts";
import { reportsHash } from "./cut.ts";
import { decodeHeader, encodeHeader, type SealHeader } from "./header.ts";
import { type Mandate, readMandate, writeMandate } from "./mandate.ts";
import {
  decodeRecoveryHeader,
  encodeRecoveryHeader,
  mandatesHash,
  type RecoveryHeader,
} from "./recovery-header.ts";
import { REPORT_BYTES_MAX, REPORT_IDS_MAX, type Report, readReport, writeReport } from "./report.ts";

/** What a seat says about one height. Signed in a domain of its own; never part of a feed. */
export interface SealMessageBase {
  readonly community: CommunityId;
  readonly epoch: number;
  /** 0 in a recovery */
  readonly height: number;
  /** 0 for a report and a mandate */
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

/** The same for a recovery. */
export interface RecoveryProposal {
  readonly header: RecoveryHeader;
  /** hashes of the mandates that it rests on, ascending */
  readonly reports: readonly HashId[];
  readonly validRound: number | null;
}

export type SealContent =
  | { readonly step: "mandate"; readonly mandate: Mandate }
  | { readonly step: "report"; readonly report: Report }
  | { readonly step: "recover"; readonly proposal: RecoveryProposal }
  | { readonly step: "propose"; readonly proposal: Proposal }
  | { readonly step: "prevote" | "precommit"; readonly value: SealId | null };

export type SealMessage = SealMessageBase & SealContent;

/** A message as it travels; its signature is verified. Made in this file only. */
export interface SignedSealMessage {
  readonly message: SealMessage;
  /** hash of the word: names a report in a proposal, and the message in stores and digests */
  readonly hash: HashId;
  readonly signature: Uint8Array;
}

const VERSION = 1;
const ROUND_MAX = 1_000_000;
/** Mandates that one recovery rests on; a roll whose quorum is larger cannot recover, only found again. */
export const MANDATES_MAX = 1_000;
/** a full report has a device, two arrays and an id for each of its 1,500 entries at most */
const CONTENT_LIMITS = { bytesMax: REPORT_BYTES_MAX, itemsMax: 4 * REPORT_IDS_MAX + 64 };
/** wire: a report, the fields beside it, a signature and their CBOR headers */
export const SEAL_MESSAGE_BYTES_MAX = REPORT_BYTES_MAX + 256;

function encodeContent(content: SealContent): Uint8Array {
  switch (content.step) {
    case "mandate":
      return encodeCbor(writeMandate(content.mandate));
    case "report":
      return encodeCbor(writeReport(content.report));
    case "recover":
      return encodeProposal(encodeRecoveryHeader(content.proposal.header), content.proposal);
    case "propose":
      return encodeProposal(encodeHeader(content.proposal.header), content.proposal);
    case "prevote":
    case "precommit":
      return encodeCbor(content.value === null ? null : fromHex(content.value));
    default:
      return content satisfies never;
  }
}

function encodeProposal(
  header: Uint8Array,
  { reports, validRound }: Proposal | RecoveryProposal,
): Uint8Array {
  return encodeCbor([header, reports.map((hash) => fromHex(hash)), validRound]);
}

function wordWith(message: SealMessage, content: Uint8Array): SealWord {
  const { community, epoch, height, round, step, device } = message;
  return { community, epoch, height, round, step, device, content: sealContentHash(content) };
}

/** What the message's signature covers. */
export function wordOf(message: SealMessage): SealWord {
  return wordWith(message, encodeContent(message));
}

/** Names a message: the hash of what is signed. */
export function messageHash(message: SealMessage): HashId {
  return sealWordHash(wordOf(message));
}

/** Signs a message; the caller has made the signature durable as given before it sends it. */
export function signSealMessage(
  message: SealMessage,
  sign: (bytes: Uint8Array) => Uint8Array,
): SignedSealMessage {
  const word = wordOf(message);
  const hash = sealWordHash(word);
  return { message, hash, signature: sign(signedSealWord(hash)) };
}

/** CBOR [version, community, epoch, height, round, step, device, content as bytes, signature]. */
export function encodeSealMessage({ message, signature }: SignedSealMessage): Uint8Array {
  return encodeCbor([
    VERSION,
    fromHex(message.community),
    message.epoch,
    message.height,
    message.round,
    STEPS.indexOf(message.step),
    fromHex(message.device),
    encodeContent(message),
    signature,
  ]);
}

export type SealMessageFault = "seal-message-malformed" | "seal-message-signature";

/** Decodes and verifies; every message has exactly one encoding. */
export function decodeSealMessage(wire: Uint8Array, verify: Verify): SignedSealMessage | SealMessageFault {
  const outer = decodeCbor(wire, { bytesMax: SEAL_MESSAGE_BYTES_MAX });
  if (!outer.ok || !Array.isArray(outer.value) || outer.value.length !== 9) return "seal-message-malformed";
  const fields = outer.value as readonly Cbor[];
  const [content, signature] = fields.slice(7);
  if (!(content instanceof Uint8Array) || !(signature instanceof Uint8Array) || signature.length !== 64)
    return "seal-message-malformed";
  const message = readMessage(fields, content);
  if (message === undefined) return "seal-message-malformed";
  const hash = sealWordHash(wordWith(message, content));
  if (!verify(signature, signedSealWord(hash), fromHex(message.device))) return "seal-message-signature";
  return { message, hash, signature };
}

/** Whether `signature` is this seat's word for this message: certificates carry signatures without contents. */
export function verifyMessageSignature(message: SealMessage, signature: Uint8Array, verify: Verify): boolean {
  return verify(signature, signedSealWord(messageHash(message)), fromHex(message.device));
}

function readMessage(fields: readonly Cbor[], contentBytes: Uint8Array): SealMessage | undefined {
  const [version, community, epoch, height, round, stepIndex, device] = fields;
  if (version !== VERSION || !isCount(epoch) || !isCount(height)) return undefined;
  if (!isCount(round) || round > ROUND_MAX || !isCount(stepIndex)) return undefined;
  const step = STEPS[stepIndex];
  const communityId = hex32Of(community);
  const deviceKey = hex32Of(device);
  if (step === undefined || communityId === undefined || deviceKey === undefined) return undefined;
  if (!isStepOf(step, epoch, height, round)) return undefined;
  const decoded = decodeCbor(contentBytes, CONTENT_LIMITS);
  const read = decoded.ok ? readContent(step, decoded.value) : undefined;
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

/** Height 0 is where an epoch begins: what is said there is said in a recovery. */
function isStepOf(step: Step, epoch: number, height: number, round: number): boolean {
  if (height === 0 && epoch === 0) return false;
  if (step === "mandate") return height === 0 && round === 0;
  if (step === "recover") return height === 0;
  if (step === "report") return height > 0 && round === 0;
  return step !== "propose" || height > 0;
}

function readContent(step: Step, content: Cbor): SealContent | undefined {
  if (step === "mandate") {
    const mandate = readMandate(content);
    return mandate === undefined ? undefined : { step, mandate };
  }
  if (step === "report") {
    const report = readReport(content);
    return report === undefined ? undefined : { step, report };
  }
  if (step === "recover") {
    const proposal = readRecoveryProposal(content);
    return proposal === undefined ? undefined : { step, proposal };
  }
  if (step === "propose") {
    const proposal = readProposal(content);
    return proposal === undefined ? undefined : { step, proposal };
  }
  if (content === null) return { step, value: null };
  const value = hex32Of(content);
  return value === undefined ? undefined : { step, value: value as SealId };
}

function readProposal(content: Cbor): Proposal | undefined {
  const parts = readParts(content, SEATS_MAX);
  const header = parts && decodeHeader(parts.headerBytes);
  if (parts === undefined || header === undefined) return undefined;
  const { reports, validRound } = parts;
  // else one header could come with two lists, and the wrong one would spoil the value
  return reportsHash(reports) === header.reports ? { header, reports, validRound } : undefined;
}

function readRecoveryProposal(content: Cbor): RecoveryProposal | undefined {
  const parts = readParts(content, MANDATES_MAX);
  const header = parts && decodeRecoveryHeader(parts.headerBytes);
  if (parts === undefined || header === undefined) return undefined;
  const { reports, validRound } = parts;
  return mandatesHash(reports) === header.mandates ? { header, reports, validRound } : undefined;
}

/** A header, at most `hashesMax` hashes, ascending, and a round. */
function readParts(content: Cbor, hashesMax: number) {
  if (!Array.isArray(content) || content.length !== 3) return undefined;
  const [headerBytes, hashes, validRound] = content as readonly Cbor[];
  if (!(headerBytes instanceof Uint8Array) || !Array.isArray(hashes)) return undefined;
  if (!(validRound === null || isCount(validRound)) || hashes.length > hashesMax) return undefined;
  const read = hashes.map((hash: Cbor) => hex32Of(hash) as HashId | undefined);
  const reports = read.filter((hash) => hash !== undefined);
  const ascending = reports.every((hash, i) => i === 0 || (reports[i - 1] as string) < hash);
  if (reports.length !== read.length || !ascending) return undefined;
  return { headerBytes, reports, validRound: validRound as number | null };
}
