import type { MemberId } from "../base/id.ts";
import type { Transport } from "../net/transport.ts";
import type { Alarm } from "../peer/output.ts";
import type { Peer } from "../peer/peer.ts";
import { isOutdated } from "../peer/unknown-rules.ts";
import { rollCount } from "../state/on-roll.ts";
import type { Neighbours } from "./neighbours.ts";

/** Fewer other members than this can agree among themselves on what a node gets to see. */
export const REACHED_MIN = 3;
/** Members met within this time count as reached, in milliseconds; and so long a node runs before it complains. */
export const REACHED_WITHIN_MS = 2 * 3_600_000;
/** With nobody there at all it says so after this; mostly its own line is down. */
export const NOBODY_AFTER_MS = 600_000;
/** Others say for so long that there is a newer seal, and nothing of it comes. */
export const WITHHELD_AFTER_MS = 900_000;

/** What the watch looks at, all as of now. */
export interface Sight {
  readonly nowMs: number;
  /** on the roll, this node's own included */
  readonly members: number;
  /** other members whose nodes are connected */
  readonly reached: readonly MemberId[];
  readonly height: number;
  /** the highest seal that a member's node says it has */
  readonly claimed: number;
  /** answers so far that brought a part of history or of a snapshot */
  readonly brought: number;
  /** our own choice, which has an alarm of its own: no seal is applied */
  readonly isHeldBack: boolean;
}

/** Whether this node may be cut off from the community, or shown only what some want it to see. */
export class IsolationWatch {
  readonly #sinceMs: number;
  readonly #met = new Map<MemberId, number>();
  #lastMetMs: number;
  #behind: { readonly sinceMs: number; readonly height: number; readonly brought: number } | null = null;

  /** `nowMs`: of a clock that never goes back. */
  constructor(nowMs: number) {
    this.#sinceMs = nowMs;
    this.#lastMetMs = nowMs;
  }

  /** What is to be told now; to be called every few seconds. */
  look(sight: Sight): readonly Alarm[] {
    return [...this.#reach(sight), ...this.#withheld(sight)];
  }

  #reach({ nowMs, members, reached }: Sight): readonly Alarm[] {
    for (const member of reached) this.#met.set(member, nowMs);
    for (const [member, metMs] of this.#met) if (nowMs - metMs >= REACHED_WITHIN_MS) this.#met.delete(member);
    if (reached.length > 0) this.#lastMetMs = nowMs;
    if (members - 1 < REACHED_MIN) return [];
    if (nowMs - this.#lastMetMs >= NOBODY_AFTER_MS) return [{ code: "nobody-reached" }];
    if (nowMs - this.#sinceMs < REACHED_WITHIN_MS || this.#met.size >= REACHED_MIN) return [];
    return [{ code: "few-reached", reached: this.#met.size, members }];
  }

  #withheld({ nowMs, height, claimed, brought, isHeldBack }: Sight): readonly Alarm[] {
    if (claimed <= height || isHeldBack) this.#behind = null;
    // what comes in while nothing is applied yet is a newcomer's snapshot
    else if (this.#behind?.height !== height || (height === 0 && this.#behind.brought !== brought))
      this.#behind = { sinceMs: nowMs, height, brought };
    if (this.#behind === null || nowMs - this.#behind.sinceMs < WITHHELD_AFTER_MS) return [];
    return [{ code: "seal-withheld", height: height + 1 }];
  }
}

/** What a running node sees. */
export function sightOf(
  peer: Peer,
  transport: Transport,
  neighbours: Neighbours,
  nowMs: number = performance.now(),
): Sight {
  const { journal } = peer;
  const own = journal?.ownerOf(peer.setup.signer.publicKey);
  const owners = transport.peers().map(({ peer: name, device }) => ({
    member: journal?.ownerOf(device),
    height: neighbours.of(name).status?.height ?? 0,
  }));
  const others = owners.flatMap(({ member }) => (member === undefined || member === own ? [] : [member]));
  const claims = owners.filter(({ member }) => member !== undefined).map(({ height }) => height);
  const state = journal?.at.ledger.state;
  return {
    nowMs,
    members: state === undefined ? 0 : rollCount(state),
    reached: [...new Set(others)],
    height: journal?.height ?? 0,
    claimed: Math.max(0, ...claims),
    brought: neighbours.brought,
    isHeldBack: peer.seals.found !== null || (state !== undefined && isOutdated(state)),
  };
}
