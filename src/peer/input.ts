import type { Cbor } from "../base/cbor.ts";
import type { DeviceKey } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { KindName } from "../events/kind.ts";
import type { ProfileContent, SignedProfile } from "../profiles/profile.ts";
import type { SignedSealMessage } from "../seal/message.ts";
import type { MandateWish } from "./recovering.ts";
import type { SyncRequest, SyncResponse } from "./sync-frames.ts";

/** Names a connection; the shell's peer id. */
export type PeerId = string;

/** Everything that can happen to a peer. Signatures are verified before; time comes beside (see `Peer.handle`). */
export type Input =
  | { readonly type: "tick" }
  /** the person wants to say something; answered by an `answer` with the same token */
  | { readonly type: "author"; readonly token: number; readonly kind: KindName; readonly body: Cbor }
  | { readonly type: "set-profile"; readonly token: number; readonly content: ProfileContent | null }
  /** isTeller: it may be anybody, and is believed nothing but seals */
  | {
      readonly type: "peer-up";
      readonly peer: PeerId;
      readonly device: DeviceKey;
      readonly isTeller?: boolean;
    }
  | { readonly type: "peer-down"; readonly peer: PeerId }
  | { readonly type: "events"; readonly from: PeerId | null; readonly events: readonly AuthenticEvent[] }
  | { readonly type: "seal-message"; readonly from: PeerId | null; readonly signed: SignedSealMessage }
  /** another node asks; answered by a `respond` or a `serve` with the same token */
  | { readonly type: "request"; readonly from: PeerId; readonly token: number; readonly request: SyncRequest }
  | { readonly type: "response"; readonly from: PeerId; readonly response: VerifiedResponse }
  | { readonly type: "no-response"; readonly from: PeerId }
  /** the person's word that no other copy of this home runs, and that this is its latest state */
  | { readonly type: "only-copy" }
  /** this device is to speak for its member in a recovery: answered by an `answer` with the same token */
  | { readonly type: "recover"; readonly token: number; readonly wish: MandateWish }
  /** the person has looked at this machine's date, and it is right: see `ClockGuard` */
  | { readonly type: "confirm-date" }
  /** the store's answer to a `recall`; null: missing or damaged */
  | { readonly type: "recalled"; readonly height: number; readonly record: Uint8Array | null }
  /** the store's answer to a `compare`: two ids at one place of a feed */
  | { readonly type: "fork-found"; readonly held: AuthenticEvent; readonly other: AuthenticEvent };

/** A response whose events, messages and profiles have been verified by the shell; history is checked by its seals. */
export type VerifiedResponse =
  | Exclude<SyncResponse, { readonly type: "feeds" | "messages" | "profiles" }>
  | { readonly type: "feeds"; readonly events: readonly AuthenticEvent[]; readonly more: boolean }
  | { readonly type: "messages"; readonly messages: readonly SignedSealMessage[] }
  | { readonly type: "profiles"; readonly profiles: readonly SignedProfile[] };
