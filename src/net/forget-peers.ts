import type { Libp2p, PeerId } from "@libp2p/interface";
import { type NetLog, reasonOf } from "./net-log.ts";

/** libp2p tells its services of a lost connection from its notes; after this they are done. In milliseconds. */
const FORGET_AFTER_MS = 60_000;
/** Greeted peers that libp2p may go on remembering when they are gone. */
export const GONE_PEERS_MAX = 256;

/**
 * libp2p notes every peer id that ever connected and never forgets one: a caller with the network key could make up
 * new ones for ever. Strangers are forgotten, and of those that were greeted the oldest. Addresses to call are ours.
 */
export class ForgetPeers {
  readonly #node: Libp2p;
  readonly #wasGreeted: (peer: string) => boolean;
  readonly #log: NetLog;
  readonly #afterMs: number;
  readonly #gone = new Map<string, PeerId>();
  readonly #leaving = new Map<string, { readonly peer: PeerId; readonly sinceMs: number }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    node: Libp2p,
    wasGreeted: (peer: string) => boolean,
    log: NetLog,
    afterMs: number = FORGET_AFTER_MS,
  ) {
    this.#node = node;
    this.#wasGreeted = wasGreeted;
    this.#log = log;
    this.#afterMs = afterMs;
    node.addEventListener("peer:disconnect", ({ detail }) => {
      this.#leaving.set(detail.toString(), { peer: detail, sinceMs: performance.now() });
      this.#timer ??= setTimeout(() => void this.#look(), this.#afterMs);
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#leaving.clear();
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    for (const [name, { peer, sinceMs }] of this.#leaving) {
      if (performance.now() - sinceMs < this.#afterMs) continue;
      this.#leaving.delete(name);
      if (this.#node.getConnections(peer).length > 0) continue;
      this.#gone.delete(name);
      if (this.#wasGreeted(name)) this.#gone.set(name, peer);
      else await this.#forget(peer);
    }
    for (const [name, peer] of this.#gone) {
      if (this.#gone.size <= GONE_PEERS_MAX) break;
      this.#gone.delete(name);
      if (this.#node.getConnections(peer).length === 0) await this.#forget(peer);
    }
    if (this.#leaving.size > 0) this.#timer ??= setTimeout(() => void this.#look(), this.#afterMs);
  }

  async #forget(peer: PeerId): Promise<void> {
    try {
      await this.#node.peerStore.delete(peer);
    } catch (error) {
      this.#log("warn", "a peer could not be forgotten", { reason: reasonOf(error) });
    }
  }
}
