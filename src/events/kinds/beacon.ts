import { fromHex, toHex } from "../../base/bytes.ts";
import { taggedHash } from "../../base/hash.ts";
import type { HashId, MemberId } from "../../base/id.ts";
import { DAY_MS } from "../../calendar/calendar.ts";
import type { Beacon } from "../../state/beacon-records.ts";
import { numberKey } from "../../state/key.ts";
import type { State } from "../../state/state.ts";
import { type KindContext, kind, OK, refuse } from "../kind.ts";
import { hashId, type Infer, nullable, record } from "../schema.ts";

/** A lot waits no longer than this for secrets; older ones are forgotten. */
export const REVEALS_KEPT_MS = 7 * DAY_MS;

const beaconBody = record({
  /** opens the member's commitment in the last sealed state, or null */
  reveal: nullable(hashId()),
  /** to the next secret: `commitmentTo` */
  commit: hashId(),
});

type BeaconBody = Infer<typeof beaconBody>;

/** What a member commits to with a secret of 32 bytes; another member's commitment cannot be borrowed. */
export function commitmentTo(member: MemberId, secret: HashId): HashId {
  return toHex(taggedHash("beacon", fromHex(member), fromHex(secret))) as HashId;
}

/**
 * One chain of secrets per member, for drawing lots. Only the one commitment in the last sealed state can be
 * opened, so whatever a member's devices say in one cut, there is at most one secret, told or not.
 */
export const beacon = kind({
  name: "beacon",
  stratum: "cover",
  about: "tells the secret that the member committed to, and commits to the next",
  body: beaconBody,
  check(_state, { sealed, member, body }) {
    if (body.reveal === null) return OK;
    const known = sealed.beacons.get(member);
    if (known === undefined) return refuse("commitment-none");
    return commitmentTo(member, body.reveal) === known.commit ? OK : refuse("reveal-wrong");
  },
  apply(state, event) {
    const { id, device, seq, member, height, sealed, atMs, body } = event;
    if (goesOn(state, event))
      state.beacons.set(member, { commit: body.commit, event: id, device, seq, height });
    if (body.reveal === null) return;
    const { height: committedHeight } = sealed.beacons.must(member);
    const revealed = { secret: body.reveal, committedHeight, revealedMs: atMs };
    state.reveals.set(numberKey(height) + member, revealed);
    forgetReveals(state, atMs - REVEALS_KEPT_MS);
  },
});

/** Of several in one cut: one that reveals before one that does not, then the lowest id; the order does not matter. */
function goesOn(state: State, { id, member, height, body }: KindContext<BeaconBody>): boolean {
  const before: Beacon | undefined = state.beacons.get(member);
  if (before === undefined || before.height < height) return true;
  const revealed = state.reveals.has(numberKey(height) + member);
  return revealed === (body.reveal !== null) ? id < before.event : !revealed;
}

function forgetReveals(state: State, beforeMs: number): void {
  for (const [key, { revealedMs }] of state.reveals.entries()) {
    if (revealedMs >= beforeMs) return;
    state.reveals.delete(key);
  }
}
