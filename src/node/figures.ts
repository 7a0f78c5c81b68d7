import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type ELDHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import { NO_REACH } from "../net/reach.ts";
import type { Transport } from "../net/transport.ts";
import type { Peer } from "../peer/peer.ts";
import { communityOf } from "../state/state.ts";
import type { EventStore } from "../store/event-store.ts";
import type { MetricName, Metrics, Sample } from "./metrics.ts";

export interface FigureParts {
  readonly peer: Peer;
  readonly store: EventStore;
  readonly storePath: string;
  readonly transport: Transport;
  readonly metrics: Metrics;
  clock(): number;
}

/** How finely the event loop's delay is measured, in milliseconds. */
const DELAY_RESOLUTION_MS = 20;
const NANOSECONDS = 1e9;

/** The node's figures at one moment: what was counted, and what is looked up only when somebody asks. */
export class Figures {
  readonly #parts: FigureParts;
  /** from the first look on: nobody who never looks pays for it */
  #delay: ELDHistogram | undefined;

  constructor(parts: FigureParts) {
    this.#parts = parts;
  }

  async look(): Promise<readonly Sample[]> {
    const { metrics, storePath } = this.#parts;
    return [
      ...metrics.samples(),
      ...this.#ofPeer(),
      ...this.#ofLoop(),
      gauge("huzhu_store_bytes", await folderBytes(storePath)),
      gauge("huzhu_resident_bytes", process.memoryUsage.rss()),
    ];
  }

  stop(): void {
    this.#delay?.disable();
  }

  #ofPeer(): readonly Sample[] {
    const { peer, store, transport } = this.#parts;
    const { journal, sealing } = peer;
    const reach = transport.reach?.() ?? NO_REACH;
    const sealed = journal === null ? undefined : communityOf(journal.at.ledger.state);
    const ageMs = (sealed?.height ?? 0) === 0 ? 0 : this.#parts.clock() - (sealed?.throughMs ?? 0);
    return [
      gauge("huzhu_height", journal?.height ?? 0),
      gauge("huzhu_sealed_age_seconds", ageMs / 1_000),
      gauge("huzhu_provisional_events", journal?.open.size ?? 0),
      gauge("huzhu_orphan_events", journal?.open.orphans ?? 0),
      gauge("huzhu_stored_events", store.counts().events),
      gauge("huzhu_peers_connected", transport.peers().length),
      gauge("huzhu_peers_relayed", reach.relayed.length),
      { name: "huzhu_relay_places", labels: { side: "held" }, value: reach.placesHeld },
      { name: "huzhu_relay_places", labels: { side: "given" }, value: reach.placesGiven ?? 0 },
      gauge("huzhu_seal_round", sealing?.agreement.round ?? 0),
    ];
  }

  #ofLoop(): readonly Sample[] {
    const name = "huzhu_event_loop_delay_seconds";
    if (this.#delay === undefined) {
      this.#delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
      this.#delay.enable();
    }
    const quantiles = [50, 99, 100].map((percent) => ({
      name,
      labels: { quantile: String(percent / 100) },
      // nothing measured yet: no delay known
      value: (this.#delay?.count === 0 ? 0 : (this.#delay?.percentile(percent) ?? 0)) / NANOSECONDS,
    }));
    this.#delay.reset();
    return quantiles as readonly Sample[];
  }
}

function gauge(name: MetricName, value: number): Sample {
  return { name, labels: {}, value };
}

/** Files come and go under a running database: one that is gone counts nothing. */
async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
