import type { DeviceKey, HashId } from "../base/id.ts";
import type { HeldHeads } from "./held-heads.ts";
import type { OpenFeeds } from "./open-feeds.ts";
import type { FeedPosition } from "./sync-frames.ts";

/** What the client reads of its peer; null parts: the community's first event is not here yet. */
export interface SyncView {
  /** the clock for waiting */
  steadyMs(): number;
  height(): number;
  /** after this height the community has seals of its own */
  begunAt(): number;
  /** false before the first event is here: then only history can help */
  founded(): boolean;
  readonly open: OpenFeeds | null;
  readonly heads: HeldHeads | null;
  sealedSeq(device: DeviceKey): number;
  /** where a cut under agreement names events that are not here */
  wanted(): readonly FeedPosition[];
  messagesDigest(): HashId;
  messagesKnown(): readonly HashId[];
  profilesDigest(): HashId;
  /** own device on the roll: only members are told profiles, and nobody else need ask */
  isMember(): boolean;
}
