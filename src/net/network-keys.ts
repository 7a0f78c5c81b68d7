import { assert, present } from "../base/assert.ts";

export const NETWORK_KEY_BYTES = 32;

/** A call under way: the key it is made with, and whether anybody was there to hear it. */
interface Call {
  readonly key: Uint8Array;
  isHeard: boolean;
}

/**
 * The keys of one community's network that a node holds, in the order in which it calls with them. Whoever calls it with any
 * of them is answered; another set takes effect at once, and leaves open connections as they are.
 */
export class NetworkKeys {
  readonly #calls = new Map<string, Call>();
  #held: readonly Uint8Array[] = [];

  constructor(held: readonly Uint8Array[]) {
    this.replace(held);
  }

  get held(): readonly Uint8Array[] {
    return this.#held;
  }

  replace(held: readonly Uint8Array[]): void {
    assert(held.length > 0, "a node holds a network key");
    assert(
      held.every(({ length }) => length === NETWORK_KEY_BYTES),
      "network keys of 32 bytes",
    );
    this.#held = held;
  }

  /** Calls a peer with one key after the other, until one is known there or nobody hears; rejects as the last `dial` did. */
  async call<Connection>(peer: string, dial: () => Promise<Connection>): Promise<Connection> {
    let fault: unknown;
    for (const key of this.#held) {
      const call: Call = { key, isHeard: false };
      this.#calls.set(peer, call);
      try {
        return await dial();
      } catch (error) {
        fault = error;
        if (!call.isHeard) break;
      } finally {
        this.#calls.delete(peer);
      }
    }
    throw fault;
  }

  /** The key for a connection that has just been made to that peer. */
  forCall(peer: string | undefined): Uint8Array {
    const call = peer === undefined ? undefined : this.#calls.get(peer);
    if (call !== undefined) call.isHeard = true;
    return call?.key ?? present(this.#held[0], "a node holds a network key");
  }
}
