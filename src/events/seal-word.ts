import { assert } from "../base/assert.ts";
import { concatBytes, fromHex, toHex, uint64 } from "../base/bytes.ts";
import { tag, taggedHash } from "../base/hash.ts";
import type { CommunityId, DeviceKey, HashId } from "../base/id.ts";

/**
 * The order of a seat's signatures at one height; `report` is given once per height, before round 0. A recovery stands
 * at height 0 of the epoch it leads to, with `mandate` and `recover` in place of `report` and `propose`.
 */
export const STEPS = ["mandate", "report", "recover", "propose", "prevote", "precommit"] as const;
export type Step = (typeof STEPS)[number];

/** The one place in the agreement for which a seat has one word. */
export interface SealPlace {
  readonly epoch: number;
  readonly height: number;
  /** 0 for a report and a mandate */
  readonly round: number;
  readonly step: Step;
}

/**
 * What a seat's signature covers. The content enters by its hash, so that two words of 128 KiB for one place
 * make evidence of a few hundred bytes.
 */
export interface SealWord extends SealPlace {
  readonly community: CommunityId;
  readonly device: DeviceKey;
  /** H(seal-content, canonical CBOR of the content) */
  readonly content: HashId;
}

const VERSION = 1;

/** version 1 ‖ community 32 ‖ epoch 8 ‖ height 8 ‖ round 8 ‖ step 1 ‖ device 32 ‖ content 32 */
export const SEAL_WORD_BYTES = 1 + 32 + 8 + 8 + 8 + 1 + 32 + 32;

function encodeSealWord(word: SealWord): Uint8Array {
  const bytes = concatBytes(
    Uint8Array.of(VERSION),
    fromHex(word.community),
    uint64(word.epoch),
    uint64(word.height),
    uint64(word.round),
    Uint8Array.of(STEPS.indexOf(word.step)),
    fromHex(word.device),
    fromHex(word.content),
  );
  assert(bytes.length === SEAL_WORD_BYTES, "a word of fixed size");
  return bytes;
}

/** Names the word, and the message that carries it. */
export function sealWordHash(word: SealWord): HashId {
  return toHex(taggedHash("seal-message", encodeSealWord(word))) as HashId;
}

/** What is signed: tag(seal-sign) ‖ hash of the word. */
export function signedSealWord(wordHash: HashId): Uint8Array {
  return concatBytes(tag("seal-sign"), fromHex(wordHash));
}

export function sealContentHash(content: Uint8Array): HashId {
  return toHex(taggedHash("seal-content", content)) as HashId;
}
