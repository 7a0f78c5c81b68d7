import { decodeCbor, encodeCbor } from "../base/cbor.ts";
import type { Origin } from "../events/kinds/found.ts";
import { decodeRoll, encodeRoll, type Roll, rollHash } from "../events/roll.ts";
import type { Base } from "../ledger/genesis.ts";
import type { SnapshotPage } from "../state/snapshot-pages.ts";
import { SnapshotReader } from "../state/snapshot-reader.ts";
import { readPage } from "./sealed-snapshot.ts";
import { PAGE_BYTES_MAX } from "./sync-frames.ts";

/** As stored: the roll, then all pages of the old community's snapshot, CBOR [roots | null, [node…]] each. */
export function encodeBase(roll: Roll, pages: Iterable<SnapshotPage>): readonly Uint8Array[] {
  const parts = [encodeRoll(roll)];
  for (const { roots, nodes } of pages) parts.push(encodeCbor([roots, nodes]));
  return parts;
}

/** As it was, all of it proven again by the first event; undefined where anything is damaged or missing. */
export function decodeBase(origin: Origin, parts: readonly Uint8Array[]): Base | undefined {
  const [first, ...pages] = parts;
  const roll = first !== undefined && rollHash(first) === origin.roll ? decodeRoll(first) : undefined;
  const reader = new SnapshotReader(origin);
  for (const part of pages) {
    const decoded = decodeCbor(part, { itemsMax: PAGE_BYTES_MAX });
    const page = decoded.ok && Array.isArray(decoded.value) ? readPage(decoded.value) : undefined;
    if (page === undefined || !reader.take(page)) return undefined;
  }
  return roll !== undefined && reader.isComplete ? { ledger: reader.finish(), roll } : undefined;
}
