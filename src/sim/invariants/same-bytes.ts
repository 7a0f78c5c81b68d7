import type { SealId } from "../../base/id.ts";
import { provisional } from "../../ledger/provisional.ts";
import type { Journal } from "../../peer/journal.ts";
import { digestHeads, digestState } from "../../state/digest.ts";
import { communityOf } from "../../state/state.ts";
import type { Machine } from "../machine.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** Equal seals make equal ledgers, and equal sets of events equal views of what is not sealed yet. */
export function sameBytes({ play, violated }: Witnessed): Invariant {
  const ledgers = new Map<SealId, string>();
  return {
    stepped({ name }, { journal }, moved) {
      if (!moved || journal === null || journal.at.sealId === null) return;
      const digest = ledgerDigest(journal);
      const before = ledgers.get(journal.at.sealId);
      if (before === undefined) ledgers.set(journal.at.sealId, digest);
      else if (before !== digest) violated(`the same seal, another ledger: ${name}`);
    },
    digested() {
      const groups = new Map<string, Machine[]>();
      for (const machine of play.machines) {
        const journal = machine.node?.peer.journal;
        if (journal == null || journal.open.size === 0) continue;
        const held = heldBy(journal);
        groups.set(held, [...(groups.get(held) ?? []), machine]);
      }
      for (const [, group] of groups) if (group.length > 1) compareTwo(group);
    },
  };

  /** Two of them, others each time. */
  function compareTwo(group: readonly Machine[]): void {
    const at = play.watch.steps % group.length;
    const two = [group[at], group[(at + 1) % group.length]];
    const digests = two.map((machine) => viewDigest(machine?.node?.peer.journal, play.nowMs));
    if (digests[0] !== digests[1]) violated(`the same events, another view: ${two.map((m) => m?.name)}`);
  }
}

function ledgerDigest({ at }: Journal): string {
  const { state, heads } = at.ledger;
  return digestState(state) + digestHeads(heads);
}

/** What a view follows from. */
function heldBy({ at, open }: Journal): string {
  return [at.sealId, ...open.all().map(({ id }) => id)].join(" ");
}

function viewDigest(journal: Journal | null | undefined, nowMs: number): string {
  if (journal == null) return "";
  const { ledger, sealId } = journal.at;
  const throughMs = Math.max(nowMs, communityOf(ledger.state).throughMs);
  const view = provisional(ledger, { lastSeal: sealId, nowMs: throughMs, events: journal.open.all() });
  return digestState(view.ledger.state) + digestHeads(view.ledger.heads);
}
