import { fromHex, toHex } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { HashId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import { encodeRoll } from "../events/roll.ts";
import type { Base } from "../ledger/genesis.ts";
import { encodeSealMessage, type SignedSealMessage } from "../seal/message.ts";
import { snapshotPage } from "../state/snapshot-pages.ts";
import { communityOf } from "../state/state.ts";
import type { SealedLedger } from "./check-seal.ts";
import type { HeldHeads } from "./held-heads.ts";
import type { ProfileBook } from "./profile-book.ts";
import type { Snapshots } from "./snapshots.ts";
import {
  HEADS_PER_ANSWER_MAX,
  type HeldHead,
  PAGE_BYTES_MAX,
  PROFILES_PER_LIST_MAX,
  type SyncRequest,
  type SyncResponse,
} from "./sync-frames.ts";

/** What answers are made from; null: the community's first event is not here yet. */
export interface Knowledge {
  readonly at: SealedLedger | null;
  readonly heads: HeldHeads | null;
  readonly messages: readonly SignedSealMessage[];
  readonly profiles: ProfileBook;
  readonly snapshots: Snapshots | null;
  /** what this community was re-founded from; null: it began with nothing */
  readonly base: Base | null;
  /** two seals for one height, as they are shown to others; null: none were met */
  readonly twoSeals: Uint8Array | null;
  /** our clock, for others to compare theirs with */
  readonly nowMs: number;
}

/** What is lacking is mostly on its way by gossip: a little at a time, and the asker asks on for what is lacking then. */
const MESSAGES_BYTES_AIM = 8 * 1024;

const NOTHING = "0".repeat(64) as HashId;

/** The answer from memory, or "store" where only the store has it. */
export function answerOf(
  known: Knowledge,
  request: SyncRequest,
  askerIsMember: boolean,
): SyncResponse | "store" {
  switch (request.type) {
    case "status":
      return {
        type: "status",
        height: known.at === null ? 0 : communityOf(known.at.ledger.state).height,
        sealId: known.at?.sealId ?? null,
        heads: known.heads?.root() ?? NOTHING,
        messages: messagesDigest(known.messages),
        profiles: known.profiles.digest(),
        nowMs: known.nowMs,
        isHalted: known.twoSeals !== null,
      };
    case "buckets":
      return known.heads === null ? { type: "refused" } : { type: "buckets", hashes: known.heads.hashes() };
    case "heads":
      return { type: "heads", heads: headsOf(known.heads, request.buckets) };
    case "messages":
      return { type: "messages", wires: messagesUnknown(known.messages, request.known) };
    case "profile-list":
      if (!askerIsMember) return { type: "refused" };
      return { type: "profile-list", ...known.profiles.list(request.after, PROFILES_PER_LIST_MAX) };
    case "profiles": {
      if (!askerIsMember) return { type: "refused" };
      const wires = request.devices.flatMap((device) => known.profiles.get(device)?.wire ?? []);
      return { type: "profiles", wires: upToPage(wires) };
    }
    case "snapshots":
      return { type: "snapshots", heights: known.snapshots?.heights() ?? [] };
    case "snapshot": {
      const { base } = known;
      const isBase = base !== null && communityOf(base.ledger.state).height === request.height;
      const ledger = isBase ? base.ledger : known.snapshots?.take(request.height);
      return { type: "snapshot", page: (ledger && snapshotPage(ledger, request.at, PAGE_BYTES_MAX)) ?? null };
    }
    case "two-seals":
      return { type: "two-seals", record: known.twoSeals };
    case "roll":
      return { type: "roll", roll: known.base === null ? null : encodeRoll(known.base.roll) };
    case "feeds":
    case "history":
    case "event":
    case "chain":
      return "store";
    default:
      return request satisfies never;
  }
}

/** Two nodes with the same messages of a height have the same digest. */
export function messagesDigest(messages: readonly SignedSealMessage[]): HashId {
  const hashes = messages.map((signed) => signed.hash).sort(compareText);
  return toHex(taggedHash("seal-message", ...hashes.map((hash) => fromHex(hash)))) as HashId;
}

function headsOf(heads: HeldHeads | null, buckets: readonly number[]): readonly HeldHead[] {
  if (heads === null) return [];
  return buckets.flatMap((bucket) => heads.heads(bucket)).slice(0, HEADS_PER_ANSWER_MAX);
}

function messagesUnknown(messages: readonly SignedSealMessage[], known: readonly HashId[]) {
  const has = new Set(known);
  const wires = messages.filter((signed) => !has.has(signed.hash)).map(encodeSealMessage);
  return upToPage(wires, MESSAGES_BYTES_AIM);
}

/** Always the first of them; more as long as they fit. */
function upToPage(wires: readonly Uint8Array[], bytesMax = PAGE_BYTES_MAX): readonly Uint8Array[] {
  let bytes = 0;
  return wires.filter((wire, i) => {
    bytes += wire.length + 8;
    return i === 0 || bytes <= bytesMax;
  });
}
