import type { SyncRequest, SyncResponse } from "../peer/sync-frames.ts";

/** What travels between two machines; a request or a response may also be a frame of bytes that its receiver decodes. */
export type Packet =
  | { readonly type: "gossip"; readonly topic: Topic; readonly bytes: Uint8Array }
  | { readonly type: "request"; readonly token: number; readonly request: SyncRequest | Uint8Array }
  | { readonly type: "response"; readonly token: number; readonly response: SyncResponse | Uint8Array };

export type Topic = "events" | "seal";
