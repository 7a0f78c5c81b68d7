import { concatBytes, fromHex, toHex, uint64 } from "../base/bytes.ts";
import type { Cbor } from "../base/cbor.ts";
import { tag, taggedHash } from "../base/hash.ts";
import type { CommunityId, HashId, MemberId } from "../base/id.ts";
import type { KindName } from "../events/kind.ts";
import { beacon, commitmentTo } from "../events/kinds/beacon.ts";
import type { Signer } from "../events/signer.ts";
import type { Beacon } from "../state/beacon-records.ts";
import { isLotOpen } from "../state/lot-open.ts";
import { isOnRoll } from "../state/on-roll.ts";
import { isSideOf } from "../state/side-of.ts";
import { communityOf, type State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import type { Journal } from "./journal.ts";

/**
 * What a running node does for the drawing of lots, unasked: it commits to a secret where some plan is large
 * enough to need a jury, and tells it once a claim waits for one. Nothing is stored: each secret follows from
 * the device's key and the place of the commitment in its feed.
 */
export class BeaconKeeper {
  readonly #signer: Signer;
  readonly #say: (kind: KindName, body: Cbor) => unknown;
  /** the sealed state that asks for nothing */
  #idle: State | null = null;

  constructor(signer: Signer, say: (kind: KindName, body: Cbor) => unknown) {
    this.#signer = signer;
    this.#say = say;
  }

  /** Says what is due; at most one beacon of ours is under way at a time. */
  offer(journal: Journal | null): void {
    const { publicKey } = this.#signer;
    const member = journal?.ownerOf(publicKey);
    if (!journal || member === undefined || journal.at.ledger.state === this.#idle) return;
    if (journal.open.of(publicKey).some(({ kind }) => kind === beacon.name)) return;
    const { state } = journal.at.ledger;
    const { id: community } = communityOf(state);
    const isOurs = isOnRoll(state, member) && state.witnesses.get(member)?.device === publicKey;
    const due = isOurs ? dueBeacon(state, member) : "nothing";
    if (due === "nothing") {
      this.#idle = state;
      return;
    }
    const seq = (journal.open.tip(publicKey)?.seq ?? -1) + 1;
    const commit = commitmentTo(member, secretFor(this.#signer, community, seq));
    const told = due === "commit" ? null : secretFor(this.#signer, community, due.seq);
    this.#say(beacon.name, beacon.body.write({ reveal: told, commit }));
  }
}

/** Only the device that offers itself as the member's witness acts; what another one committed to it replaces. */
function dueBeacon(state: State, member: MemberId): Beacon | "commit" | "nothing" {
  const known = state.beacons.get(member);
  if (known === undefined || known.device !== state.witnesses.must(member).device)
    return isLotPossible(state) ? "commit" : "nothing";
  return isLotWaiting(state, member, known.height) ? known : "nothing";
}

/** Whether a plan that takes claims has more members than its terms let vote on one. */
function isLotPossible(state: State): boolean {
  for (const [id, { status, enrolled }] of state.plans.entries())
    if ((status === "open" || status === "closing") && enrolled > termsInForce(state, id).jury) return true;
  return false;
}

/** Whether a jury is to be drawn for a claim or an appeal of somebody else that was not sealed before our commitment. */
function isLotWaiting(state: State, member: MemberId, committedHeight: number): boolean {
  for (const [id, lot] of state.lots.entries()) {
    const isOurs = isSideOf(state.claims.must(lot.claim), member);
    if (!isOurs && lot.filedHeight >= committedHeight && isLotOpen(state, id, lot)) return true;
  }
  return false;
}

/** A signature that never leaves, hashed; other in every community and place. */
function secretFor(signer: Signer, community: CommunityId, seq: number): HashId {
  const signature = signer.sign(concatBytes(tag("beacon-secret"), fromHex(community), uint64(seq)));
  return toHex(taggedHash("beacon-secret", fromHex(signer.publicKey), signature)) as HashId;
}
