import type { DeviceKey, EventId, MemberId } from "../base/id.ts";
import { shortId } from "../words/writing.ts";
import { only, startingWith } from "./resolve.ts";
import { provisionalState, type ViewSource } from "./view-source.ts";

/** A newcomer who waits, by the beginning of their id. */
export function resolveJoiner(source: ViewSource, reference: string): MemberId {
  const joiners = [...provisionalState(source).joiners.entries()].map(([id]) => id as MemberId);
  return only("joiner", reference, startingWith(joiners, reference), shortId);
}

/** Who waits for a vouch: a newcomer by id; a place asked for by its entry, or by the member where they ask for one alone. */
export function resolveWaiting(source: ViewSource, reference: string): EventId {
  const state = provisionalState(source);
  const asked = [...state.applications.entries()].filter(([, { status }]) => status === "waiting");
  const ids = [
    ...[...state.joiners.entries()].map(([id]) => id as string as EventId),
    ...asked.map(([, { event }]) => event),
  ];
  const byId = startingWith(ids, reference);
  if (byId.length > 0) return only("joiner", reference, byId, shortId);
  // the second half of an application's key is its member
  const memberOf = (key: string) => key.slice(key.length / 2) as MemberId;
  const called = source.names.called(reference.trim());
  const members =
    called.length > 0
      ? called
      : startingWith(
          asked.map(([key]) => memberOf(key)),
          reference,
        );
  const theirs = asked.filter(([key]) => members.includes(memberOf(key))).map(([, { event }]) => event);
  return only("joiner", reference, theirs, shortId);
}

/** One of the reader's own devices, by the beginning of its key. */
export function resolveDevice(source: ViewSource, reference: string): DeviceKey {
  const self = source.service.member() ?? "";
  const devices = [...provisionalState(source).memberDevices.entries(self)].map(
    ([key]) => key.slice(self.length) as DeviceKey,
  );
  return only("device", reference, startingWith(devices, reference), shortId);
}
