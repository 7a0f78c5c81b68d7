import { equalBytes } from "../base/bytes.ts";
import type { Verify } from "../events/signature.ts";
import { NO_REACH } from "../net/reach.ts";
import { type Transport, TransportError, type TransportHandlers } from "../net/transport.ts";
import { encodeResponse } from "../peer/sync-responses.ts";
import type { Metrics, RequestOutcome } from "./metrics.ts";

const REFUSED = encodeResponse({ type: "refused" });

/** The same transport; what goes out through it is counted. */
export function meteredTransport(transport: Transport, metrics: Metrics): Transport {
  return {
    peerId: transport.peerId,
    start: () => transport.start(),
    stop: () => transport.stop(),
    addresses: () => transport.addresses(),
    peers: () => transport.peers(),
    reach: () => transport.reach?.() ?? NO_REACH,
    keepConnected: (addresses) => transport.keepConnected(addresses),
    keepOnly: (mayStay) => transport.keepOnly(mayStay),
    useNetworkKeys: (networkKeys) => transport.useNetworkKeys(networkKeys),
    publish: async (topic, message) => {
      const peers = await transport.publish(topic, message);
      metrics.gossip(topic, "out", "sent");
      return peers;
    },
    request: async (peer, frame, signal, protocol = "sync") => {
      try {
        const answer = await transport.request(peer, frame, signal, protocol);
        metrics.request(protocol, "asked", outcomeOf(answer));
        return answer;
      } catch (error) {
        metrics.request(protocol, "asked", faultOf(error));
        throw error;
      }
    },
    penalize: (peer, points, why) => {
      metrics.penalized();
      transport.penalize(peer, points, why);
    },
  };
}

/** The same handlers; what comes in through them is counted. */
export function meteredHandlers(handlers: TransportHandlers, metrics: Metrics): TransportHandlers {
  return {
    ...handlers,
    checkHello: (local, remote, hello, host) => {
      const greeted = handlers.checkHello(local, remote, hello, host);
      metrics.request("hello", "served", greeted === undefined ? "refused" : "answered");
      return greeted;
    },
    onGossip: async (topic, from, message) => {
      const verdict = await handlers.onGossip(topic, from, message);
      metrics.gossip(topic, "in", verdict);
      return verdict;
    },
    onRequest: async (from, request, protocol) => {
      const answer = await handlers.onRequest(from, request, protocol);
      metrics.request(protocol, "served", outcomeOf(answer));
      return answer;
    },
  };
}

export function meteredVerify(verify: Verify, metrics: Metrics): Verify {
  return (signature, message, publicKey) => {
    metrics.signatureChecked();
    return verify(signature, message, publicKey);
  };
}

function outcomeOf(answer: Uint8Array): RequestOutcome {
  return equalBytes(answer, REFUSED) ? "refused" : "answered";
}

function faultOf(error: unknown): RequestOutcome {
  if (!(error instanceof TransportError)) return "failed";
  return error.fault === "timed-out" || error.fault === "refused" ? error.fault : "failed";
}
