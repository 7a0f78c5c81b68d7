import { Allowance } from "./allowance.ts";
import { FRAME_BYTES_MAX } from "./transport.ts";

/** Bytes per minute that one connection may bring without having been asked for them. */
export const UNASKED_BYTES_PER_MINUTE = 128 * 1024 * 1024;
/** And so many at once: what one connection can make us hold in buffers. Two of gossip's largest. */
export const UNASKED_BYTES_BURST = 8 * 1024 * 1024;
/** Looked at again at the latest after this, since a question of ours may have made room. */
const HOLD_MS_MAX = 250;

/** What one connection brings: where it brings more than its allowance it is read no further for a while. */
export interface InboundGauge {
  /** how long to read nothing, in milliseconds; 0: go on */
  brought(bytes: number): number;
  /** the same without news, when that time is over */
  holdMs(): number;
  closed(): void;
}

/** Every connection's allowance of bytes, by its remote address. A question of ours makes room for its answer. */
export class InboundBytes {
  readonly #now: () => number;
  readonly #allowances = new Map<string, Allowance>();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  open(remoteAddress: string): InboundGauge {
    const key = lineOf(remoteAddress);
    const allowance = new Allowance(UNASKED_BYTES_PER_MINUTE, this.#now, UNASKED_BYTES_BURST);
    this.#allowances.set(key, allowance);
    const holdMs = () => Math.min(HOLD_MS_MAX, allowance.owedMs());
    return {
      holdMs,
      brought: (bytes) => {
        allowance.take(bytes);
        return holdMs();
      },
      closed: () => {
        if (this.#allowances.get(key) === allowance) this.#allowances.delete(key);
      },
    };
  }

  /** One question was asked over this connection: its answer may come. */
  asked(remoteAddress: string): void {
    this.#allowances.get(lineOf(remoteAddress))?.grant(FRAME_BYTES_MAX);
  }

  get size(): number {
    return this.#allowances.size;
  }
}

/** libp2p adds the peer to a connection's address once it knows it. */
function lineOf(remoteAddress: string): string {
  return remoteAddress.replace(/\/p2p\/[^/]+$/, "");
}
