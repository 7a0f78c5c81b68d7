import type { DeviceKey, EventId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { EVENTS_OF_UNSEALED_DEVICE_MAX } from "../events/limits.ts";
import type { RefusalCode } from "../events/refusals.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { FeedIds } from "../seal/report.ts";
import { trieGet } from "../state/trie.ts";
import { Orphans } from "./orphans.ts";
import type { FeedPosition } from "./sync-frames.ts";
import { Wanted } from "./wanted.ts";

/** What became of an event that came in. */
export type Added =
  /** held now, with those that had waited for it */
  | { readonly what: "held"; readonly events: readonly AuthenticEvent[] }
  | { readonly what: "known" }
  /** its predecessor is missing */
  | { readonly what: "orphan" }
  /** its place is sealed: the store knows whether by this very event */
  | { readonly what: "sealed-place" }
  | { readonly what: "fork"; readonly held: AuthenticEvent; readonly other: AuthenticEvent }
  | { readonly what: "unwelcome"; readonly code: RefusalCode | "feed-full" };

/** The two events with the lowest ids at the first place where a feed forks, the lower first. */
export type Fork = readonly [AuthenticEvent, AuthenticEvent];

/** One device's events beyond its sealed head. */
interface OpenFeed {
  /** without gap, oldest first; ends before a known fork */
  readonly events: AuthenticEvent[];
  fork: Fork | null;
}

export interface FeedTip {
  readonly seq: number;
  readonly id: EventId;
}

/** Events of one device held beyond its sealed head, if others bring them: eight cuts' worth. The rest comes later. */
export const OPEN_EVENTS_OF_DEVICE_MAX = 2_048;
/** Unsealed devices that one invite, or one member's root, may bring. */
const UNSEALED_PER_SPONSOR_MAX = 4;

/**
 * Everything held beyond the last seal, by feed. What the feeds are depends on which events came, not on their
 * order: each goes up to the first place for which two are known.
 */
export class OpenFeeds {
  #ledger: Ledger;
  #feeds = new Map<DeviceKey, OpenFeed>();
  #byId = new Map<EventId, AuthenticEvent>();
  readonly #orphans = new Orphans();
  readonly #wanted = new Wanted();
  /** changes with every event held and every seal */
  version = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Events that wait for a predecessor. */
  get orphans(): number {
    return this.#orphans.size;
  }

  get(id: EventId): AuthenticEvent | undefined {
    return this.#byId.get(id) ?? this.#wanted.get(id);
  }

  /** The last event held of a feed, sealed or not; of a forked feed the last before the fork. */
  tip(device: DeviceKey): FeedTip | null {
    const last = this.#feeds.get(device)?.events.at(-1);
    return last ?? trieGet(this.#ledger.heads, device) ?? null;
  }

  forkOf(device: DeviceKey): Fork | null {
    return this.#feeds.get(device)?.fork ?? null;
  }

  /** Of all feeds known to fork beyond their sealed heads, by device. */
  forks(): readonly Fork[] {
    const forked = [...this.#feeds].flatMap(([, { fork }]) => (fork === null ? [] : [fork]));
    return forked.sort(([a], [b]) => compareText(a.device, b.device));
  }

  devices(): Iterable<DeviceKey> {
    return this.#feeds.keys();
  }

  /** Of one feed, in order; none beyond a known fork. */
  of(device: DeviceKey): readonly AuthenticEvent[] {
    return this.#feeds.get(device)?.events ?? [];
  }

  /** Of all feeds, in order of device and seq; none beyond a known fork. */
  all(): readonly AuthenticEvent[] {
    return [...this.#feeds.keys()].sort(compareText).flatMap((device) => this.of(device));
  }

  /** From now until the next seal these are kept whatever else is known of their feeds. */
  want(feeds: readonly FeedIds[]): void {
    this.#wanted.want(feeds);
  }

  /** Where to ask for what is wanted and not here. */
  wantedFrom(): readonly FeedPosition[] {
    const devices = this.#wanted.devices((id) => this.#byId.has(id));
    return devices.map((device) => ({ device, seq: this.#firstOpen(device) }));
  }

  #firstOpen(device: DeviceKey): number {
    return (trieGet(this.#ledger.heads, device)?.seq ?? -1) + 1;
  }

  /** `admit` is asked about the first event of a device that is not on the sealed roll. */
  add(event: AuthenticEvent, from: string | null, admit: Admit): Added {
    const added = this.#place(event, from, admit);
    if (added.what !== "orphan" && added.what !== "unwelcome") return added;
    return this.#wanted.keep(event) ? { what: "held", events: [event] } : added;
  }

  #place(event: AuthenticEvent, from: string | null, admit: Admit): Added {
    const { device, seq, id } = event;
    if (this.#byId.has(id)) return { what: "known" };
    const head = trieGet(this.#ledger.heads, device);
    if (head?.ended) return { what: "unwelcome", code: "device-frozen" };
    const first = this.#firstOpen(device);
    if (seq < first) return { what: head?.id === id ? "known" : "sealed-place" };
    const feed = this.#feeds.get(device) ?? { events: [], fork: null };
    const held = feed.events[seq - first];
    if (held !== undefined) return this.#fork(feed, [held, event], seq - first);
    if (feed.fork !== null) return this.#afterFork(feed, feed.fork, event);
    const previous = this.tip(device);
    if (event.seq !== (previous?.seq ?? -1) + 1 || event.prev !== (previous?.id ?? null))
      return this.#wait(event, from, previous);
    if (from !== null && feed.events.length >= OPEN_EVENTS_OF_DEVICE_MAX)
      return { what: "unwelcome", code: "feed-full" };
    const refusal = this.#welcome(event, feed, admit);
    if (refusal !== null) return { what: "unwelcome", code: refusal };
    this.#hold(event, feed);
    return { what: "held", events: [event, ...this.#adopt(event, admit)] };
  }

  /** A device not on the roll: a first event that brings it in, and few more until it is sealed. */
  #welcome(event: AuthenticEvent, feed: OpenFeed, admit: Admit): RefusalCode | null {
    if (this.#ledger.state.devices.has(event.device)) return null;
    if (event.seq > 0) return feed.events.length < EVENTS_OF_UNSEALED_DEVICE_MAX ? null : "device-unknown";
    const sponsor = admit(event);
    if (sponsor.code !== null) return sponsor.code;
    const others = [...this.#feeds.values()].filter(({ events, fork }) => {
      // a feed that forks at its very first event takes up room like any other
      const firsts = events[0] === undefined ? (fork ?? []) : [events[0]];
      return firsts.some((first) => first.seq === 0 && admit.sponsorOf(first) === sponsor.sponsor);
    });
    return others.length < UNSEALED_PER_SPONSOR_MAX ? null : "devices-too-many";
  }

  #hold(event: AuthenticEvent, feed: OpenFeed): void {
    feed.events.push(event);
    this.#feeds.set(event.device, feed);
    this.#byId.set(event.id, event);
    this.version++;
  }

  #wait(event: AuthenticEvent, from: string | null, previous: FeedTip | null): Added {
    // right behind our tip, yet on another event: its author went two ways before it
    const gap = event.seq > (previous?.seq ?? -1) + 1;
    const { devices, joiningDevices } = this.#ledger.state;
    const isSealed = devices.has(event.device) || joiningDevices.has(event.device);
    const known = isSealed || this.#feeds.has(event.device);
    if (gap || known) this.#orphans.add(event, from ?? "");
    return { what: "orphan" };
  }

  /** Events that waited for this one, or that claim its place and so show a fork. */
  #adopt({ device, seq }: AuthenticEvent, admit: Admit): readonly AuthenticEvent[] {
    const waiting = [...this.#orphans.take(device, seq), ...this.#orphans.take(device, seq + 1)];
    return waiting.flatMap(({ event, from }) => {
      const added = this.add(event, from, admit);
      if (added.what === "fork") return [event];
      return added.what === "held" ? added.events : [];
    });
  }

  #fork(feed: OpenFeed, pair: Fork, place: number): Added {
    const [held, other] = pair;
    this.#byId.set(other.id, other);
    this.version++;
    feed.fork = lowestTwo(pair);
    feed.events.length = place;
    return { what: "fork", held, other };
  }

  /** A third event at the place of the fork: of all the two lowest count, so that everybody shows the same. */
  #afterFork(feed: OpenFeed, fork: Fork, event: AuthenticEvent): Added {
    const [low, high] = fork;
    if (event.seq !== low.seq || event.id > high.id) return { what: "unwelcome", code: "device-frozen" };
    feed.fork = lowestTwo([low, event]);
    this.#byId.set(event.id, event);
    this.version++;
    return { what: "fork", held: low, other: event };
  }

  /**
   * After a seal: what the cut took is no longer open; the rest stays, on whichever branch was sealed.
   * Returns what had waited for an event of the cut and is held from now on.
   */
  rebase(ledger: Ledger, admit: Admit): readonly AuthenticEvent[] {
    const before = [...this.#byId.values()].sort((a, b) => compareText(a.device, b.device) || a.seq - b.seq);
    this.#ledger = ledger;
    this.#feeds = new Map();
    this.#byId = new Map();
    this.#wanted.clear();
    this.version++;
    for (const event of before) if (event.seq >= this.#firstOpen(event.device)) this.add(event, null, admit);
    // what waited may fit now: history has been fetched up to it
    return this.#orphans.takeAll().flatMap(({ event, from }) => {
      const added = this.add(event, from, admit);
      if (added.what === "fork") return [event];
      return added.what === "held" ? added.events : [];
    });
  }

  forgetPeer(peer: string): void {
    this.#orphans.forgetPeer(peer);
  }
}

/** Judges the first event of an unknown device against the sealed state. */
export interface Admit {
  (event: AuthenticEvent): { readonly code: RefusalCode | null; readonly sponsor: string };
  /** whose word brings this device: an invite's key, or a member */
  sponsorOf(event: AuthenticEvent): string;
}

function lowestTwo([a, b]: Fork): Fork {
  return a.id < b.id ? [a, b] : [b, a];
}
