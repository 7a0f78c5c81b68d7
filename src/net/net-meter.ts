import type { RequestProtocol } from "./transport.ts";

/** How a call to a peer's addresses ended. */
export type DialOutcome = "found" | "refused" | "timed-out";

/** Told by the network layer of what passes: figures and outcomes, never contents. */
export interface NetMeter {
  /** at the socket, before decryption and after encryption, without the 24 bytes of each side's nonce */
  bytes(way: "in" | "out", count: number): void;
  dialed(peer: string, outcome: DialOutcome): void;
  /** a peer named its software, in its own words */
  identified(peer: string, software: string): void;
  /** a question that was not read in time, or an answer that nobody took */
  unserved(protocol: RequestProtocol, outcome: "timed-out" | "failed"): void;
}

const nobodyCounts = (): void => {
  // a transport without a meter works alike
};

export const NO_METER: NetMeter = {
  bytes: nobodyCounts,
  dialed: nobodyCounts,
  identified: nobodyCounts,
  unserved: nobodyCounts,
};
