import type { DeviceKey } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { EVENTS_PER_MEMBER_IN_CUT_MAX } from "../events/limits.ts";
import { type FeedIds, inReportOrder, REPORT_BYTES_MAX, REPORT_IDS_MAX } from "../seal/report.ts";
import type { SealedLedger } from "./check-seal.ts";
import type { OpenFeeds } from "./open-feeds.ts";

/** an id with its CBOR header, and a feed's device with its headers: what a report's bytes are made of */
const ID_BYTES = 34;
const FEED_BYTES = 40;
const REST_BYTES = 1_024;

/**
 * What our report says: the open events of every feed, up to the last common one of a fork; of a device that
 * is not on the roll only its first, and none once it waits to be let in. Bounded per member and in all, in report order, so that the rest waits.
 */
export function reportFeeds(at: SealedLedger, open: OpenFeeds): readonly FeedIds[] {
  const devices = [...open.devices()].map((device) => ({ device }));
  const perOwner = new Map<string, number>();
  const feeds: FeedIds[] = [];
  let ids = 0;
  let bytes = REST_BYTES;
  for (const { device } of inReportOrder(at.sealId, devices)) {
    const owner = at.ledger.state.devices.get(device)?.member;
    const events = owner === undefined ? firstOf(at, open, device) : open.of(device);
    const used = owner === undefined ? 0 : (perOwner.get(owner) ?? 0);
    const room = Math.min(
      EVENTS_PER_MEMBER_IN_CUT_MAX - used,
      REPORT_IDS_MAX - ids,
      Math.floor((REPORT_BYTES_MAX - bytes - FEED_BYTES) / ID_BYTES),
    );
    if (room <= 0 || events.length === 0) continue;
    const taken = events.slice(0, room).map((event: AuthenticEvent) => event.id);
    feeds.push({ device, ids: taken });
    ids += taken.length;
    bytes += FEED_BYTES + taken.length * ID_BYTES;
    if (owner !== undefined) perOwner.set(owner, used + taken.length);
  }
  return feeds;
}

function firstOf(at: SealedLedger, open: OpenFeeds, device: DeviceKey): readonly AuthenticEvent[] {
  return at.ledger.state.joiningDevices.has(device) ? [] : open.of(device).slice(0, 1);
}
