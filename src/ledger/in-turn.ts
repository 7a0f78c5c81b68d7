import { fromHex, toHex } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { EventId, HashId } from "../base/id.ts";
import { compareNumber, compareText } from "../base/order.ts";

/** Those who wait, by the height of what they asked, then by H(admit, seed ‖ that event). */
export function inTurn<Waiting extends { readonly event: EventId; readonly height: number }>(
  waiting: Iterable<Waiting>,
  seed: HashId,
): readonly Waiting[] {
  return [...waiting]
    .map((each) => ({ each, lot: toHex(taggedHash("admit", fromHex(seed), fromHex(each.event))) }))
    .sort((a, b) => compareNumber(a.each.height, b.each.height) || compareText(a.lot, b.lot))
    .map(({ each }) => each);
}
