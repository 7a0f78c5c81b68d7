import { concatBytes, fromHex, toHex } from "../base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import { tag } from "../base/hash.ts";
import type { CommunityId, DeviceKey, HashId, PlanId, PublicKey, SealId } from "../base/id.ts";
import { charterSchema } from "../events/charter.ts";
import { PLANS_MAX } from "../events/limits.ts";
import type { RefusalCode } from "../events/refusals.ts";
import { choice, hashId, id, list, nullable, record, uint } from "../events/schema.ts";
import type { Verify } from "../events/signature.ts";
import type { Signer } from "../events/signer.ts";
import { termsFault, termsSchema } from "../events/terms.ts";
import type { Terms } from "../state/plan-records.ts";
import type { Charter } from "../state/records.ts";

/** All that an invitee is told: rules and terms, and of the people how many they are. */
export interface Preview {
  readonly charter: Charter;
  /** on the roll */
  readonly members: number;
  /** the latest seal; height 0, null: none yet */
  readonly height: number;
  readonly sealId: SealId | null;
  /** sealed time */
  readonly throughMs: number;
  /** open ones, with the terms in force; the oldest first */
  readonly plans: readonly {
    readonly id: PlanId;
    readonly enrolled: number;
    readonly terms: Terms;
  }[];
  /** open plans that did not fit into the frame */
  readonly morePlans: number;
}

/** What no later seal changes; why else a node lets nobody in by an invite may look different to one that knows more. */
export const FINAL_INVITE_FAULTS = [
  "invite-used",
  "invite-withdrawn",
  "invite-expired",
] as const satisfies readonly RefusalCode[];
export type FinalInviteFault = (typeof FINAL_INVITE_FAULTS)[number];

/** A preview, or why there is none, in the words of the device that answered. */
export interface PreviewAnswer {
  readonly device: DeviceKey;
  readonly told: Preview | FinalInviteFault;
  /** the frame: with its signature it shows who told so */
  readonly frame: Uint8Array;
}

const VERSION = 1;
export const PREVIEW_BYTES_MAX = 256 * 1024;
/** Of plans' terms; what is around them fits beside it. */
const PLANS_BYTES_MAX = 240 * 1024;
/** Of the frame's CBOR: terms of PLANS_MAX plans would be cut by their bytes long before. */
const PREVIEW_ITEMS_MAX = 32_768;

const planSchema = record({ id: id(), enrolled: uint(), terms: termsSchema });
const previewSchema = record({
  charter: charterSchema,
  members: uint(),
  height: uint(),
  sealId: nullable(hashId()),
  throughMs: uint(),
  plans: list(planSchema, PLANS_MAX),
  morePlans: uint(),
});
const faultSchema = choice(FINAL_INVITE_FAULTS);

/** As many of the plans as fit, and how many did not. */
export function previewThatFits(all: Omit<Preview, "morePlans">): Preview {
  let bytes = 0;
  const plans = all.plans.filter((plan) => {
    bytes += encodeCbor(planSchema.write(plan)).length;
    return bytes <= PLANS_BYTES_MAX;
  });
  return { ...all, plans, morePlans: all.plans.length - plans.length };
}

/** What is told, as it is signed. */
export function encodePreview(preview: Preview): Uint8Array {
  return encodeCbor(previewSchema.write({ ...preview, sealId: preview.sealId as string as HashId | null }));
}

/** The answer to whoever holds that invite: CBOR [1, community, device, signature, told]; the signature covers tag(preview-answer) ‖ community ‖ invite key ‖ told. */
export function writePreviewAnswer(
  community: CommunityId,
  invite: PublicKey,
  told: Uint8Array | FinalInviteFault,
  signer: Signer,
): Uint8Array {
  const content = typeof told === "string" ? encodeCbor(told) : told;
  const signature = signer.sign(signedBytes(community, invite, content));
  return encodeCbor([VERSION, fromHex(community), fromHex(signer.publicKey), signature, content]);
}

/** Undefined: no answer that an honest node gives to this invite. That the device is a member's is not known here. */
export function readPreviewAnswer(
  frame: Uint8Array,
  community: CommunityId,
  invite: PublicKey,
  verify: Verify,
): PreviewAnswer | undefined {
  const decoded = decodeCbor(frame, { bytesMax: PREVIEW_BYTES_MAX });
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value.length !== 5) return undefined;
  const [version, named, device, signature, content] = decoded.value as readonly Cbor[];
  if (version !== VERSION || !(named instanceof Uint8Array) || toHex(named) !== community) return undefined;
  if (!(device instanceof Uint8Array) || device.length !== 32 || !(signature instanceof Uint8Array))
    return undefined;
  if (!(content instanceof Uint8Array)) return undefined;
  if (!verify(signature, signedBytes(community, invite, content), device)) return undefined;
  const told = readTold(content);
  return told && { device: toHex(device) as DeviceKey, told, frame };
}

function readTold(content: Uint8Array): Preview | FinalInviteFault | undefined {
  const limits = { bytesMax: PREVIEW_BYTES_MAX, itemsMax: PREVIEW_ITEMS_MAX };
  const decoded = decodeCbor(content, limits);
  if (!decoded.ok) return undefined;
  const fault = faultSchema.read(decoded.value);
  if (fault.ok) return fault.value;
  const read = previewSchema.read(decoded.value);
  if (!read.ok || read.value.plans.some(({ terms }) => termsFault(terms) !== undefined)) return undefined;
  return { ...read.value, sealId: read.value.sealId as string as SealId | null };
}

function signedBytes(community: CommunityId, invite: PublicKey, content: Uint8Array): Uint8Array {
  return concatBytes(tag("preview-answer"), fromHex(community), fromHex(invite), content);
}
