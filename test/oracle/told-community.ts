import type { EventId } from "../../src/base/id.ts";
import { numberKey } from "../../src/state/key.ts";
import { communityOf } from "../../src/state/state.ts";
import { AidCommunity, type Said } from "../ledger/aid-fixture.ts";

/** A community that tells another program what was said and sealed: nothing that the ledger worked out of it. */
export class ToldCommunity extends AidCommunity {
  readonly #seals: object[] = [];
  override isAnchored = true;

  override seal(throughMs: number, ...said: readonly Said[]): readonly EventId[] {
    const { height } = communityOf(this.state);
    const before = this.outcomes.size;
    const ids = super.seal(throughMs, ...said);
    const byId = new Map(ids.map((id, index) => [id, said[index]]));
    const accepted = [...this.outcomes].slice(before).filter(([, code]) => code === null);
    this.#seals.push({
      height: height + 1,
      throughMs,
      seed: communityOf(this.state).seed,
      prevSeal: this.state.seals.get(numberKey(height))?.id ?? null,
      events: accepted.map(([id]) => ({ id, anchored: height, ...byId.get(id) })),
    });
    return ids;
  }

  told(): object {
    return {
      utcOffsetMinutes: this.state.charter.must("00").utcOffsetMinutes,
      seals: this.#seals,
      plans: [...this.state.plans.entries()].map(([id]) => ({
        id,
        terms: this.state.terms.must(`${id}00`).terms,
      })),
    };
  }

  /** What the ledger made of it, as lines. */
  books() {
    const { state } = this;
    return {
      postings: this.postings().map(
        ({ plan, periodEndMs, member, what, claim, transfer, amount, height }) =>
          [plan, periodEndMs, member, what, claim, transfer, amount, height] as const,
      ),
      transfers: this.transfers().map(([id, row]) => {
        const { height, from, to, amount, received, dueMs, lapsesMs, settledMs, voidMs } = row;
        return [id, height, from, to, amount, received, dueMs, lapsesMs, settledMs, voidMs] as const;
      }),
      arrears: [...state.arrears.entries()].map(
        ([key, { amount }]) => [key.slice(0, 64), key.slice(64), amount] as const,
      ),
      shortfalls: [...state.shortfalls.entries()].map(
        ([key, { amount, apportioned }]) => [key.slice(0, 64), key.slice(64), amount, apportioned] as const,
      ),
      places: [...state.enrolments.entries()].map(
        ([key, { sinceMs, leftMs }]) => [key.slice(0, 64), key.slice(64, 128), sinceMs, leftMs] as const,
      ),
    };
  }
}
