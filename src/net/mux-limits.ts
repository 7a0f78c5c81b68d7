/** Streams that one peer may have open on one connection; an honest one has at most 16 (hello, gossip, questions, identify, ping). */
export const STREAMS_PER_CONNECTION_MAX = 32;
/** Bytes that a stream may bring before they are read. A question, an answer or a piece of gossip fits several times. */
export const STREAM_WINDOW_BYTES_MAX = 1024 * 1024;

/** yamux as this node runs it. */
export const MUX_LIMITS = {
  // a keep-alive of its own would be a second one: the connection monitor pings and judges every connection
  enableKeepAlive: false,
  // one more is reset at once; the default of 1,000 lets one connection hold 250 MB of unread windows
  maxInboundStreams: STREAMS_PER_CONNECTION_MAX,
  streamOptions: {
    // grows on fast lines up to 16 MiB by default, for transfers that nobody here makes
    maxStreamWindowSize: STREAM_WINDOW_BYTES_MAX,
  },
} as const;
