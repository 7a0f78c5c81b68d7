import { toHex } from "../../base/bytes.ts";
import type { EventId } from "../../base/id.ts";
import { idsOf } from "../../seal/cut.ts";
import { sealIdOf } from "../../seal/header.ts";
import type { State } from "../../state/state.ts";
import { trieRoot } from "../../state/trie-hash.ts";
import { sealedOf } from "../sealed-of.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** Nothing counts twice: no event in two cuts, no transfer paid beyond its amount or by a pay of another, no voter twice. */
export function once({ violated }: Witnessed): Invariant {
  const sealedAt = new Map<EventId, number>();
  const checked = new Set<string>();
  const pays = new Map<EventId, string>();
  const settled = new Map<string, number>();

  function transfers(state: State): void {
    for (const [key, transfer] of state.transfers.entries()) {
      const { received, amount, paidBy, settledMs } = transfer;
      if (received > amount) violated(`more than all of a transfer was received: ${key}`);
      if (paidBy !== null && (pays.get(paidBy) ?? key) !== key)
        violated(`one pay for two transfers: ${paidBy}`);
      if (paidBy !== null) pays.set(paidBy, key);
      if (settledMs === null) continue;
      const before = settled.get(key) ?? settledMs;
      if (before !== settledMs) violated(`settled twice: ${key}`);
      settled.set(key, settledMs);
    }
  }

  function ballots(state: State): void {
    for (const [key, { tally, electors, outcome }] of state.ballots.entries()) {
      if (outcome === null) continue;
      const voters = new Set<string>();
      for (const [vote] of state.votes.entries(key)) voters.add(vote.slice(key.length, 2 * key.length));
      const counted = tally.yes + tally.no + tally.abstain;
      if (counted > electors) violated(`${counted} votes of ${electors} electors: ${key}`);
      if (voters.size > 0 && counted > voters.size)
        violated(`${counted} votes of ${voters.size} voters: ${key}`);
    }
  }

  return {
    wrote(_, { seals }) {
      for (const { record } of seals) {
        const { header, cut } = sealedOf(record);
        const seal = sealIdOf(header);
        if (checked.has(seal)) continue;
        checked.add(seal);
        for (const id of idsOf(cut)) {
          const before = sealedAt.get(id);
          if (before !== undefined && before !== header.height)
            violated(`in the cuts of ${before} and ${header.height}: ${id}`);
          sealedAt.set(id, header.height);
        }
      }
    },
    stepped(_, { journal }, moved) {
      if (!moved || journal === null) return;
      const { state } = journal.at.ledger;
      const roots = toHex(trieRoot(state.transfers.trie)) + toHex(trieRoot(state.ballots.trie));
      if (checked.has(roots)) return;
      checked.add(roots);
      transfers(state);
      ballots(state);
    },
  };
}
