import type { Cbor } from "../../src/base/cbor.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { CommunityId, SealId } from "../../src/base/id.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { signEvent } from "../../src/events/authentic.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import type { Signer } from "../../src/events/signer.ts";

/** The event after `before` in a device's feed; `branch` makes it differ from another for the same place. */
export function nextEvent(
  key: Signer,
  community: CommunityId,
  before: AuthenticEvent | null,
  branch = "",
  parts: {
    readonly kind?: string;
    readonly body?: Cbor;
    readonly seq?: number;
    readonly anchor?: SealId | null;
  } = {},
): AuthenticEvent {
  const seq = parts.seq ?? (before?.seq ?? -1) + 1;
  const draft = {
    community,
    device: key.publicKey,
    seq,
    prev: before?.id ?? null,
    anchor: parts.anchor ?? null,
    claimedMs: 0,
    kind: parts.kind ?? "witness",
    body: parts.body ?? { on: true },
  };
  const salt = sha256(utf8Encode(`${key.publicKey} ${seq} ${branch}`)).slice(0, 16);
  return signEvent(draft, salt, key.sign);
}

/** `count` events after `before`. */
export function chainOf(
  key: Signer,
  community: CommunityId,
  before: AuthenticEvent | null,
  count: number,
  branch = "",
): AuthenticEvent[] {
  const chain: AuthenticEvent[] = [];
  let last = before;
  for (let i = 0; i < count; i++) {
    last = nextEvent(key, community, last, branch);
    chain.push(last);
  }
  return chain;
}
