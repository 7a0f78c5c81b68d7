import { present } from "../../base/assert.ts";
import { fromHex } from "../../base/bytes.ts";
import type { DeviceKey, EventId } from "../../base/id.ts";
import { compareText } from "../../base/order.ts";
import { fail, ok } from "../../base/result.ts";
import { DAY_MS } from "../../calendar/calendar.ts";
import type { Fork } from "../../state/records.ts";
import { communityOf, type State } from "../../state/state.ts";
import { decodePayload, eventIdOf, signedMessage } from "../envelope.ts";
import { type KindContext, kind, OK, refuse } from "../kind.ts";
import { EVENT_BYTES_MAX, SIGNATURE_BYTES } from "../limits.ts";
import { bytes, choice, hashId, type Infer, isMap, publicKey, record, type Schema, uint } from "../schema.ts";
import { type SealWord, STEPS, sealWordHash, signedSealWord } from "../seal-word.ts";
import { verifySignature } from "../signature.ts";

/** A member whose device forked has no seat for this long. */
export const FORK_BAR_MS = 30 * DAY_MS;

const payloadBytes: Schema<Uint8Array> = {
  read: (value) => (value instanceof Uint8Array && value.length <= EVENT_BYTES_MAX ? ok(value) : fail("")),
  write: (value) => value,
};

const branch = record({ payload: payloadBytes, signature: bytes(SIGNATURE_BYTES) });
/** two events for one place of a feed */
const feedForkBody = record({ first: branch, second: branch });

const word = record({ content: hashId(), signature: bytes(SIGNATURE_BYTES) });
/** two words of a seat for one place of the agreement */
const sealForkBody = record({
  device: publicKey(),
  epoch: uint(),
  height: uint(),
  round: uint(),
  step: choice(STEPS),
  first: word,
  second: word,
});

type FeedFork = Infer<typeof feedForkBody>;
type SealFork = Infer<typeof sealForkBody>;
type ForkBody = FeedFork | SealFork;

const forkBody: Schema<ForkBody> = {
  read: (value) => (isMap(value) && "device" in value ? sealForkBody : feedForkBody).read(value),
  write: (value) => ("device" in value ? sealForkBody.write(value) : feedForkBody.write(value)),
};

/** Shows that a device gave two signed words for one place. It freezes that device and changes nothing that is sealed. */
export const fork = kind({
  name: "fork",
  stratum: "identity",
  about: "shows that a device signed two histories, which freezes it",
  body: forkBody,
  check(state, { body }) {
    const shown = shownFork(body);
    if (shown === undefined || !isHere(state, body)) return refuse("fork-not-conflicting");
    if (!state.devices.has(shown.device)) return refuse("device-unknown");
    if (state.forks.has(shown.device)) return refuse("fork-known");
    return isSigned(state, body, shown.device) ? OK : refuse("fork-signature");
  },
  apply(state, event) {
    const shown = present(shownFork(event.body), "a checked fork");
    state.forks.set(shown.device, shown);
    freeze(state, shown.device, event);
  },
});

/** What a fork's body shows, if its two words are for one place and differ; nothing is verified here. */
export function shownFork(body: ForkBody): Fork | undefined {
  return "device" in body ? shownSealFork(body) : shownFeedFork(body);
}

function shownFeedFork({ first, second }: FeedFork): Fork | undefined {
  const one = decodePayload(first.payload);
  const other = decodePayload(second.payload);
  if (!one.ok || !other.ok) return undefined;
  const { device, seq } = one.value;
  if (device !== other.value.device || seq !== other.value.seq) return undefined;
  const [low, high] = [eventIdOf(first.payload), eventIdOf(second.payload)].sort(compareText);
  if (low === undefined || high === undefined || low === high) return undefined;
  return { device, seq, place: null, ids: [low, high] };
}

function shownSealFork(body: SealFork): Fork | undefined {
  const { epoch, height, round, step, first, second } = body;
  const device = body.device as string as DeviceKey;
  const [low, high] = [first.content, second.content].sort(compareText);
  if (low === undefined || high === undefined || low === high) return undefined;
  return { device, seq: null, place: { epoch, height, round, step }, ids: [low, high] };
}

/** Whether both events are of this community's log; a seat's words name it, and their signatures tell. */
function isHere(state: State, body: ForkBody): boolean {
  if ("device" in body) return true;
  const { id: community } = communityOf(state);
  return [body.first, body.second].every(({ payload }) => {
    const decoded = decodePayload(payload);
    // `found` cannot name its own community
    return decoded.ok && (decoded.value.community ?? eventIdOf(payload)) === (community as EventId);
  });
}

function isSigned(state: State, body: ForkBody, device: DeviceKey): boolean {
  const key = fromHex(device);
  if (!("device" in body))
    return [body.first, body.second].every(({ payload, signature }) =>
      verifySignature(signature, signedMessage(eventIdOf(payload)), key),
    );
  const { epoch, height, round, step } = body;
  const { id: community } = communityOf(state);
  return [body.first, body.second].every(({ content, signature }) => {
    const said: SealWord = { community, epoch, height, round, step, device, content };
    return verifySignature(signature, signedSealWord(sealWordHash(said)), key);
  });
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
