/** Every span of time that the network layer waits, in milliseconds; tests shorten them. */
export interface NetTimes {
  /** TCP accepted → nonce, Noise and muxer done; a stranger is gone after this. */
  readonly upgradeMs: number;
  /** connection open → both hellos checked */
  readonly helloMs: number;
  /** one request from queueing to the last byte of its answer, beside the caller's own signal */
  readonly requestMs: number;
  /** the serving side waits this long for the request frame of an opened stream */
  readonly serveReadMs: number;
  /** and this long for the other side to take the response */
  readonly serveWriteMs: number;
  /** one address of one peer: TCP connect and upgrade */
  readonly dialMs: number;
  /** redial loop: first wait after a drop or a failure, doubled by every further failure */
  readonly redialStartMs: number;
  /** redial loop: longest wait; it never gives up */
  readonly redialMaxMs: number;
  /** how often a node that seeks a place at a relay looks at the members' nodes connected */
  readonly relayEveryMs: number;
  /** a relay that gave no place is asked again after twice this, doubled by every further refusal */
  readonly relayRetryMs: number;
  /** an address through a relay that is gone is told to others for so long: it may be back soon */
  readonly relayKeptMs: number;
  /** a peer reached through a relay is dialed directly: first wait, doubled by every failure */
  readonly directStartMs: number;
  readonly directMaxMs: number;
  /** once a direct connection has stood so long, those through relays are closed; longer than one request */
  readonly directGraceMs: number;
  /** how often a node asks on its LAN who else is there */
  readonly lanEveryMs: number;
  readonly watchdogEveryMs: number;
  /** a connection younger than this is not judged by the watchdog */
  readonly watchdogGraceMs: number;
  readonly pingEveryMs: number;
  /** libp2p's floor of 5 s cuts healthy busy connections (js-libp2p#3463) */
  readonly pingTimeoutMs: number;
  /** how long a peer with PENALTY_MAX points is kept out */
  readonly penaltyMs: number;
}

export const NET_TIMES: NetTimes = {
  upgradeMs: 5_000,
  helloMs: 10_000,
  requestMs: 30_000,
  serveReadMs: 10_000,
  serveWriteMs: 20_000,
  dialMs: 5_000,
  redialStartMs: 1_000,
  redialMaxMs: 30_000,
  relayEveryMs: 5_000,
  relayRetryMs: 2_000,
  relayKeptMs: 600_000,
  directStartMs: 30_000,
  directMaxMs: 1_800_000,
  directGraceMs: 35_000,
  lanEveryMs: 60_000,
  watchdogEveryMs: 2_000,
  watchdogGraceMs: 6_000,
  pingEveryMs: 60_000,
  pingTimeoutMs: 20_000,
  penaltyMs: 24 * 3_600_000,
};
