import { fromHex, toHex } from "../base/bytes.ts";
import type { HashId } from "../base/id.ts";
import { MINUTE_MS } from "../calendar/calendar.ts";
import { type NetLog, reasonOf } from "../net/net-log.ts";
import { NETWORK_KEY_BYTES } from "../net/network-keys.ts";
import type { Transport } from "../net/transport.ts";
import { BAD_ANSWER_POINTS } from "../peer/stop-turn.ts";
import type { KeyRing } from "./key-ring.ts";
import { decodeMemberAnswer, encodeMemberQuestion } from "./member-desk.ts";
import { keyHashOf } from "./order-keys.ts";

/** After a no the same peer is asked again after this, then after twice as long each time. */
const ASK_AGAIN_MS_MIN = 2_000;
const ASK_AGAIN_MS_MAX = 60 * MINUTE_MS;
const ASK_MS = 20_000;

interface Asked {
  readonly waitMs: number;
  readonly againMs: number;
}

export interface KeySeekerParts {
  readonly keys: KeyRing;
  transport(): Transport;
  /** on the roll as it is now */
  isMember(device: string): boolean;
  readonly log: NetLog;
}

/** Asks connected members for network keys that were decided and are not here. */
export class KeySeeker {
  readonly #parts: KeySeekerParts;
  /** by peer, while it is connected, and hash */
  readonly #asked = new Map<string, Map<HashId, Asked>>();
  #isSeeking = false;

  constructor(parts: KeySeekerParts) {
    this.#parts = parts;
  }

  /** Puts the keys in order by what is decided now, and asks for those that are missing. Rejects where the disk fails. */
  async seek(): Promise<void> {
    if (this.#isSeeking) return;
    this.#isSeeking = true;
    try {
      const { keys, transport, isMember } = this.#parts;
      await keys.settle();
      const members = transport()
        .peers()
        .filter(({ device }) => isMember(device));
      for (const peer of this.#asked.keys())
        if (!members.some((member) => member.peer === peer)) this.#asked.delete(peer);
      for (const hash of keys.missing()) if (await this.#seekOne(hash, members)) return;
    } finally {
      this.#isSeeking = false;
    }
  }

  async #seekOne(hash: HashId, members: readonly { readonly peer: string }[]): Promise<boolean> {
    for (const { peer } of members) {
      const asked = this.#asked.get(peer) ?? new Map<HashId, Asked>();
      this.#asked.set(peer, asked);
      const before = asked.get(hash);
      const nowMs = performance.now();
      if (before !== undefined && nowMs < before.againMs) continue;
      const waitMs = Math.min(ASK_AGAIN_MS_MAX, before === undefined ? ASK_AGAIN_MS_MIN : before.waitMs * 2);
      asked.set(hash, { waitMs, againMs: nowMs + waitMs });
      const key = await this.#ask(peer, hash);
      if (key === undefined) continue;
      await this.#parts.keys.take(key);
      return true;
    }
    return false;
  }

  /** The key, hexadecimal; undefined: this peer does not give it. */
  async #ask(peer: string, hash: HashId): Promise<string | undefined> {
    const { transport, log } = this.#parts;
    try {
      const question = encodeMemberQuestion("network-key", [fromHex(hash)]);
      const frame = await transport().request(peer, question, AbortSignal.timeout(ASK_MS), "member");
      const answer = decodeMemberAnswer("network-key", frame);
      if (answer === null) return undefined;
      if (answer instanceof Uint8Array && answer.length === NETWORK_KEY_BYTES) {
        const key = toHex(answer);
        if (keyHashOf(key) === hash) return key;
      }
      transport().penalize(peer, BAD_ANSWER_POINTS, "a false network key");
    } catch (error) {
      log("debug", "no answer", { peer, request: "network-key", reason: reasonOf(error) });
    }
    return undefined;
  }
}
