import type { Origin } from "../events/kinds/found.ts";
import { decodeRoll, encodeRoll, type Roll, rollHash } from "../events/roll.ts";
import type { Base } from "../ledger/genesis.ts";
import type { SnapshotPage } from "../state/snapshot-pages.ts";
import { SnapshotReader } from "../state/snapshot-reader.ts";
import { decodePage, encodePage } from "./sealed-snapshot.ts";

/** As stored: the roll, then all pages of the old community's snapshot, each by itself. */
export function encodeBase(roll: Roll, pages: Iterable<SnapshotPage>): readonly Uint8Array[] {
  const parts = [encodeRoll(roll)];
  for (const page of pages) parts.push(encodePage(page));
  return parts;
}

/** As it was, all of it proven again by the first event; undefined where anything is damaged or missing. */
export function decodeBase(origin: Origin, parts: readonly Uint8Array[]): Base | undefined {
  const [first, ...pages] = parts;
  const roll = first !== undefined && rollHash(first) === origin.roll ? decodeRoll(first) : undefined;
  const reader = new SnapshotReader(origin);
  for (const part of pages) {
    const page = decodePage(part);
    if (page === undefined || !reader.take(page)) return undefined;
  }
  return roll !== undefined && reader.isComplete ? { ledger: reader.finish(), roll } : undefined;
}
