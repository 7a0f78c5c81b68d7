import type { DeviceKey } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { AuthenticEvent } from "../events/event.ts";

/** Per peer that sent them. */
export const ORPHANS_MAX = 1_000;
export const ORPHAN_BYTES_MAX = 4 * 1024 * 1024;

interface Budget {
  count: number;
  bytes: number;
}

export interface Waiting {
  readonly event: AuthenticEvent;
  readonly from: string;
}

/** Events whose predecessor is missing. What a peer sends beyond its budget is dropped: sync brings it again. */
export class Orphans {
  readonly #places = new Map<string, Waiting[]>();
  readonly #budgets = new Map<string, Budget>();

  get size(): number {
    let size = 0;
    for (const { count } of this.#budgets.values()) size += count;
    return size;
  }

  add(event: AuthenticEvent, from: string): void {
    const budget = this.#budgets.get(from) ?? { count: 0, bytes: 0 };
    if (budget.count >= ORPHANS_MAX || budget.bytes + event.wire.length > ORPHAN_BYTES_MAX) return;
    const place = placeOf(event.device, event.seq);
    const waiting = this.#places.get(place) ?? [];
    if (waiting.some((other) => other.event.id === event.id)) return;
    waiting.push({ event, from });
    this.#places.set(place, waiting);
    this.#budgets.set(from, { count: budget.count + 1, bytes: budget.bytes + event.wire.length });
  }

  /** Those that wait for this place; they wait no more. */
  take(device: DeviceKey, seq: number): readonly Waiting[] {
    const place = placeOf(device, seq);
    const waiting = this.#places.get(place) ?? [];
    this.#places.delete(place);
    for (const { event, from } of waiting) this.#release(event, from);
    return waiting;
  }

  /** Everybody that waits; nobody waits any more. In order of device and seq. */
  takeAll(): readonly Waiting[] {
    const all = [...this.#places.values()].flat();
    this.#places.clear();
    this.#budgets.clear();
    return all.sort((a, b) => compareText(a.event.device, b.event.device) || a.event.seq - b.event.seq);
  }

  forgetPeer(peer: string): void {
    for (const [place, waiting] of this.#places) {
      const rest = waiting.filter(({ from }) => from !== peer);
      if (rest.length === 0) this.#places.delete(place);
      else this.#places.set(place, rest);
    }
    this.#budgets.delete(peer);
  }

  #release(event: AuthenticEvent, from: string): void {
    const budget = this.#budgets.get(from);
    if (budget === undefined) return;
    budget.count--;
    budget.bytes -= event.wire.length;
  }
}

function placeOf(device: DeviceKey, seq: number): string {
  return `${device}/${seq}`;
}
