import type { DeviceKey } from "../base/id.ts";
import type { LastSign } from "../seal/last-sign.ts";
import type { PeerId, VerifiedResponse } from "./input.ts";
import type { SyncRequest } from "./sync-frames.ts";

interface Turn {
  /** of the peer when the turn began; null: it has not said yet */
  height: number | null;
  /** it named nothing of ours that we do not remember */
  isClean: boolean;
}

/** What our device is known by here. */
export interface OwnKnown {
  readonly device: DeviceKey;
  readonly last: LastSign | null;
  readonly height: number;
}

/** What a turn of sync asks for once history, feeds and seal messages are through. */
const AFTER_MESSAGES: ReadonlySet<SyncRequest["type"]> = new Set(["profile-list", "profiles"]);

/**
 * Follows whole turns of sync with members: a moved home signs again only after one of them had its copy of our
 * feed and of our seal messages looked through. What is ours in it is judged as it comes, see `OwnDevice`.
 */
export class Comparison {
  readonly #turns = new Map<PeerId, Turn>();

  /** A turn begins with this peer. */
  begin(peer: PeerId): void {
    this.#turns.set(peer, { height: null, isClean: true });
  }

  forget(peer: PeerId): void {
    this.#turns.delete(peer);
  }

  /** After an answer was taken in; `next`: what is asked then. True: with it this peer's copy is looked through. */
  answered(peer: PeerId, response: VerifiedResponse, next: SyncRequest | null, own: OwnKnown): boolean {
    const turn = this.#turns.get(peer);
    if (turn === undefined) return false;
    if (response.type === "status") turn.height = response.height;
    // told of and perhaps never sent: no proof against us, but this copy is not ours then
    if (response.type === "heads" && response.heads.some((head) => isBeyond(head, own))) turn.isClean = false;
    if (next !== null && !AFTER_MESSAGES.has(next.type)) return false;
    this.#turns.delete(peer);
    // a history that ends the turn may have been broken off
    const wasBroken = response.type === "refused" || response.type === "history";
    return !wasBroken && turn.isClean && turn.height === own.height;
  }
}

function isBeyond(
  { device, seq, id }: { readonly device: DeviceKey; readonly seq: number; readonly id: string },
  own: OwnKnown,
): boolean {
  if (device !== own.device) return false;
  const lastSeq = own.last?.feedSeq ?? -1;
  return seq > lastSeq || (seq === lastSeq && id !== own.last?.feedId);
}
