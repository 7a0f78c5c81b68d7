import { toHex } from "../../base/bytes.ts";
import type { PostingWhat } from "../../state/money-records.ts";
import { trieRoot } from "../../state/trie-hash.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** What a period's sharers owe is what its claimants get; nobody's share is on the wrong side. */
export function zeroSum({ violated }: Witnessed): Invariant {
  const checked = new Set<string>();
  return {
    stepped({ name }, { journal }, moved) {
      if (!moved || journal === null) return;
      const { postings } = journal.at.ledger.state;
      const root = toHex(trieRoot(postings.trie));
      if (checked.has(root)) return;
      checked.add(root);
      const sums = new Map<string, number>();
      for (const [, { plan, periodEndMs, what, amount }] of postings.entries()) {
        const period = `${plan} ${periodEndMs}`;
        sums.set(period, (sums.get(period) ?? 0) + amount);
        if (isOwed(what) ? amount > 0 : amount < 0) violated(`a posting on the wrong side at ${name}`);
      }
      for (const [period, sum] of sums) if (sum !== 0) violated(`${period} comes to ${sum} at ${name}`);
    },
  };
}

function isOwed(what: PostingWhat): boolean {
  return what === "share" || what === "arrears";
}
