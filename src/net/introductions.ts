import { type Identify, type IdentifyComponents, identify } from "@libp2p/identify";
import type { Connection } from "@libp2p/interface";
import { present } from "../base/assert.ts";
import { type NetLog, reasonOf } from "./net-log.ts";

/** libp2p's identify, which gossip needs: asked of a peer once it is greeted, of a stranger never. */
export class Introductions {
  readonly #log: NetLog;
  #identify: Identify | undefined;

  constructor(log: NetLog) {
    this.#log = log;
  }

  /** The libp2p service, to be put behind the hello. */
  service(components: IdentifyComponents): Identify {
    const made = identify({ runOnConnectionOpen: false })(components);
    this.#identify = made;
    return made;
  }

  /** Without an answer there is no gossip on this connection; the watchdog sees to that. */
  greeted(connection: Connection): void {
    present(this.#identify, "introductions are made after the host has started")
      .identify(connection)
      .catch((error: unknown) => {
        const peer = connection.remotePeer.toString();
        this.#log("debug", "a peer did not introduce itself", { peer, reason: reasonOf(error) });
      });
  }
}
