import type { CommunityId } from "../../base/id.ts";
import type { HistoryEntry } from "../../peer/sync-frames.ts";
import { decodeSealed, encodeSealed } from "../../seal/sealed.ts";
import { witnessing } from "./feed-fork.ts";
import type { LieKind } from "./lie.ts";

/** Events, words and seals of another community, as if they were of this one. */
export const foreign: LieKind = {
  name: "foreign",
  needsSeat: false,
  isCostly: false,
  make: () => ({
    hour(actor) {
      const community = actor.anyId() as string as CommunityId;
      const prev = actor.journal?.open.tip(actor.machine.signer.publicKey) ?? null;
      if (prev === null) return;
      const event = actor.event({ community, seq: prev.seq + 1, prev: prev.id, ...witnessing(true) });
      const name = `foreign ${actor.sealing?.height ?? 0}`;
      const signed = actor.word(name, 0, { step: "prevote", value: null }, { community });
      for (const to of actor.links()) {
        actor.show(to, event);
        actor.count("foreign-event");
        actor.tell(to, signed);
        actor.count("foreign-message");
      }
    },
    answer(actor, _to, response) {
      if (response.type !== "history" || response.entries.length === 0) return null;
      actor.count("foreign-seal");
      const community = actor.anyId() as string as CommunityId;
      return { ...response, entries: response.entries.map((entry) => ofAnother(community, entry)) };
    },
  }),
};

function ofAnother(community: CommunityId, entry: HistoryEntry): HistoryEntry {
  const sealed = decodeSealed(entry.slice);
  if (sealed === undefined) return entry;
  const slice = encodeSealed({ ...sealed, header: { ...sealed.header, community } });
  return { ...entry, slice, total: slice.length };
}
