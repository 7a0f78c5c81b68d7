import { setImmediate as nextTurn } from "node:timers/promises";
import type { Connection, Libp2p, Stream } from "@libp2p/interface";
import { lpStream } from "@libp2p/utils";
import { hostOf } from "./host-of.ts";
import { type NetLog, reasonOf } from "./net-log.ts";
import type { NetTimes } from "./net-times.ts";
import { PreviewQuota } from "./preview-quota.ts";
import type { TransportHandlers } from "./transport.ts";

export const PREVIEW_PROTOCOL = "/huzhu/preview/1";
/** No question is longer, and nothing longer is read. */
export const PREVIEW_READ_BYTES_MAX = 512;

export interface PreviewDoorOptions {
  readonly localPeer: string;
  readonly handlers: TransportHandlers;
  readonly times: NetTimes;
  readonly log: NetLog;
}

/**
 * Beside the hello the one thing that is said to somebody who has said none: one question, one answer, and the connection
 * is the asker's to close. Whatever is not answered ends the connection.
 */
export class PreviewDoor {
  readonly #options: PreviewDoorOptions;
  readonly #quota = new PreviewQuota(() => performance.now());
  readonly #asked = new WeakSet<Connection>();

  constructor(options: PreviewDoorOptions) {
    this.#options = options;
  }

  async attach(node: Libp2p): Promise<void> {
    await node.handle(PREVIEW_PROTOCOL, (stream, connection) => this.#serve(stream, connection), {
      // the second is seen, and ends the connection
      maxInboundStreams: 2,
      runOnLimitedConnection: true,
    });
  }

  async #serve(stream: Stream, connection: Connection): Promise<void> {
    const { localPeer, handlers, times, log } = this.#options;
    // Before any wait: what arrives with nobody listening is lost or resets the stream.
    const frames = lpStream(stream, {
      maxDataLength: PREVIEW_READ_BYTES_MAX,
      maxBufferSize: PREVIEW_READ_BYTES_MAX * 2,
    });
    try {
      if (this.#asked.has(connection)) throw new Error("asked twice on one connection");
      this.#asked.add(connection);
      if (!this.#quota.take(hostOf(connection.remoteAddr)))
        throw new Error("more previews than a minute has");
      const question = (await frames.read({ signal: AbortSignal.timeout(times.serveReadMs) })).slice();
      // Reads resolve in microtasks: without a turn of the loop a flood of questions would starve every timer.
      await nextTurn();
      const answer = handlers.onPreview?.(localPeer, connection.remotePeer.toString(), question);
      if (answer === undefined) throw new Error("not a question of an invitee");
      const signal = AbortSignal.timeout(times.serveWriteMs);
      await frames.write(answer, { signal });
      await stream.close({ signal });
    } catch (error) {
      const reason = reasonOf(error);
      log("debug", "preview not given", { peer: connection.remotePeer.toString(), reason });
      connection.abort(new Error(reason));
    }
  }
}
