import type { SyncRequest } from "../peer/sync-frames.ts";

/** Looks into the store that a question asks for, at the least; what a page of events costs beside it is counted in its bytes. */
export function looksFor(request: SyncRequest): number {
  switch (request.type) {
    case "feeds":
      return request.from.length;
    case "profiles":
      return request.devices.length;
    case "heads":
      return request.buckets.length;
    default:
      return 1;
  }
}
