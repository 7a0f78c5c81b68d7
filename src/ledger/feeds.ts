import type { DeviceKey, EventId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { RefusalCode } from "../events/refusals.ts";
import type { SealedHead } from "../state/sealed-heads.ts";
import type { State } from "../state/state.ts";
import { type Trie, trieGet, trieSet } from "../state/trie.ts";

export interface MovedFeeds {
  readonly heads: Trie<SealedHead>;
  /** events whose anchor is no sealed height before this one, or lies before an earlier one of their feed */
  readonly refused: ReadonlyMap<EventId, RefusalCode>;
}

/** Each feed's head moves to its last event taken, refused or not; `events` by device, then seq. */
export function moveFeeds(
  heads: Trie<SealedHead>,
  events: readonly AuthenticEvent[],
  state: State,
): MovedFeeds {
  const refused = new Map<EventId, RefusalCode>();
  const moved = new Map<DeviceKey, SealedHead>();
  for (const { device, seq, id, anchor } of events) {
    const before = (moved.get(device) ?? trieGet(heads, device))?.anchorHeight ?? 0;
    const height = anchor === null ? 0 : state.anchors.get(anchor)?.height;
    if (height === undefined) refused.set(id, "anchor-unknown");
    else if (height < before) refused.set(id, "anchor-backwards");
    moved.set(device, { seq, id, anchorHeight: Math.max(before, height ?? 0), ended: false });
  }
  let next = heads;
  for (const [device, head] of moved) next = trieSet(next, device, head);
  return { heads: next, refused };
}

/**
 * Ends the feeds that the cut names, those of devices that it froze or took off, and those that it did not let in, be it
 * by their first event or after waiting: who is turned away says nothing more with that key.
 */
export function endFeeds(
  heads: Trie<SealedHead>,
  named: readonly DeviceKey[],
  events: readonly AuthenticEvent[],
  before: State,
  after: State,
): Trie<SealedHead> {
  const ending = new Set(named);
  const begun = events.map(({ device }) => device);
  for (const device of [...begun, ...waitingIn(before, after)])
    if (!after.devices.has(device) && !after.joiningDevices.has(device)) ending.add(device);
  if (events.some(({ kind }) => kind === "revoke")) {
    for (const [device, { status }] of after.devices.entries()) if (status === "revoked") ending.add(device);
  }
  if (before.forks.trie !== after.forks.trie) {
    for (const [, { device }] of after.forks.entries()) ending.add(device);
  }
  let ended = heads;
  for (const device of ending) {
    const head = trieGet(ended, device);
    if (head !== undefined && !head.ended) ended = trieSet(ended, device, { ...head, ended: true });
  }
  return ended;
}

/** Devices that waited before the cut, where it changed who waits. */
function waitingIn(before: State, after: State): readonly DeviceKey[] {
  if (before.joiningDevices.trie === after.joiningDevices.trie) return [];
  return [...before.joiningDevices.entries()].map(([device]) => device);
}
