import type { SealId } from "../base/id.ts";
import type { DialOutcome } from "../net/net-meter.ts";
import type { VerifiedResponse } from "../peer/input.ts";

/** What one peer last told of itself, and how our last call to it ended; null: not known. */
export interface Neighbour {
  readonly dialed: DialOutcome | null;
  /** the version of its software, where it names one as ours does */
  readonly version: string | null;
  /** where it stood when last asked, and by how much our clock was ahead of its */
  readonly status: {
    readonly height: number;
    readonly sealId: SealId | null;
    readonly aheadMs: number;
  } | null;
}

const UNKNOWN: Neighbour = { dialed: null, version: null, status: null };
/** More than are ever called or connected; beyond it whoever was heard of longest ago goes. */
const NEIGHBOURS_MAX = 256;
const VERSION_PATTERN = /^huzhu\/(\d{1,4}\.\d{1,4}\.\d{1,4})$/;

/** By transport peer, for `huzhu doctor`; nothing of it is kept on disk or exported as a metric. */
export class Neighbours {
  readonly #clock: () => number;
  readonly #known = new Map<string, Neighbour>();
  #brought = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  of(peer: string): Neighbour {
    return this.#known.get(peer) ?? UNKNOWN;
  }

  dialed(peer: string, outcome: DialOutcome): void {
    this.#note(peer, { dialed: outcome });
  }

  identified(peer: string, software: string): void {
    this.#note(peer, { version: VERSION_PATTERN.exec(software)?.[1] ?? null });
  }

  /** Answers that brought a part of history or of a snapshot. */
  get brought(): number {
    return this.#brought;
  }

  answered(peer: string, response: VerifiedResponse): void {
    if (isPart(response)) this.#brought++;
    if (response.type !== "status") return;
    const { height, sealId, nowMs } = response;
    this.#note(peer, { status: { height, sealId, aheadMs: this.#clock() - nowMs } });
  }

  #note(peer: string, news: Partial<Neighbour>): void {
    const next = { ...this.of(peer), ...news };
    this.#known.delete(peer);
    this.#known.set(peer, next);
    if (this.#known.size <= NEIGHBOURS_MAX) return;
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      return;
    }
  }
}

function isPart(response: VerifiedResponse): boolean {
  switch (response.type) {
    case "history":
      return response.entries.length > 0;
    case "chain":
      return response.links.length > 0;
    case "snapshot":
      return response.page !== null;
    default:
      return false;
  }
}
