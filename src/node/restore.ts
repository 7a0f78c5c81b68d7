import type { EventId } from "../base/id.ts";
import { authenticStored } from "../events/authentic.ts";
import { decodeEvent } from "../events/envelope.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { Verify } from "../events/signature.ts";
import { type Base, originOf } from "../ledger/genesis.ts";
import { decodeBase } from "../peer/base-parts.ts";
import { EMPTY_BATCH, type StoredParts } from "../peer/batch.ts";
import type { Output } from "../peer/output.ts";
import type { Peer } from "../peer/peer.ts";
import { SnapshotParts } from "../peer/sealed-snapshot.ts";
import { isOutdated } from "../peer/unknown-rules.ts";
import { decodeProfile } from "../profiles/profile.ts";
import { idsOf } from "../seal/cut.ts";
import { decodeSealMessage } from "../seal/message.ts";
import { decodeSealed } from "../seal/sealed.ts";
import type { EventStore } from "../store/event-store.ts";

/** What could not be read: to be fetched from the others. */
export interface Lost {
  readonly events: readonly EventId[];
  readonly seals: readonly number[];
  /** the log is shorter than it once was */
  readonly log: boolean;
  /** what the community was re-founded from: nothing is known of it until the others have sent it */
  readonly base: boolean;
}

export interface Restored {
  readonly outputs: readonly Output[];
  readonly lost: Lost;
}

/** Replays the store into a fresh peer: first event, sealed heights, open events, kept seal messages, profiles. */
export async function restore(
  peer: Peer,
  store: EventStore,
  verify: Verify,
  nowMs: number,
): Promise<Restored> {
  const found = await readEvents(store, [peer.setup.community]);
  const isRefounded = found.events.some((event) => originOf(event) !== null);
  for (const event of found.events) peer.found(event, await readBase(event, store));
  const { sealed, lostEvents, lostSeals } = await restoreSealed(peer, store);
  const lastHeight = await store.lastSealHeight();
  // without the first event nothing can be applied yet; what is sealed comes again as history
  if (peer.journal === null) for (const id of await sealedIds(store, lastHeight)) sealed.add(id);
  for await (const { id } of store.log(0)) {
    if (!id.ok || sealed.has(id.value)) continue;
    const { events, lost } = await readEvents(store, [id.value]);
    lostEvents.push(...lost);
    for (const event of events) peer.restoreOpen(event, nowMs);
  }
  const messages = (await store.messages()).flatMap(({ bytes }) => {
    const signed = decodeSealMessage(bytes, verify);
    return typeof signed === "string" ? [] : [signed];
  });
  const profiles = (await store.profiles()).flatMap(({ bytes }) => {
    const profile = bytes === null ? "profile-malformed" : decodeProfile(bytes, verify);
    return typeof profile === "string" ? [] : [profile];
  });
  const twoSeals = await store.twoSeals();
  peer.seals.restore(twoSeals.ok ? twoSeals.value : null);
  const outputs = peer.ready(messages, profiles);
  return {
    outputs,
    lost: {
      events: lostEvents,
      seals: lostSeals,
      log: !store.tip().intact,
      base: isRefounded && peer.journal === null,
    },
  };
}

/** What a re-founded community goes on from; null: it began with nothing, or that is damaged and comes from the others. */
async function readBase(found: AuthenticEvent, store: EventStore): Promise<Base | null> {
  const origin = originOf(found);
  const parts = origin === null ? undefined : await store.base();
  return (origin !== null && parts?.ok && decodeBase(origin, parts.value)) || null;
}

interface Replayed {
  readonly sealed: Set<EventId>;
  readonly lostEvents: EventId[];
  readonly lostSeals: number[];
}

/**
 * All sealed heights from the beginning; or from a snapshot, while what comes before it is not all there or does
 * not lead up to it. A replay that reaches it makes it needless, as it does one that was not fetched whole.
 */
async function restoreSealed(peer: Peer, store: EventStore): Promise<Replayed> {
  const replayed: Replayed = { sealed: new Set(), lostEvents: [], lostSeals: [] };
  if (peer.journal === null) return replayed;
  const { begunAt } = peer.journal;
  const start = await readStart(peer, store);
  const { whole = null, missing = 0 } = start ?? {};
  if (start === null || whole === null || missing > whole.header.height)
    await replay(peer, store, begunAt + 1, replayed);
  if (start === null) return replayed;
  const { height } = start.begun.header;
  if (peer.journal.height >= (whole === null ? begunAt + 1 : height)) {
    await store.write({ ...EMPTY_BATCH, snapshot: NO_PARTS });
    return replayed;
  }
  if (whole === null) {
    peer.resume(start.begun);
    return replayed;
  }
  peer.begin(whole, missing);
  for (const id of await sealedIds(store, height)) replayed.sealed.add(id);
  await replay(peer, store, height + 1, replayed);
  return replayed;
}

const NO_PARTS: StoredParts = { at: 0, parts: [] };

/** What is in the store of a snapshot (`whole`: all of it), and the lowest height that is not; null: nothing, or it is damaged. */
async function readStart(peer: Peer, store: EventStore) {
  const parts = new SnapshotParts();
  for await (const part of store.snapshot()) if (!parts.take(part)) break;
  const { begun, whole } = parts;
  if (begun === null || begun.header.community !== peer.setup.community) return null;
  let missing = (peer.journal?.begunAt ?? 0) + 1;
  while (missing <= begun.header.height && (await isThere(store, missing))) missing++;
  return { begun, whole, missing };
}

/** What is damaged is there: it is mended by itself. */
async function isThere(store: EventStore, height: number): Promise<boolean> {
  const record = await store.seal(height);
  return record.ok || record.error === "damaged";
}

async function replay(peer: Peer, store: EventStore, from: number, replayed: Replayed): Promise<void> {
  const lastHeight = await store.lastSealHeight();
  for (let height = from; height <= lastHeight; height++) {
    // written by newer software, to which it is of use again: nothing is lost
    if (peer.journal !== null && isOutdated(peer.journal.at.ledger.state)) return;
    const fault = await restoreHeight(peer, store, height, replayed.sealed);
    if (fault === undefined) continue;
    if (fault.events.length === 0) replayed.lostSeals.push(height);
    replayed.lostEvents.push(...fault.events);
    // what follows builds on what is missing: the others have it
    break;
  }
}

/** What the readable records say is sealed. */
async function sealedIds(store: EventStore, lastHeight: number): Promise<readonly EventId[]> {
  const ids: EventId[] = [];
  for (let height = 1; height <= lastHeight; height++) {
    const record = await store.seal(height);
    const sealed = record.ok ? decodeSealed(record.value) : undefined;
    if (sealed !== undefined) ids.push(...idsOf(sealed.cut));
  }
  return ids;
}

/** undefined: applied. Else what is missing of it; no events: its record. */
async function restoreHeight(
  peer: Peer,
  store: EventStore,
  height: number,
  done: Set<EventId>,
): Promise<{ readonly events: readonly EventId[] } | undefined> {
  const record = await store.seal(height);
  const sealed = record.ok ? decodeSealed(record.value) : undefined;
  if (sealed === undefined) return { events: [] };
  const ids = idsOf(sealed.cut);
  const { events, lost } = await readEvents(store, ids);
  if (lost.length > 0) return { events: lost };
  if (peer.restoreHeight(sealed, events) !== null) return { events: [] };
  for (const id of ids) done.add(id);
  return undefined;
}

/** Events from the store under their checksums; those that cannot be read, by id. */
export async function readEvents(
  store: EventStore,
  ids: readonly EventId[],
): Promise<{ readonly events: readonly AuthenticEvent[]; readonly lost: readonly EventId[] }> {
  const events: AuthenticEvent[] = [];
  const lost: EventId[] = [];
  for (const [i, wire] of (await store.events(ids)).entries()) {
    const decoded = wire.ok ? decodeEvent(wire.value) : undefined;
    if (decoded?.ok) events.push(authenticStored(decoded.value));
    else lost.push(ids[i] as EventId);
  }
  return { events, lost };
}
