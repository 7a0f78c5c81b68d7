import { setTimeout as delay } from "node:timers/promises";
import { type Allowance, Allowances } from "../net/allowance.ts";
import type { GossipVerdict, GreetedPeer } from "../net/transport.ts";

/** Questions answered per device and minute; a newcomer that fetches all there is asks some 1,000. */
export const QUESTIONS_PER_MINUTE = 6_000;
/** Looks into the store for one device per minute: one per event, feed or record. */
export const STORE_LOOKS_PER_MINUTE = 600_000;
/** Bytes of answers per device and minute. */
export const SERVED_BYTES_PER_MINUTE = 256 * 1024 * 1024;
/** Signatures of gossip checked per peer and minute; what comes beyond is not looked at. */
export const SIGNATURE_CHECKS_PER_MINUTE = 12_000;
/** What a peer says itself by gossip in a minute and is of no use here; more is not looked at, and as much again costs points. */
export const FRUITLESS_GOSSIP_PER_MINUTE = 3_000;
/** Points for every further FRUITLESS_GOSSIP_PER_MINUTE. */
export const FLOOD_POINTS = 50;

/** All of it, each per minute; tests make it smaller. */
export interface BudgetSizes {
  readonly questions: number;
  readonly storeLooks: number;
  readonly servedBytes: number;
  readonly signatureChecks: number;
  readonly fruitlessGossip: number;
}

const BUDGET_SIZES: BudgetSizes = {
  questions: QUESTIONS_PER_MINUTE,
  storeLooks: STORE_LOOKS_PER_MINUTE,
  servedBytes: SERVED_BYTES_PER_MINUTE,
  signatureChecks: SIGNATURE_CHECKS_PER_MINUTE,
  fruitlessGossip: FRUITLESS_GOSSIP_PER_MINUTE,
};

/** An answer waits at most so long before it is looked whether it may go on. */
const WAIT_MS_MAX = 1_000;

/**
 * What each peer may cost this node. Whoever asks more is answered later; gossip beyond the budget is ignored, and
 * comes by sync if it matters. What this node asked for costs nobody anything.
 */
export class PeerBudgets {
  readonly #flood: number;
  readonly #questions: Allowances;
  readonly #looks: Allowances;
  readonly #bytes: Allowances;
  readonly #checks: Allowances;
  readonly #fruitless: Allowances;
  readonly #floods: Allowances;

  constructor(sizes: Partial<BudgetSizes> = {}, now: () => number = () => performance.now()) {
    const { questions, storeLooks, servedBytes, signatureChecks, fruitlessGossip } = {
      ...BUDGET_SIZES,
      ...sizes,
    };
    this.#flood = fruitlessGossip;
    this.#questions = new Allowances(questions, now);
    this.#looks = new Allowances(storeLooks, now);
    this.#bytes = new Allowances(servedBytes, now);
    this.#checks = new Allowances(signatureChecks, now);
    this.#fruitless = new Allowances(fruitlessGossip, now);
    this.#floods = new Allowances(fruitlessGossip, now, 2 * fruitlessGossip);
  }

  /** Resolves when this device's next question may be worked on. */
  async question({ device }: GreetedPeer): Promise<void> {
    const questions = this.#questions.of(device);
    questions.take(1);
    for (const allowance of [questions, this.#bytes.of(device), this.#looks.of(device)])
      await within(allowance);
  }

  /** So many looks into the store were made for it. */
  looked({ device }: GreetedPeer, looks: number): void {
    this.#looks.of(device).take(looks);
  }

  served({ device }: GreetedPeer, bytes: number): void {
    this.#bytes.of(device).take(bytes);
  }

  /** Whether a message of this peer is to be looked at. */
  mayGossip(peer: string): boolean {
    const checks = this.#checks.of(peer);
    if (!checks.isWithin || !this.#fruitless.of(peer).isWithin) return false;
    checks.take(1);
    return true;
  }

  /**
   * Points to charge for a message that was given this verdict, or was not looked at (null); mostly 0. `isOthers`: an
   * honest neighbour may have had to pass it on, who knew less than we do, or was slower than sync.
   */
  gossiped(peer: string, verdict: GossipVerdict | null, isOthers: () => boolean): number {
    if (verdict === "accept" || isOthers()) return 0;
    if (verdict !== null) this.#fruitless.of(peer).take(1);
    const floods = this.#floods.of(peer);
    floods.take(1);
    if (floods.isWithin) return 0;
    floods.grant(this.#flood);
    return FLOOD_POINTS;
  }
}

async function within(allowance: Allowance): Promise<void> {
  for (let ms = allowance.owedMs(); ms > 0; ms = allowance.owedMs())
    await delay(Math.min(WAIT_MS_MAX, ms), undefined, { ref: false });
}
