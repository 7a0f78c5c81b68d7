import type { CommunityId } from "../base/id.ts";
import type { Result } from "../base/result.ts";
import type { Verify } from "../events/signature.ts";
import type { Signer } from "../events/signer.ts";
import type { LastSign } from "../seal/last-sign.ts";
import type { StopReason } from "./own-device.ts";

/** What a peer is made with. */
export interface PeerSetup {
  readonly community: CommunityId;
  readonly signer: Signer;
  readonly verify: Verify;
  /** how often each peer is asked for news */
  readonly syncEveryMs: number;
  /** what the store says was signed last */
  readonly lastSign: Result<LastSign, "missing" | "damaged">;
  /** what the home knows: the device was stopped for good before, or the home is elsewhere */
  readonly stopped?: StopReason | null;
}
