import { digestState } from "../../state/digest.ts";
import type { Machine } from "../machine.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** Once the faults have stopped and people come by daily it seals what was said, and all come to one ledger. */
export function live({ play, violated }: Witnessed): Invariant {
  const heights = new Map<Machine, { readonly run: object; readonly height: number }>();
  return {
    stepped(machine, peer, moved) {
      if (!moved || peer.journal === null) return;
      const { height } = peer.journal;
      const before = heights.get(machine);
      if (before?.run === peer && before.height > height) violated(`${machine.name} goes back to ${height}`);
      heights.set(machine, { run: peer, height });
    },
    ended() {
      // liars who stop, and with them their seats, can keep a quorum from ever coming: then only recovery helps
      if (!play.hasQuorum()) {
        play.count("no-quorum");
        return;
      }
      const ailments = play.ailments();
      if (ailments.length > 0) violated(`not all is sealed: ${ailments.join("; ")}`);
      const inUse = play.people.flatMap(({ machine, isGone }) =>
        machine === null || isGone ? [] : [machine],
      );
      const roots = new Map(inUse.map((machine) => [rootOf(machine), machine.name]));
      if (roots.size > 1) violated(`${roots.size} ledgers: ${[...roots.values()].join(", ")}`);
    },
  };
}

function rootOf({ node }: Machine): string {
  const journal = node?.peer.journal;
  return journal == null ? "none" : `${journal.height} ${digestState(journal.at.ledger.state)}`;
}
