import { API_DECODER } from "./api-decoder.ts";
import { BLOB_DECODERS } from "./blob-decoders.ts";
import type { Decoder } from "./decoder.ts";
import { HOME_DECODERS } from "./home-decoders.ts";
import { BODY_DECODERS, LOG_DECODERS } from "./log-decoders.ts";
import { SEAL_DECODERS } from "./seal-decoders.ts";
import { SNAPSHOT_DECODERS } from "./snapshot-decoders.ts";
import { SYNC_DECODERS } from "./sync-decoders.ts";

/** Every reader of what comes from others, from a person's clipboard, or from this machine's disk. */
export const DECODERS: readonly Decoder[] = [
  ...LOG_DECODERS,
  ...SEAL_DECODERS,
  ...SYNC_DECODERS,
  ...BLOB_DECODERS,
  ...SNAPSHOT_DECODERS,
  ...HOME_DECODERS,
  API_DECODER,
  ...BODY_DECODERS,
];
