import type { EventId } from "../base/id.ts";

/** Where a device's feed stands in sealed history; kept beside the state, with a digest of its own. */
export interface SealedHead {
  /** the last sealed event */
  readonly seq: number;
  readonly id: EventId;
  /** height of the seal it is anchored at; never goes back along a feed */
  readonly anchorHeight: number;
  /** two branches were sealed against each other, or the device is stopped: nothing of it is sealed any more */
  readonly ended: boolean;
}
