import type { SealId } from "../../base/id.ts";
import { provisional } from "../../ledger/provisional.ts";
import type { SealedLedger } from "../../peer/check-seal.ts";
import type { Journal } from "../../peer/journal.ts";
import { digestHeads, digestState } from "../../state/digest.ts";
import { communityOf } from "../../state/state.ts";
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
      const views = new Map<string, { readonly digest: string; readonly name: string }>();
      for (const { node, name } of play.machines) {
        const journal = node?.peer.journal;
        if (journal == null || journal.open.size === 0) continue;
        const { held, digest } = viewOf(journal);
        const other = views.get(held);
        if (other === undefined) views.set(held, { digest, name });
        else if (other.digest !== digest) violated(`the same events, another view: ${other.name}, ${name}`);
      }
    },
  };
}

/** A day after the last seal: the same moment for everybody. */
const VIEW_AFTER_MS = 24 * 3_600_000;

interface View {
  readonly version: number;
  readonly at: SealedLedger;
  /** what it follows from */
  readonly held: string;
  readonly digest: string;
}

const views = new WeakMap<Journal, View>();

/** Made anew when something came in. */
function viewOf(journal: Journal): View {
  const { at, open } = journal;
  const known = views.get(journal);
  if (known?.version === open.version && known.at === at) return known;
  const { ledger, sealId } = at;
  const events = open.all();
  const nowMs = communityOf(ledger.state).throughMs + VIEW_AFTER_MS;
  const { state, heads } = provisional(ledger, { lastSeal: sealId, nowMs, events }).ledger;
  const held = [sealId, ...events.map(({ id }) => id)].join(" ");
  const view = { version: open.version, at, held, digest: digestState(state) + digestHeads(heads) };
  views.set(journal, view);
  return view;
}

function ledgerDigest({ at }: Journal): string {
  const { state, heads } = at.ledger;
  return digestState(state) + digestHeads(heads);
}
