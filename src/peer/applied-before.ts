import type { AuthenticEvent } from "../events/event.ts";
import type { Applied } from "../ledger/cut.ts";
import { type Base, genesis } from "../ledger/genesis.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Sealed } from "../seal/sealed.ts";
import type { SealedLedger, SealFault } from "./check-seal.ts";

/**
 * What a first event, and a seal over a ledger, led to before: for the same objects, which nobody changes, it is the
 * same. A node opens its store once and keeps nothing of this; a simulator opens the same stores by the hundred.
 */
const begun = new WeakMap<AuthenticEvent, ReturnType<typeof genesis>>();
const applied = new WeakMap<Sealed, { readonly before: Ledger; readonly applied: Applied }>();

/** See `genesis`; what began from a base is worked out anew. */
export function genesisBefore(event: AuthenticEvent, base: Base | null): ReturnType<typeof genesis> {
  if (base !== null) return genesis(event, base);
  const known = begun.get(event) ?? genesis(event);
  begun.set(event, known);
  return known;
}

/** `apply` is asked where there is no answer yet, and around a recovery, of which more matters than the ledger. */
export function appliedBefore(
  { ledger, sealId, recovery }: SealedLedger,
  sealed: Sealed,
  apply: () => Applied | SealFault,
): Applied | SealFault {
  if (recovery !== null || sealed.began !== null || sealed.stands !== null) return apply();
  const known = applied.get(sealed);
  if (known?.before === ledger && sealed.header.prev === sealId) return known.applied;
  const result = apply();
  if (typeof result !== "string") applied.set(sealed, { before: ledger, applied: result });
  return result;
}
