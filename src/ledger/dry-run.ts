import type { Cbor } from "../base/cbor.ts";
import type { DeviceKey } from "../base/id.ts";
import { signEvent } from "../events/authentic.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { KindName } from "../events/kind.ts";
import { SALT_BYTES, SIGNATURE_BYTES } from "../events/limits.ts";
import type { RefusalCode } from "../events/refusals.ts";
import { communityOf } from "../state/state.ts";
import { trieGet } from "../state/trie.ts";
import type { Ledger } from "./ledger.ts";
import { type Held, provisional } from "./provisional.ts";

/** What a device would say next. */
export interface Wish {
  readonly device: DeviceKey;
  readonly kind: KindName;
  /** as its kind's schema writes it */
  readonly body: Cbor;
}

/** Why it would be refused, were it said now and sealed together with all that is held; null: it would hold. Nothing is signed. */
export function dryRun(ledger: Ledger, held: Held, wish: Wish): RefusalCode | null {
  const event = unsigned(ledger, held, wish);
  const { outcomes } = provisional(ledger, { ...held, events: [...held.events, event] });
  const outcome = outcomes.find(({ id }) => id === event.id);
  return outcome === undefined ? "device-unknown" : outcome.code;
}

/** The event as it would be, without its device's signature: no rule of a cut asks for that again. */
function unsigned(ledger: Ledger, { lastSeal, nowMs, events }: Held, wish: Wish): AuthenticEvent {
  const tip = events
    .filter(({ device }) => device === wish.device)
    .reduce<{ seq: number; id: AuthenticEvent["id"] } | undefined>(
      (last, event) => (last === undefined || event.seq > last.seq ? event : last),
      trieGet(ledger.heads, wish.device),
    );
  const draft = {
    ...wish,
    community: communityOf(ledger.state).id,
    seq: tip === undefined ? 0 : tip.seq + 1,
    prev: tip?.id ?? null,
    anchor: lastSeal,
    claimedMs: nowMs,
  };
  return signEvent(draft, new Uint8Array(SALT_BYTES), () => new Uint8Array(SIGNATURE_BYTES));
}
