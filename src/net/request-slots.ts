/** Requests in flight to one peer: enough to hide the round trip, few enough to bound both sides' memory. */
export const REQUESTS_IN_FLIGHT_MAX = 2;

interface Queue {
  taken: number;
  readonly waiting: (() => void)[];
}

/** Lets REQUESTS_IN_FLIGHT_MAX requests per peer through, the others in the order of their coming. */
export class RequestSlots {
  readonly #queues = new Map<string, Queue>();

  /** Resolves to the function that gives the slot back; rejects with the signal's reason. */
  async take(peer: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    let queue = this.#queues.get(peer);
    if (queue === undefined) {
      queue = { taken: 0, waiting: [] };
      this.#queues.set(peer, queue);
    }
    if (queue.taken < REQUESTS_IN_FLIGHT_MAX) queue.taken++;
    else await turn(queue, signal);
    const held = queue;
    return () => this.#release(peer, held);
  }

  #release(peer: string, queue: Queue): void {
    // The slot goes over to the next in line without becoming free.
    const next = queue.waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    queue.taken--;
    if (queue.taken === 0) this.#queues.delete(peer);
  }
}

function turn(queue: Queue, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onTurn = (): void => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    };
    const onAbort = (): void => {
      queue.waiting.splice(queue.waiting.indexOf(onTurn), 1);
      reject(signal.reason);
    };
    queue.waiting.push(onTurn);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
