import type { HashId } from "../../base/id.ts";
import type { HistoryEntry, SyncResponse } from "../../peer/sync-frames.ts";
import { decodeSealed, encodeSealed } from "../../seal/sealed.ts";
import type { Actor } from "./actor.ts";
import type { LieKind } from "./lie.ts";
import { spoilt } from "./malformed.ts";

/** Answers in form that are not true: history that does not fit, other events than asked for, half pages, pages without end. */
export const wrongAnswers: LieKind = {
  name: "wrong-answers",
  needsSeat: false,
  isCostly: false,
  make: () => ({
    answer(actor, _to, response) {
      // history is asked for seldom
      if (response.type !== "history" && !actor.chance.oneIn(2)) return null;
      const [kind, wrong] = wrongly(actor, response) ?? [];
      if (kind === undefined || wrong === undefined) return null;
      actor.count(kind);
      return wrong;
    },
  }),
};

type Wrong = readonly [string, SyncResponse];

function wrongly(actor: Actor, response: SyncResponse): Wrong | undefined {
  const { chance } = actor;
  switch (response.type) {
    case "status": {
      const [heads, messages] = [actor.anyId(), actor.anyId()] as string[] as HashId[];
      if (heads === undefined || messages === undefined) return undefined;
      // its last seal for an earlier one makes others ask for its chain
      const height = chance.oneIn(4) ? Math.max(0, response.height - 1) : response.height + chance.below(50);
      return ["false-status", { ...response, height, heads, messages }];
    }
    case "heads": {
      const heads = response.heads.map((head) => ({ ...head, seq: head.seq + 5, id: actor.anyId() }));
      return ["false-heads", { ...response, heads }];
    }
    case "feeds":
      return wrongFeeds(actor, response);
    case "messages":
      return ["truncated-page", { ...response, wires: half(response.wires) }];
    case "history":
      return wrongHistory(actor, response);
    case "snapshot": {
      const { page } = response;
      if (page === null) return undefined;
      const nodes = page.nodes.map((node, i) => (i === 0 ? spoilt(actor, node) : node));
      return ["wrong-snapshot", { ...response, page: { ...page, nodes } }];
    }
    case "chain":
      return ["wrong-chain", { ...response, links: response.links.map((link) => spoilt(actor, link)) }];
    default:
      return undefined;
  }
}

function wrongFeeds(actor: Actor, response: Extract<SyncResponse, { type: "feeds" }>): Wrong {
  switch (actor.chance.below(3)) {
    case 0:
      return ["endless-more", { ...response, more: true }];
    case 1:
      return ["truncated-page", { ...response, wires: half(response.wires), more: false }];
    default: {
      const wires = actor.machine.disk.events().slice(0, 5);
      return ["wrong-events", { ...response, wires: wires.map(({ wire }) => wire) }];
    }
  }
}

function wrongHistory(actor: Actor, response: Extract<SyncResponse, { type: "history" }>): Wrong | undefined {
  const { entries } = response;
  const [first] = entries;
  if (first === undefined) return undefined;
  switch (actor.chance.below(5)) {
    case 0:
      return ["wrong-history", { ...response, entries: [{ ...first, slice: spoilt(actor, first.slice) }] }];
    case 1:
      return ["wrong-history", { ...response, entries: entries.slice(1) }];
    case 2:
    case 3:
      return ["wrong-certificate", { ...response, entries: entries.map(unsigned) }];
    default:
      return ["wrong-events", { ...response, entries: entries.map((entry) => ({ ...entry, wires: [] })) }];
  }
}

function half<T>(items: readonly T[]): readonly T[] {
  return items.slice(0, items.length >> 1);
}

/** As it was sealed, and nobody has signed it. */
function unsigned(entry: HistoryEntry): HistoryEntry {
  const sealed = decodeSealed(entry.slice);
  if (sealed === undefined) return entry;
  const signatures = sealed.certificate.signatures.map(({ seat }) => ({
    seat,
    signature: new Uint8Array(64),
  }));
  const slice = encodeSealed({ ...sealed, certificate: { ...sealed.certificate, signatures } });
  return { ...entry, slice, total: slice.length };
}
