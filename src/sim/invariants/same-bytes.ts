import type { SealId } from "../../base/id.ts";
import { compareText } from "../../base/order.ts";
import type { AuthenticEvent } from "../../events/event.ts";
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
      const groups = new Map<string, { readonly name: string; readonly view: View }[]>();
      for (const { node, name } of play.machines) {
        const journal = node?.peer.journal;
        if (journal == null || journal.open.size === 0) continue;
        const view = viewOf(journal);
        const group = groups.get(view.held);
        if (group === undefined) groups.set(view.held, [{ name, view }]);
        else group.push({ name, view });
      }
      for (const [first, ...others] of groups.values())
        for (const { name, view } of others.slice(0, COMPARED_MAX))
          if (first !== undefined && digestOf(first.view) !== digestOf(view))
            violated(`the same events, another view: ${first.name}, ${name}`);
    },
  };
}

/** Of those who hold the same so many are compared with the first. */
const COMPARED_MAX = 8;

/** A day after the last seal: the same moment for everybody. */
const VIEW_AFTER_MS = 24 * 3_600_000;

interface View {
  readonly version: number;
  readonly at: SealedLedger;
  readonly events: readonly AuthenticEvent[];
  /** what it follows from */
  readonly held: string;
  /** null: nobody has asked yet */
  digest: string | null;
}

const views = new WeakMap<Journal, View>();

/** Made anew when something came in. */
function viewOf(journal: Journal): View {
  const { at, open } = journal;
  const known = views.get(journal);
  if (known?.version === open.version && known.at === at) return known;
  const events = open.all();
  // a set: in whatever order a node names them
  const held = [at.sealId, ...events.map(({ id }) => id).sort(compareText)].join(" ");
  const view: View = { version: open.version, at, events, held, digest: null };
  views.set(journal, view);
  return view;
}

function digestOf(view: View): string {
  view.digest ??= computed(view);
  return view.digest;
}

function computed({ at, events }: View): string {
  const { ledger, sealId } = at;
  const nowMs = communityOf(ledger.state).throughMs + VIEW_AFTER_MS;
  const { state, heads } = provisional(ledger, { lastSeal: sealId, nowMs, events }).ledger;
  return digestState(state) + digestHeads(heads);
}

function ledgerDigest({ at }: Journal): string {
  const { state, heads } = at.ledger;
  return digestState(state) + digestHeads(heads);
}
