import type { SealId } from "../../base/id.ts";
import { sealIdOf } from "../../seal/header.ts";
import { communityOf } from "../../state/state.ts";
import { sealedOf } from "../sealed-of.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** At most one seal per height, on disks and in memory, while no more seats lie than the seal bears. */
export function oneSeal({ violated }: Witnessed): Invariant {
  const seals = new Map<string, SealId>();
  const note = (height: string, id: SealId, by: string) => {
    const before = seals.get(height);
    if (before === undefined) seals.set(height, id);
    else if (before !== id) violated(`two seals at ${height}: ${by}`);
  };
  return {
    wrote({ name }, { seals: written }) {
      for (const { record } of written) {
        const { header } = sealedOf(record);
        note(`${header.epoch}/${header.height}`, sealIdOf(header), name);
      }
    },
    stepped({ name }, { journal }) {
      if (journal === null || journal.at.sealId === null) return;
      const { epoch, height } = communityOf(journal.at.ledger.state);
      note(`${epoch}/${height}`, journal.at.sealId, name);
    },
  };
}
