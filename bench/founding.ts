import { hash as nodeHash } from "node:crypto";
import { sha256, useSha256 } from "../src/base/hash.ts";
import { utf8Encode } from "../src/base/utf8.ts";
import { useVerify } from "../src/events/signature.ts";
import { nativeVerify } from "../src/node/native-verify.ts";
import { foundEvent } from "../src/peer/first-events.ts";
import type { Charter } from "../src/state/records.ts";
import { CHARTER, type Founding } from "./community.ts";
import { nativeSigner } from "./native-signer.ts";

export const START_MS = Date.UTC(2026, 0, 1);

/** What the shell supplies at its start. */
export const verify = nativeVerify();
useVerify(verify);
useSha256((data) => nodeHash("sha256", data, "buffer"));

/** A community of the bench's own keys, in memory only. */
export function founding(charter: Partial<Charter> = {}): Founding {
  const named = (what: string) => nativeSigner(sha256(utf8Encode(`founder ${what}`)));
  const signer = named("device");
  const salt = sha256(utf8Encode("salt")).slice(0, 16);
  const keys = { root: named("root"), device: signer, boxKey: named("box").publicKey, salt };
  const event = foundEvent(keys, { ...CHARTER, ...charter }, START_MS);
  const none = { epoch: 0, height: 0, round: 0, lockRound: -1, lockValue: null, nowMs: 0 } as const;
  const lastSign = { device: event.device, feedSeq: 0, feedId: event.id, step: "report", ...none } as const;
  return { event, signer, lastSign, verify, nowMs: START_MS };
}
