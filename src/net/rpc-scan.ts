import { RPC_BYTES_MAX, RPC_SUBSCRIPTIONS_MAX } from "./gossip-limits.ts";

/** What no honest node writes on a gossip stream. */
export type RpcFault = "rpc-too-large" | "rpc-malformed" | "too-many-subscriptions";

const FIELD_SUBSCRIPTIONS = 1;
const WIRE_LENGTH_DELIMITED = 2;
/** An RPC's fields have numbers below 16, lengths below 2^32. */
const VARINT_BYTES_MAX = 5;

/**
 * Reads along an inbound gossip stream, in parts of any size, and keeps none of it: RPCs with their length before
 * them, of which only the outermost fields are looked at. gossipsub drops a bad one and tells nobody who sent it.
 */
export class RpcScan {
  /** what is left of the RPC; 0: its length comes next */
  #rpcLeft = 0;
  /** what is left of the field, not looked into */
  #fieldLeft = 0;
  #expects: "rpc-length" | "tag" | "field-length" = "rpc-length";
  #number = 0;
  #numberBytes = 0;
  #isSubscription = false;
  #subscriptions = 0;
  #rpcs = 0;

  /** RPCs begun since it was last asked. */
  takeCount(): number {
    const count = this.#rpcs;
    this.#rpcs = 0;
    return count;
  }

  /** The first fault in these bytes, after which the stream can no longer be followed; undefined: none so far. */
  read(bytes: Uint8Array): RpcFault | undefined {
    for (let at = 0; at < bytes.length; ) {
      if (this.#fieldLeft > 0) {
        const skipped = Math.min(this.#fieldLeft, bytes.length - at);
        this.#fieldLeft -= skipped;
        this.#rpcLeft -= skipped;
        at += skipped;
        this.#endOfRpc();
        continue;
      }
      const fault = this.#byte(bytes[at] ?? 0);
      if (fault !== undefined) return fault;
      at++;
    }
    return undefined;
  }

  #byte(byte: number): RpcFault | undefined {
    const inside = this.#expects !== "rpc-length";
    if (inside) this.#rpcLeft--;
    this.#number += (byte & 0x7f) * 2 ** (7 * this.#numberBytes);
    this.#numberBytes++;
    const isWhole = (byte & 0x80) === 0;
    if (!isWhole) {
      const isEnd = this.#numberBytes === VARINT_BYTES_MAX || (inside && this.#rpcLeft === 0);
      return isEnd ? "rpc-malformed" : undefined;
    }
    const number = this.#number;
    this.#number = 0;
    this.#numberBytes = 0;
    return this.#take(number);
  }

  #take(number: number): RpcFault | undefined {
    switch (this.#expects) {
      case "rpc-length":
        if (number > RPC_BYTES_MAX) return "rpc-too-large";
        this.#rpcs++;
        this.#subscriptions = 0;
        this.#rpcLeft = number;
        this.#expects = number === 0 ? "rpc-length" : "tag";
        return undefined;
      case "tag":
        // every field of an RPC is a message; an RPC of a later version would be so too
        if ((number & 7) !== WIRE_LENGTH_DELIMITED || this.#rpcLeft === 0) return "rpc-malformed";
        this.#isSubscription = number >>> 3 === FIELD_SUBSCRIPTIONS;
        this.#expects = "field-length";
        return undefined;
      case "field-length":
        if (number > this.#rpcLeft) return "rpc-malformed";
        if (this.#isSubscription && ++this.#subscriptions > RPC_SUBSCRIPTIONS_MAX)
          return "too-many-subscriptions";
        this.#fieldLeft = number;
        this.#expects = "tag";
        this.#endOfRpc();
        return undefined;
    }
  }

  #endOfRpc(): void {
    if (this.#rpcLeft === 0 && this.#fieldLeft === 0) this.#expects = "rpc-length";
  }
}
