import type { NetLog } from "./net-log.ts";

/** Inbound connections that have not said hello yet, at the same time. */
export const UNGREETED_MAX = 48;

/** What the door needs of a connection, before anything is known of who made it. */
export interface Caller {
  readonly remoteAddr: { toString(): string };
  abort(error: Error): void;
  addEventListener(type: "close", listener: () => void, options: { readonly once: true }): void;
}

/**
 * Who waits between TCP and hello. One more than there is room for, and the oldest goes of the address that has most
 * waiting: who floods takes the room from himself, and an honest caller behind the same address still has the time in
 * which as many others call.
 */
export class Door {
  readonly #log: NetLog;
  readonly #waiting = new Map<string, Caller>();

  constructor(log: NetLog) {
    this.#log = log;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** A connection was accepted. */
  knocked(caller: Caller): void {
    const line = lineOf(caller);
    this.#waiting.set(line, caller);
    caller.addEventListener("close", () => this.#forget(line, caller), { once: true });
    if (this.#waiting.size > UNGREETED_MAX) this.#sendAwayOne();
  }

  /** The connection is greeted: it waits no more. */
  letIn(connection: Pick<Caller, "remoteAddr">): void {
    this.#waiting.delete(lineOf(connection));
  }

  #forget(line: string, caller: Caller): void {
    if (this.#waiting.get(line) === caller) this.#waiting.delete(line);
  }

  #sendAwayOne(): void {
    const counts = new Map<string, number>();
    for (const line of this.#waiting.keys()) counts.set(hostOf(line), (counts.get(hostOf(line)) ?? 0) + 1);
    const most = Math.max(...counts.values());
    for (const [line, caller] of this.#waiting) {
      if (counts.get(hostOf(line)) !== most) continue;
      this.#waiting.delete(line);
      this.#log("debug", "too many callers without a hello", { waiting: most });
      caller.abort(new Error("too many callers without a hello"));
      return;
    }
  }
}

function lineOf({ remoteAddr }: Pick<Caller, "remoteAddr">): string {
  return remoteAddr.toString().replace(/\/p2p\/[^/]+$/, "");
}

/** The address without its port, by which callers are counted. */
function hostOf(line: string): string {
  return line.split("/").slice(0, 3).join("/");
}
