import type { DeviceKey } from "../base/id.ts";
import type { FeedPosition, HeldHead } from "./sync-frames.ts";
import type { SyncView } from "./sync-view.ts";

/** Where to ask on for open feeds of which a peer tells heads that are not here. */
export function feedsBehind(heads: readonly HeldHead[], view: SyncView): readonly FeedPosition[] {
  const { open } = view;
  if (open === null) return [];
  const feeds = new Map<DeviceKey, FeedPosition>();
  for (const { device, seq, id } of heads) {
    const firstOpen = view.sealedSeq(device) + 1;
    if (seq < firstOpen || open.get(id) !== undefined) continue;
    const tip = open.tip(device);
    // from our own tip on, since theirs may build on another event there; all of it where both branches must be known
    const behind = tip === null || tip.seq < seq;
    const from = behind ? Math.max(firstOpen, tip?.seq ?? 0) : firstOpen;
    feeds.set(device, { device, seq: Math.min(from, feeds.get(device)?.seq ?? from) });
  }
  return [...feeds.values()];
}
