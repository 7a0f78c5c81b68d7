import type { DeviceKey, EventId } from "../base/id.ts";
import { compareNumber, compareText } from "../base/order.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { RefusalCode } from "../events/refusals.ts";
import { trieGet } from "../state/trie.ts";
import type { Outcome } from "./cut.ts";
import type { Ledger } from "./ledger.ts";

export interface Taken {
  /** events that go on from their feed's sealed head, by device, then seq */
  readonly events: readonly AuthenticEvent[];
  /** events that no seal will ever take */
  readonly refused: readonly Outcome[];
}

/**
 * The part of the events that one seal can take: of each feed what follows its sealed head without a gap, up to
 * where two branches part; of a device that is not on the roll its first event only. The rest waits, except
 * where the feed has ended. A certified cut is taken whole, but for what waits; a view of everything held may not be.
 */
export function takeCut(ledger: Ledger, events: readonly AuthenticEvent[]): Taken {
  const taken: AuthenticEvent[] = [];
  const refused: Outcome[] = [];
  for (const [device, feed] of byDevice(events)) {
    const head = trieGet(ledger.heads, device);
    if (head?.ended === true) {
      const code = endedCode(ledger, device);
      refused.push(...feed.filter(({ seq }) => seq > head.seq).map(({ id }) => ({ id, code })));
    } else {
      const next = following(feed, head?.seq ?? -1, head?.id ?? null);
      // whoever waits to be let in has said their first event, and the rest waits with them
      const rest = head === undefined ? next.slice(0, 1) : [];
      taken.push(...(ledger.state.devices.has(device) ? next : rest));
    }
  }
  return { events: taken, refused };
}

/** Feeds in device order, each by seq, every event once. */
function byDevice(events: readonly AuthenticEvent[]): readonly [DeviceKey, readonly AuthenticEvent[]][] {
  const feeds = new Map<DeviceKey, AuthenticEvent[]>();
  for (const event of new Map(events.map((each) => [each.id, each])).values()) {
    const feed = feeds.get(event.device);
    if (feed === undefined) feeds.set(event.device, [event]);
    else feed.push(event);
  }
  for (const feed of feeds.values()) {
    feed.sort((a, b) => compareNumber(a.seq, b.seq) || compareText(a.id, b.id));
  }
  return [...feeds].sort(([a], [b]) => compareText(a, b));
}

/** Walks a sorted feed once, up to a gap or to two events that both go on from the same one. */
function following(
  feed: readonly AuthenticEvent[],
  headSeq: number,
  headId: EventId | null,
): readonly AuthenticEvent[] {
  const next: AuthenticEvent[] = [];
  let prev = headId;
  let at = feed.findIndex(({ seq }) => seq > headSeq);
  while (at >= 0 && at < feed.length) {
    const seq = headSeq + 1 + next.length;
    const after: AuthenticEvent[] = [];
    for (let event = feed[at]; event?.seq === seq; event = feed[++at]) {
      if (event.prev === prev) after.push(event);
    }
    const only = after[0];
    if (only === undefined || after.length > 1) return next;
    next.push(only);
    prev = only.id;
  }
  return next;
}

function endedCode({ state }: Ledger, device: DeviceKey): RefusalCode {
  switch (state.devices.get(device)?.status) {
    case "frozen":
      return "device-frozen";
    case "revoked":
      return "device-revoked";
    case "live":
      return "order-in-cut";
    case undefined:
      return "device-unknown";
  }
}
