/** Topics are two; room for what later versions may add. */
export const RPC_SUBSCRIPTIONS_MAX = 16;
/** gossipsub asks for at most 5,000 messages at once, and they come in one RPC: fewer would lose an honest answer. */
export const RPC_MESSAGES_MAX = 5_000;
/** One per topic and kind in an honest RPC. */
export const RPC_CONTROLS_MAX = 16;
/** Ids in one announcement, or one wish: as many as gossipsub sends. */
export const RPC_IDS_MAX = 5_000;
/** gossipsub's own limit for "I have that already", per peer and heartbeat. */
export const RPC_HELD_IDS_MAX = 512;
/** gossipsub's limit for one RPC on both sides. A lower one would silence honest pairs for good. */
export const RPC_BYTES_MAX = 4 * 1024 * 1024;
/** What waits for a peer that does not read; beyond it the stream ends, and the watchdog reconnects. */
export const UNREAD_GOSSIP_BYTES_MAX = 4 * 1024 * 1024;
/** How long a peer's score outlives its connection, in milliseconds; by default an hour, per transport key. */
const SCORE_KEPT_MS = 10 * 60_000;

/** gossipsub's limits, each set knowingly. An RPC beyond one is dropped whole; `RpcScan` tells who sent it. */
export const GOSSIP_LIMITS = {
  decodeRpcLimits: {
    maxSubscriptions: RPC_SUBSCRIPTIONS_MAX,
    maxMessages: RPC_MESSAGES_MAX,
    maxControlMessages: RPC_CONTROLS_MAX,
    maxIhaveMessageIDs: RPC_IDS_MAX,
    maxIwantMessageIDs: RPC_IDS_MAX,
    maxIdontwantMessageIDs: RPC_HELD_IDS_MAX,
    // nobody is recommended to anybody: addresses come from profiles
    maxPeerInfos: 0,
  },
  maxOutboundBufferSize: UNREAD_GOSSIP_BYTES_MAX,
  // only the two topics are ever remembered of a peer; this bounds them again, in bytes
  maxTopicBytesPerPeer: 16 * 1024,
} as const;

export const GOSSIP_SCORE_KEPT = { retainScore: SCORE_KEPT_MS } as const;
