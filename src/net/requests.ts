import { setImmediate as nextTurn } from "node:timers/promises";
import type { Connection, Libp2p, Stream } from "@libp2p/interface";
import { lpStream } from "@libp2p/utils";
import { assert } from "../base/assert.ts";
import { type Bad, isOversize, OVERSIZE_POINTS, UNFINISHED_POINTS } from "./fault-points.ts";
import type { Greeter } from "./greeter.ts";
import type { InboundBytes } from "./inbound-bytes.ts";
import { type NetLog, reasonOf } from "./net-log.ts";
import type { NetMeter } from "./net-meter.ts";
import type { NetTimes } from "./net-times.ts";
import { RequestSlots } from "./request-slots.ts";
import {
  FRAME_BYTES_MAX,
  type GreetedPeer,
  type RequestProtocol,
  TransportError,
  type TransportHandlers,
} from "./transport.ts";

export const REQUEST_PROTOCOLS: Readonly<Record<RequestProtocol, string>> = {
  sync: "/huzhu/sync/1",
  member: "/huzhu/member/1",
};
/** Twice what an honest peer has open on one connection. */
export const INBOUND_STREAMS_MAX = 4;
/** One frame and its length prefix; nobody may send more before it is read. */
const BUFFER_BYTES_MAX = FRAME_BYTES_MAX + 16;

export interface RequestsParts {
  readonly greeter: Greeter;
  readonly handlers: TransportHandlers;
  readonly times: NetTimes;
  readonly log: NetLog;
  readonly meter: NetMeter;
  readonly inbound: InboundBytes;
  readonly bad: Bad;
}

/** One stream per request: one frame there, one frame back, both bounded in size and time. */
export class Requests {
  readonly #greeter: Greeter;
  readonly #handlers: TransportHandlers;
  readonly #times: NetTimes;
  readonly #log: NetLog;
  readonly #meter: NetMeter;
  readonly #inbound: InboundBytes;
  readonly #bad: Bad;
  readonly #slots = new RequestSlots();

  constructor({ greeter, handlers, times, log, meter, inbound, bad }: RequestsParts) {
    this.#greeter = greeter;
    this.#handlers = handlers;
    this.#times = times;
    this.#log = log;
    this.#meter = meter;
    this.#inbound = inbound;
    this.#bad = bad;
  }

  async attach(node: Libp2p): Promise<void> {
    for (const protocol of ["sync", "member"] as const) {
      const serve = (stream: Stream, connection: Connection) => this.#serve(stream, connection, protocol);
      await node.handle(REQUEST_PROTOCOLS[protocol], serve, {
        maxInboundStreams: INBOUND_STREAMS_MAX,
        runOnLimitedConnection: true,
      });
    }
  }

  /** See `Transport.request`; further requests to a peer that has 2 in flight wait for their turn. */
  async request(
    peer: string,
    frame: Uint8Array,
    signal: AbortSignal,
    protocol: RequestProtocol,
  ): Promise<Uint8Array> {
    assert(frame.length <= FRAME_BYTES_MAX, "a request fits into one frame");
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(this.#times.requestMs)]);
    try {
      const release = await this.#slots.take(peer, bounded);
      try {
        return await this.#exchange(peer, frame, bounded, protocol);
      } finally {
        release();
      }
    } catch (error) {
      const fault = asTransportError(error, bounded);
      if (fault instanceof TransportError && fault.fault === "too-large")
        this.#bad(peer, OVERSIZE_POINTS, "an answer larger than a frame");
      throw fault;
    }
  }

  async #exchange(
    peer: string,
    frame: Uint8Array,
    signal: AbortSignal,
    protocol: RequestProtocol,
  ): Promise<Uint8Array> {
    const connection = this.#greeter.connection(peer) ?? this.#greeter.tellers.connection(peer);
    if (connection === undefined) throw new TransportError("not-connected", "no greeted connection");
    const stream = await connection.newStream(REQUEST_PROTOCOLS[protocol], {
      signal,
      runOnLimitedConnection: true,
    });
    this.#inbound.asked(connection.remoteAddr.toString());
    try {
      const frames = lpStream(stream, { maxDataLength: FRAME_BYTES_MAX, maxBufferSize: BUFFER_BYTES_MAX });
      await frames.write(frame, { signal });
      await stream.close({ signal });
      return (await frames.read({ signal })).slice();
    } finally {
      // A stream that nobody finishes stays open; after a whole exchange this does nothing.
      stream.abort(new Error("exchange over"));
    }
  }

  async #serve(stream: Stream, connection: Connection, protocol: RequestProtocol): Promise<void> {
    // Before any wait: what arrives with nobody listening is lost or resets the stream.
    const frames = lpStream(stream, { maxDataLength: FRAME_BYTES_MAX, maxBufferSize: BUFFER_BYTES_MAX });
    let from: GreetedPeer | undefined;
    try {
      from = await this.#greeter.outcomeIfBegun(connection);
      if (from === undefined) throw new Error("a request before the hello");
      const request = await frames.read({ signal: AbortSignal.timeout(this.#times.serveReadMs) });
      // Reads resolve in microtasks: without a turn of the loop a flood of requests would starve every timer.
      await nextTurn();
      const response = await this.#handlers.onRequest(from, request.slice(), protocol);
      assert(response.length <= FRAME_BYTES_MAX, "a response fits into one frame");
      const signal = AbortSignal.timeout(this.#times.serveWriteMs);
      await frames.write(response, { signal });
      await stream.close({ signal });
      if (stream.remoteWriteStatus !== "closed") stream.abort(new Error("the asker did not end its request"));
    } catch (error) {
      this.#meter.unserved(protocol, isTimeout(error) ? "timed-out" : "failed");
      if (from !== undefined && isOversize(error))
        this.#bad(from.peer, OVERSIZE_POINTS, "a question larger than a frame");
      if (from !== undefined && isTimeout(error))
        this.#bad(from.peer, UNFINISHED_POINTS, "a stream left unfinished");
      this.#log("debug", "request not served", {
        peer: connection.remotePeer.toString(),
        reason: reasonOf(error),
      });
      stream.abort(error instanceof Error ? error : new Error("request not served"));
    }
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
}

function asTransportError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof TransportError) return error;
  // libp2p rejects with the event itself where a stream closes under a write
  if (!(error instanceof Error)) return new TransportError("reset", reasonOf(error));
  if (signal.aborted) return new TransportError("timed-out", reasonOf(error));
  if (isOversize(error)) return new TransportError("too-large", reasonOf(error));
  switch (error.name) {
    case "AssertionError":
      return error;
    case "UnsupportedProtocolError":
    case "TooManyOutboundProtocolStreamsError":
      return new TransportError("refused", reasonOf(error));
    case "ConnectionClosedError":
    case "MuxerClosedError":
    case "MuxerUnavailableError":
      return new TransportError("not-connected", reasonOf(error));
    case "TimeoutError":
      return new TransportError("timed-out", reasonOf(error));
    default:
      return new TransportError("reset", reasonOf(error));
  }
}
