import type { Connection } from "@libp2p/interface";
import type { Greeter } from "./greeter.ts";
import type { NetTimes } from "./net-times.ts";
import type { RedialLoop } from "./redial.ts";

const CLOSE_MS = 1_000;

export interface StraightLoopOptions {
  readonly greeter: Greeter;
  readonly times: NetTimes;
  readonly redial: Pick<RedialLoop, "call" | "directAddresses">;
}

interface Waiting {
  failures: number;
  nextMs: number;
}

/** Turns connections through a relay into direct ones where that works: tried again and again, more and more seldom. */
export class StraightLoop {
  readonly #options: StraightLoopOptions;
  readonly #waiting = new Map<string, Waiting>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: StraightLoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setTimeout(() => void this.#round(), this.#options.times.relayEveryMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #round(): Promise<void> {
    const up = this.#options.greeter.peers().map(({ peer }) => peer);
    for (const peer of this.#waiting.keys()) if (!up.includes(peer)) this.#waiting.delete(peer);
    await Promise.all(up.map((peer) => this.#look(peer)));
    if (this.#timer !== undefined) this.start();
  }

  async #look(peer: string): Promise<void> {
    const connections = this.#options.greeter.connections(peer);
    const relayed = connections.filter(({ direct }) => !direct);
    const oldest = Math.min(
      ...connections.filter(({ direct }) => direct).map(({ timeline }) => timeline.open),
    );
    if (oldest === Number.POSITIVE_INFINITY) return await this.#try(peer);
    this.#waiting.delete(peer);
    // what was asked through the relay is answered by then
    if (Date.now() - oldest < this.#options.times.directGraceMs) return;
    await Promise.all(relayed.map((connection) => this.#close(connection)));
  }

  async #try(peer: string): Promise<void> {
    const { directStartMs, directMaxMs } = this.#options.times;
    const now = performance.now();
    const waiting = this.#waiting.get(peer);
    if (waiting === undefined) {
      this.#waiting.set(peer, { failures: 0, nextMs: now + directStartMs });
      return;
    }
    if (now < waiting.nextMs) return;
    const { redial } = this.#options;
    if (await redial.call(peer, redial.directAddresses(peer))) return;
    waiting.failures++;
    const wait = Math.min(directMaxMs, directStartMs * 2 ** Math.min(waiting.failures, 16));
    waiting.nextMs = performance.now() + wait;
  }

  async #close(connection: Connection): Promise<void> {
    try {
      await connection.close({ signal: AbortSignal.timeout(CLOSE_MS) });
    } catch (error) {
      connection.abort(error instanceof Error ? error : new Error("closed: there is a direct one"));
    }
  }
}
