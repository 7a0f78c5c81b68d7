import { fromHex, toHex } from "../base/bytes.ts";
import { encodeCbor } from "../base/cbor.ts";
import { taggedHash } from "../base/hash.ts";
import type { DeviceKey, EventId, HashId } from "../base/id.ts";
import { compareNumber, compareText } from "../base/order.ts";
import type { FeedIds, Report } from "./report.ts";

/** What one seal takes in. */
export interface CutIds {
  /** by device, ascending; ids oldest first */
  readonly feeds: readonly FeedIds[];
  /** feeds of which two ids for one place were each held widely: they end here for good; ascending */
  readonly ended: readonly DeviceKey[];
}

/**
 * The cut rule: an entry is in iff at least r+1 reports hold it, no other id for its place has r+1,
 * and its predecessor is in. Counting alone decides; no event is needed: a report counts for a place only
 * while it holds what the cut took before it, since who holds an entry holds what it builds on.
 */
export function cutOf(reports: readonly Report[], liars: number): CutIds {
  const columns = new Map<DeviceKey, (readonly EventId[])[]>();
  for (const report of reports)
    for (const feed of report.feeds) {
      const held = columns.get(feed.device);
      if (held === undefined) columns.set(feed.device, [feed.ids]);
      else held.push(feed.ids);
    }
  const feeds: FeedIds[] = [];
  const ended: DeviceKey[] = [];
  for (const device of [...columns.keys()].sort(compareText)) {
    const { ids, forked } = feedCut(columns.get(device) ?? [], liars + 1);
    if (ids.length > 0) feeds.push({ device, ids });
    if (forked) ended.push(device);
  }
  return { feeds, ended };
}

function feedCut(held: readonly (readonly EventId[])[], enough: number): { ids: EventId[]; forked: boolean } {
  const ids: EventId[] = [];
  let agreeing = held;
  for (let place = 0; ; place++) {
    const counts = new Map<EventId, number>();
    for (const list of agreeing) {
      const id = list[place];
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    const winners = [...counts].filter(([, count]) => count >= enough);
    const [winner] = winners;
    if (winner === undefined) return { ids, forked: false };
    if (winners.length > 1) return { ids, forked: true };
    ids.push(winner[0]);
    agreeing = agreeing.filter((list) => list[place] === winner[0]);
  }
}

export function cutHash(cut: CutIds): HashId {
  const bytes = encodeCbor([
    cut.feeds.map((feed) => [fromHex(feed.device), feed.ids.map((id) => fromHex(id))]),
    cut.ended.map((device) => fromHex(device)),
  ]);
  return toHex(taggedHash("cut", bytes)) as HashId;
}

export function reportsHash(hashes: readonly HashId[]): HashId {
  return toHex(taggedHash("reports", ...hashes.map((hash) => fromHex(hash)))) as HashId;
}

/** throughMs = max(last + 1, element ⌊q/2⌋ of the reports' sorted clocks). */
export function throughMsOf(lastMs: number, reports: readonly Report[]): number {
  const clocks = reports.map((report) => report.nowMs).sort(compareNumber);
  const median = clocks[clocks.length >> 1];
  return Math.max(lastMs + 1, median ?? 0);
}

/** All ids of a cut in its order: by device, then oldest first. */
export function idsOf(cut: CutIds): readonly EventId[] {
  return cut.feeds.flatMap((feed) => feed.ids);
}
