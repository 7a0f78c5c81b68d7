import { present } from "../../base/assert.ts";
import { fromHex } from "../../base/bytes.ts";
import type { DeviceKey, EventId } from "../../base/id.ts";
import { compareText } from "../../base/order.ts";
import { fail, ok } from "../../base/result.ts";
import { DAY_MS } from "../../calendar/calendar.ts";
import { communityOf, type State } from "../../state/state.ts";
import { decodePayload, eventIdOf, signedMessage } from "../envelope.ts";
import { type KindContext, kind, OK, refuse } from "../kind.ts";
import { EVENT_BYTES_MAX, SIGNATURE_BYTES } from "../limits.ts";
import { bytes, type Infer, record, type Schema } from "../schema.ts";
import { verifySignature } from "../signature.ts";

/** A member whose device forked has no seat for this long. */
export const FORK_BAR_MS = 30 * DAY_MS;

const payloadBytes: Schema<Uint8Array> = {
  read: (value) => (value instanceof Uint8Array && value.length <= EVENT_BYTES_MAX ? ok(value) : fail("")),
  write: (value) => value,
};

const branch = record({ payload: payloadBytes, signature: bytes(SIGNATURE_BYTES) });

const forkBody = record({ first: branch, second: branch });

type ForkBody = Infer<typeof forkBody>;

/** Shows two signed events for one place in a feed. It freezes that device and changes nothing that is sealed. */
export const fork = kind({
  name: "fork",
  stratum: "identity",
  about: "shows that a device signed two histories, which freezes it",
  body: forkBody,
  check(state, { body }) {
    const place = conflict(state, body);
    if (place === undefined) return refuse("fork-not-conflicting");
    if (!state.devices.has(place.device)) return refuse("device-unknown");
    if (state.forks.has(place.device)) return refuse("fork-known");
    const key = fromHex(place.device);
    const signed = [body.first, body.second].every(({ payload, signature }) =>
      verifySignature(signature, signedMessage(eventIdOf(payload)), key),
    );
    return signed ? OK : refuse("fork-signature");
  },
  apply(state, event) {
    const place = present(conflict(state, event.body), "a checked fork");
    state.forks.set(place.device, place);
    freeze(state, place.device, event);
  },
});

interface Place {
  readonly device: DeviceKey;
  readonly seq: number;
  readonly ids: readonly [EventId, EventId];
}

/** The one place of this community's log that both claim, if they do. */
function conflict(state: State, { first, second }: ForkBody): Place | undefined {
  const one = decodePayload(first.payload);
  const other = decodePayload(second.payload);
  if (!one.ok || !other.ok) return undefined;
  const { device, seq } = one.value;
  if (device !== other.value.device || seq !== other.value.seq) return undefined;
  const [low, high] = [eventIdOf(first.payload), eventIdOf(second.payload)].sort(compareText);
  if (low === undefined || high === undefined || low === high) return undefined;
  const { id: community } = communityOf(state);
  // `found` cannot name its own community
  const isHere = (named: EventId | null, payload: Uint8Array) => (named ?? eventIdOf(payload)) === community;
  if (!isHere(one.value.community, first.payload)) return undefined;
  return isHere(other.value.community, second.payload) ? { device, seq, ids: [low, high] } : undefined;
}

function freeze(state: State, device: DeviceKey, { id, atMs }: KindContext<ForkBody>): void {
  const record = state.devices.must(device);
  if (record.status === "live") {
    state.devices.set(device, { ...record, status: "frozen", stoppedBy: id, stoppedMs: atMs });
  }
  const { member } = record;
  const before = state.witnesses.get(member) ?? { device, on: false, seenMs: 0, height: 0, barredUntilMs: 0 };
  const barredUntilMs = Math.max(before.barredUntilMs, atMs + FORK_BAR_MS);
  state.witnesses.set(member, { ...before, barredUntilMs });
}
