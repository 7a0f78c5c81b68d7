import type { NetLog } from "../net/net-log.ts";
import type { Transport } from "../net/transport.ts";
import type { Peer } from "../peer/peer.ts";
import type { Homestead } from "./homestead.ts";
import { KeyRing } from "./key-ring.ts";
import { KeySeeker } from "./key-seeker.ts";
import type { MemberAnswerer } from "./member-desk.ts";
import { isMemberNow } from "./welcome.ts";

/** The network keys of a running node, and the asking for those that it lacks. */
export class KeyKeeper {
  readonly ring: KeyRing;
  readonly #seeker: KeySeeker;

  constructor(parts: {
    readonly homestead: Homestead;
    peer(): Peer;
    transport(): Transport;
    clock(): number;
    readonly log: NetLog | undefined;
  }) {
    const { homestead, peer, transport } = parts;
    this.ring = new KeyRing({
      homestead,
      state: () => peer().journal?.at.ledger.state ?? null,
      use: (networkKeys) => transport().useNetworkKeys(networkKeys),
      clock: () => parts.clock(),
    });
    const isMember = (device: string) => isMemberNow(peer().journal, device);
    this.#seeker = new KeySeeker({
      keys: this.ring,
      transport,
      isMember,
      log: parts.log ?? (() => undefined),
    });
  }

  /** Answers members' questions for a key. */
  readonly answerer: MemberAnswerer = async (from, fields) => this.ring.answer(from, fields);

  /** After every seal, and every few seconds. Rejects where the disk fails. */
  look(): Promise<void> {
    return this.#seeker.seek();
  }
}
