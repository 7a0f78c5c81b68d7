import { fromHex, toHex } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { DeviceKey, SealId } from "../base/id.ts";
import { compareNumber, compareText } from "../base/order.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { KIND_ORDER } from "../events/kind.ts";

/**
 * The order inside a cut: stratum and kind, SHA-256(prevSeal ‖ device), seq. An event that another names comes
 * before it, one device's events of a kind keep their order, and no device is always first.
 */
export function inCutOrder(
  events: readonly AuthenticEvent[],
  prevSeal: SealId | null,
): readonly AuthenticEvent[] {
  const seal = fromHex(prevSeal ?? NO_SEAL);
  const lots = new Map<DeviceKey, string>();
  for (const { device } of events) {
    if (!lots.has(device)) lots.set(device, toHex(taggedHash("order", seal, fromHex(device))));
  }
  return events
    .map((event) => ({ event, rank: rankOf(event.kind), lot: lots.get(event.device) ?? "" }))
    .sort((a, b) => compareNumber(a.rank, b.rank) || compareText(a.lot, b.lot) || a.event.seq - b.event.seq)
    .map(({ event }) => event);
}

const NO_SEAL = "0".repeat(64);

const RANKS: ReadonlyMap<string, number> = new Map(KIND_ORDER.map((name, rank) => [name, rank]));

/** Kinds that the protocol does not name come last: they are refused wherever they stand. */
function rankOf(kind: string): number {
  return RANKS.get(kind) ?? RANKS.size;
}
