import type { EventId } from "../base/id.ts";
import { authenticate } from "../events/authentic.ts";
import { decodeEvent } from "../events/envelope.ts";
import type { Verify } from "../events/signature.ts";
import type { Transport } from "../net/transport.ts";
import { checkRecord } from "../peer/check-seal.ts";
import type { Peer } from "../peer/peer.ts";
import type { SyncRequest } from "../peer/sync-frames.ts";
import { encodeRequest } from "../peer/sync-requests.ts";
import { decodeResponse } from "../peer/sync-responses.ts";
import { sealIdOf } from "../seal/header.ts";
import { decodeSealed } from "../seal/sealed.ts";
import { numberKey } from "../state/key.ts";
import type { EventStore } from "../store/event-store.ts";

const REQUEST_MS = 20_000;

/** Fetches what the store has lost from whoever is connected, checks it against its name, and puts it back. */
export class Repair {
  readonly #store: EventStore;
  readonly #transport: Transport;
  readonly #peer: Peer;
  readonly #verify: Verify;
  readonly #healed: (what: "event" | "seal", name: string) => void;
  readonly #events = new Set<EventId>();
  readonly #seals = new Set<number>();
  #running = false;

  constructor(
    store: EventStore,
    transport: Transport,
    peer: Peer,
    verify: Verify,
    healed: (what: "event" | "seal", name: string) => void,
  ) {
    this.#store = store;
    this.#transport = transport;
    this.#peer = peer;
    this.#verify = verify;
    this.#healed = healed;
  }

  get wanted(): number {
    return this.#events.size + this.#seals.size;
  }

  wantEvent(id: EventId): void {
    this.#events.add(id);
  }

  wantSeal(height: number): void {
    this.#seals.add(height);
  }

  /** Asks every connected peer for every lost piece once; what nobody has is asked for again at the next call. */
  async run(): Promise<void> {
    if (this.#running || this.wanted === 0) return;
    this.#running = true;
    try {
      for (const id of [...this.#events])
        if (await this.#event(id)) {
          this.#events.delete(id);
          this.#healed("event", id);
        }
      for (const height of [...this.#seals])
        if (await this.#seal(height)) {
          this.#seals.delete(height);
          this.#healed("seal", String(height));
        }
    } finally {
      this.#running = false;
    }
  }

  async #event(id: EventId): Promise<boolean> {
    for (const { peer } of this.#transport.peers()) {
      const response = await this.#ask(peer, { type: "event", id });
      const decoded =
        response?.type === "event" && response.wire !== null ? decodeEvent(response.wire) : undefined;
      if (!decoded?.ok || decoded.value.id !== id) continue;
      // the id does not cover the signature, so that is checked too
      const event = authenticate(decoded.value, this.#verify);
      if (!event.ok) continue;
      await this.#store.repairEvent(event.value);
      return true;
    }
    return false;
  }

  async #seal(height: number): Promise<boolean> {
    const known = this.#sealId(height);
    if (known === undefined) return false;
    for (const { peer } of this.#transport.peers()) {
      const response = await this.#ask(peer, { type: "history", height, offset: 0, skip: 0, last: height });
      const entry = response?.type === "history" ? response.entries[0] : undefined;
      const sealed =
        entry?.slice.length === entry?.total && entry !== undefined ? decodeSealed(entry.slice) : undefined;
      if (entry === undefined || sealed === undefined || sealIdOf(sealed.header) !== known) continue;
      const seats = this.#peer.journal?.seatsNamed(sealed.header.seats);
      if (seats === undefined || checkRecord(sealed, seats, this.#verify) !== null) continue;
      await this.#store.repairSeal(height, entry.slice);
      return true;
    }
    return false;
  }

  #sealId(height: number) {
    const at = this.#peer.journal?.at;
    if (at === undefined) return undefined;
    return (
      at.ledger.state.seals.get(numberKey(height))?.id ??
      (this.#peer.journal?.height === height ? at.sealId : undefined)
    );
  }

  async #ask(peer: string, request: SyncRequest) {
    try {
      const frame = await this.#transport.request(
        peer,
        encodeRequest(request),
        AbortSignal.timeout(REQUEST_MS),
      );
      return decodeResponse(frame);
    } catch {
      // a peer that does not answer has nothing for us now; the next one may
      return undefined;
    }
  }
}
