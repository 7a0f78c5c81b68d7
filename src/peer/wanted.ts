import type { DeviceKey, EventId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { FeedIds } from "../seal/report.ts";

/**
 * Events that a cut under agreement names and that no open feed has room for here: beyond a fork that others
 * have not heard of, or of a device that we let in after others. More than r seats report them, so they are kept
 * whatever our own limits say; else a node that met the same events in another order could never vote.
 */
export class Wanted {
  readonly #devices = new Map<EventId, DeviceKey>();
  readonly #here = new Map<EventId, AuthenticEvent>();

  want(feeds: readonly FeedIds[]): void {
    for (const { device, ids } of feeds) for (const id of ids) this.#devices.set(id, device);
  }

  /** Keeps it if it is wanted; false: it is not, or is here already. */
  keep(event: AuthenticEvent): boolean {
    if (!this.#devices.has(event.id) || this.#here.has(event.id)) return false;
    this.#here.set(event.id, event);
    return true;
  }

  get(id: EventId): AuthenticEvent | undefined {
    return this.#here.get(id);
  }

  /** Whose feeds are to be asked for; `held`: what is here by other ways. */
  devices(held: (id: EventId) => boolean): readonly DeviceKey[] {
    const missing = [...this.#devices].filter(([id]) => !this.#here.has(id) && !held(id));
    return [...new Set(missing.map(([, device]) => device))];
  }

  /** The height is decided. */
  clear(): void {
    this.#devices.clear();
    this.#here.clear();
  }
}
