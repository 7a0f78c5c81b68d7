import type { Transport } from "../net/transport.ts";
import type { EventStore } from "../store/event-store.ts";
import type { StoreMedium } from "../store/table-store.ts";

/** Seams for tests that make machines die: the real disk, store and network, wrapped. */
export interface NodeParts {
  readonly wrapMedium?: (medium: StoreMedium) => StoreMedium;
  readonly wrapStore?: (store: EventStore) => EventStore;
  readonly wrapTransport?: (transport: Transport) => Transport;
  readonly clock?: () => number;
}
