import type { Reach } from "./reach.ts";

/** What the node needs of a network; `libp2p-host.ts` is the real one. Bytes in, bytes out: no meaning here. */

export type Topic = "events" | "seal";

/** What questions are about: the log, for whoever may fetch it; or what members alone tell one another. */
export type RequestProtocol = "sync" | "member";

/** What a receiver made of a gossiped message (see docs/protocol.md, network). */
export type GossipVerdict =
  /** good and new: forward it */
  | "accept"
  /** depends on what this node knows: do not forward, do not punish */
  | "ignore"
  /** no honest node could have sent it (bytes, signature): do not forward, lower the sender's score */
  | "reject";

/** What the other side said of itself, once it has been checked by `TransportHandlers.checkHello`. */
export interface GreetedPeer {
  readonly peer: string;
  /** hexadecimal device key that it proved to hold */
  readonly device: string;
  /** false: somebody who is not on our roll, a newcomer or one who left: the log, and nothing that members tell one another */
  readonly member: boolean;
  /** true: nothing is known here of it, nor of who brought it: it is asked for history, and given nothing */
  readonly isTeller?: true;
}

export interface TransportHandlers {
  /** Our hello for this connection: signs both peer ids and the community. */
  makeHello(localPeer: string, remotePeer: string, isForTeller: boolean): Uint8Array;
  /** Checks the other side's hello, which came from this host; undefined: close the connection. */
  checkHello(localPeer: string, remotePeer: string, hello: Uint8Array, host: string): GreetedPeer | undefined;
  /** What is said instead of a hello to a dialer whose hello was not taken; undefined: nothing. */
  turnAway?(localPeer: string, remotePeer: string, hello: Uint8Array): Uint8Array | undefined;
  /** The answer to an invitee who has said no hello; undefined: end the connection. */
  onPreview?(localPeer: string, remotePeer: string, question: Uint8Array): Uint8Array | undefined;
  /** Whether a greeted peer is a member by the roll as it is now; without it: as its hello was taken. */
  isMember?(peer: GreetedPeer): boolean;
  /** Both hellos are checked; requests and gossip from this peer, unless it is a teller, will be handled from now on. */
  onPeerUp(peer: GreetedPeer): void;
  /** isSentAway: it was a teller, and this side has ended it. */
  onPeerDown(peer: string, isSentAway?: boolean): void;
  /** The verdict comes only after every stateless check (canonical bytes, signature), before forwarding. */
  onGossip(topic: Topic, from: string, message: Uint8Array): Promise<GossipVerdict>;
  /** One request frame in, one response frame out (each ≤ FRAME_BYTES_MAX). A throw resets the stream. */
  onRequest(from: GreetedPeer, request: Uint8Array, protocol: RequestProtocol): Promise<Uint8Array>;
}

export interface Transport {
  readonly peerId: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Full multiaddrs (with /p2p/) under which others can reach this node; those through relays last. */
  addresses(): readonly string[];
  /** Peers with both hellos done; no tellers. */
  peers(): readonly GreetedPeer[];
  /** How others are reached; a transport without it knows nothing of relays. */
  reach?(): Reach;
  /** How many peers the message was queued for; 0 is normal (nobody there), never an exception. */
  publish(topic: Topic, message: Uint8Array): Promise<number>;
  /** Sends one frame, by default of sync, and waits for the answer; rejects with a TransportError. */
  request(
    peer: string,
    frame: Uint8Array,
    signal: AbortSignal,
    protocol?: RequestProtocol,
  ): Promise<Uint8Array>;
  /** Replaces the list of full multiaddrs that the redial loop keeps connected. */
  keepConnected(multiaddrs: readonly string[]): void;
  /** Who may not stay is disconnected, tellers too. */
  keepOnly(mayStay: (peer: GreetedPeer) => boolean): void;
  /** Replaces the keys under which this node is called and calls others, see `NetworkKeys`; open connections stay. */
  useNetworkKeys(networkKeys: readonly Uint8Array[]): void;
  /** The peer sent something no honest node sends; at PENALTY_MAX points it is dropped and kept out for a while. */
  penalize(peer: string, points: number, why: string): void;
}

export type TransportFault = "not-connected" | "timed-out" | "reset" | "too-large" | "refused";

export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly fault: TransportFault;
  constructor(fault: TransportFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

export const FRAME_BYTES_MAX = 256 * 1024;
