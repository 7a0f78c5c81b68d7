import type { Machine } from "../machine.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/**
 * Once the faults have stopped and people come by daily it seals what was said, and all come to one ledger. It promises
 * nothing where fewer than q seats have never lied: there it counts `no-quorum` if it does not happen all the same.
 */
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
      const ailments = play.ailments();
      const ledgers = play.ledgers();
      if (ailments.length === 0 && ledgers.size === 1) return;
      // who has met two seals for one height halts, as it should: they are what `one-seal` is about
      if (play.machines.some(({ isHonest, node }) => isHonest && node?.peer.seals.found != null)) return;
      // liars who stop, and with them their seats, can keep a quorum from ever coming: then only recovery helps
      if (play.lackedQuorum || !play.hasQuorum()) {
        play.count("no-quorum");
        return;
      }
      if (ailments.length > 0) violated(`not all is sealed: ${ailments.join("; ")}`);
      if (ledgers.size > 1) violated(`${ledgers.size} ledgers: ${[...ledgers.values()].join(", ")}`);
    },
  };
}
