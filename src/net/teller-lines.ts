import type { Connection } from "@libp2p/interface";
import type { GreetedPeer } from "./transport.ts";

export interface TellerLinesOptions {
  readonly onUp: (teller: GreetedPeer) => void;
  readonly onDown: (peer: string, isSentAway: boolean) => void;
}

/**
 * Connections to tellers, of whom this node only asks. They are among no greeted peers: whatever waits for a hello
 * before it answers, or counts who is there, knows nothing of them.
 */
export class TellerLines {
  readonly #options: TellerLinesOptions;
  readonly #lines = new Map<Connection, GreetedPeer>();

  constructor(options: TellerLinesOptions) {
    this.#options = options;
  }

  open(connection: Connection, teller: GreetedPeer): void {
    this.#lines.set(connection, teller);
    this.#options.onUp(teller);
  }

  /** A connection has closed, perhaps one of these. */
  closed(connection: Connection): void {
    this.#gone(connection, false);
  }

  #gone(connection: Connection, isSentAway: boolean): void {
    const teller = this.#lines.get(connection);
    if (teller === undefined) return;
    this.#lines.delete(connection);
    this.#options.onDown(teller.peer, isSentAway);
  }

  /** Ends those with a peer for whom it holds. */
  end(isOver: (teller: GreetedPeer) => boolean): void {
    for (const [connection, teller] of [...this.#lines]) {
      if (!isOver(teller)) continue;
      this.#gone(connection, true);
      connection.abort(new Error("nothing more to tell"));
    }
  }

  deviceOf(peer: string): string | undefined {
    return [...this.#lines.values()].find((teller) => teller.peer === peer)?.device;
  }

  connection(peer: string): Connection | undefined {
    return [...this.#lines].find(([, teller]) => teller.peer === peer)?.[0];
  }
}
