import { concatBytes, fromHex, uint64 } from "../base/bytes.ts";
import type { Cbor } from "../base/cbor.ts";
import { tag, taggedHash } from "../base/hash.ts";
import type { CommunityId, DeviceKey, SealId } from "../base/id.ts";
import { signEvent } from "../events/authentic.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { fork as forkKind, shownFork } from "../events/kinds/fork.ts";
import { SALT_BYTES } from "../events/limits.ts";
import type { Signer } from "../events/signer.ts";
import { wordOf } from "../seal/message.ts";
import type { DoubleWord } from "../seal/vote-box.ts";
import type { FeedTip } from "./open-feeds.ts";

export interface Draft {
  readonly community: CommunityId;
  readonly tip: FeedTip | null;
  readonly anchor: SealId | null;
  readonly nowMs: number;
  readonly kind: string;
  readonly body: Cbor;
}

/** The next event of our own feed. */
export function writeEvent(signer: Signer, draft: Draft): AuthenticEvent {
  const seq = (draft.tip?.seq ?? -1) + 1;
  return signEvent(
    {
      community: draft.community,
      device: signer.publicKey,
      seq,
      prev: draft.tip?.id ?? null,
      anchor: draft.anchor,
      claimedMs: draft.nowMs,
      kind: draft.kind,
      body: draft.body,
    },
    saltFor(signer, seq),
    (message) => signer.sign(message),
  );
}

/**
 * A salt that nobody can guess and no other event has: a hash of a signature that never leaves. So the peer
 * needs no chance of its own, and a simulated run repeats to the byte.
 */
function saltFor(signer: Signer, seq: number): Uint8Array {
  const secret = signer.sign(concatBytes(tag("salt"), uint64(seq)));
  return taggedHash("salt", fromHex(signer.publicKey), secret).subarray(0, SALT_BYTES);
}

/** The body of a `fork` that shows these two. */
export function forkBody(pair: readonly [AuthenticEvent, AuthenticEvent]): Cbor {
  const [first, second] = pair.map(({ payload, signature }) => ({ payload, signature }));
  if (first === undefined || second === undefined) return null;
  return forkKind.body.write({ first, second });
}

/** The body of a `fork` that shows these two words of a seat. */
export function doubleBody({ first, second }: DoubleWord): Cbor {
  const { device, epoch, height, round, step } = first.message;
  const [one, other] = [first, second].map(({ message, signature }) => {
    return { content: wordOf(message).content, signature };
  });
  if (one === undefined || other === undefined) return null;
  return forkKind.body.write({ device, epoch, height, round, step, first: one, second: other });
}

/** The device that a `fork` shows, or undefined where it shows none. */
export function shownDevice(event: AuthenticEvent): DeviceKey | undefined {
  if (event.kind !== forkKind.name) return undefined;
  const body = forkKind.body.read(event.body);
  return body.ok ? shownFork(body.value)?.device : undefined;
}
