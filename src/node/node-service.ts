import type { Cbor } from "../base/cbor.ts";
import type { ClaimId, CommunityId, DeviceKey, EventId, HashId, MemberId, SealId } from "../base/id.ts";
import type { Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { KindName } from "../events/kind.ts";
import type { RefusalCode } from "../events/refusals.ts";
import type { Applied } from "../ledger/cut.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { GreetedPeer } from "../net/transport.ts";
import type { ClockDoubt } from "../peer/clock-guard.ts";
import type { Alarm, AuthorFault } from "../peer/output.ts";
import type { SeenBy } from "../peer/seen-by.ts";
import type { ProfileContent, SignedProfile } from "../profiles/profile.ts";
import type { State } from "../state/state.ts";
import type { EvidenceTold } from "./evidence/evidence-told.ts";
import type { KeyTold } from "./key-ring.ts";
import type { CatchingUpTold } from "./pace.ts";
import type { RecoveryTold, RootWord, WordFault } from "./recovery-told.ts";
import type { TwoSealsTold } from "./two-seals-told.ts";

/** What a running node offers to the loopback API. Reads are synchronous looks at one moment. */
export interface NodeService {
  readonly community: CommunityId;
  readonly device: DeviceKey;
  /** null while the community's first event, or our own join, is not here yet */
  member(): MemberId | null;
  /** null while the community's first event is not here yet */
  books(): Books | null;
  network(): NetworkView;
  /** Signs and stores an event; resolves once it is durable. */
  author(kind: KindName, body: Cbor): Promise<Result<EventId, AuthorFault>>;
  /** null: erased, at every member who hears of it */
  setProfile(content: ProfileContent | null): Promise<Result<EventId, AuthorFault>>;
  profiles(): readonly SignedProfile[];
  profileOf(member: MemberId): SignedProfile | undefined;
  /** One line of text that lets one person join. */
  invite(validMs: number): Promise<Result<string, "not-a-member">>;
  /** Draws a network key for a motion and keeps it; resolves with its hash once it is durable. */
  drawNetworkKey(): Promise<HashId>;
  /** One line of text with which this member goes on from a new computer, beside the 24 words. */
  returnLine(member: MemberId): Result<string, "not-synced" | "devices-too-many">;
  /** The person's word about a moved home, durable; false: nothing asks for it. */
  onlyCopy(): Promise<boolean>;
  /** A claim's documents on this machine; null: no such claim is sealed here. */
  evidence(claim: ClaimId): Promise<EvidenceTold | null>;
  clock(): ClockView;
  /** What made this node halt; null: nothing. */
  twoSeals(): TwoSealsTold | null;
  /** How a recovery stands, whether or not anybody wants one; null while the community's first event is not here yet. */
  recovery(): RecoveryTold | null;
  /** This device speaks for its member in the recovery to that epoch; resolves once that is durable. */
  recover(word: RootWord): Promise<Result<EventId, WordFault>>;
  /** The person's word that this machine's date is right; false: nobody doubts it. */
  confirmDate(): boolean;
  /** From the store, checked; undefined: not held (or damaged, and being fetched again). */
  event(id: EventId): Promise<AuthenticEvent | undefined>;
  /** Every event held, in order of arrival. */
  events(): AsyncIterable<AuthenticEvent>;
  /** Resolves at the next change of anything above, or when the signal aborts. */
  changed(signal: AbortSignal): Promise<void>;
}

/** Both views of the ledger at one moment. */
export interface Books {
  readonly nowMs: number;
  readonly height: number;
  readonly sealId: SealId | null;
  readonly sealed: Ledger;
  /** digest of the sealed state: the ledger root that every node must share */
  readonly root: string;
  /** how it would stand if all that is held were sealed now */
  readonly provisional: Applied;
  /** events held beyond the last seal */
  readonly open: readonly AuthenticEvent[];
  /** the sealed state right after the seal of that height, where it apportioned and is still kept */
  stateAt(height: number): State | undefined;
  /** why a sealed event was refused */
  refusal(id: EventId): RefusalCode | undefined;
  /** witnesses of the next seal: who has reported, who is missing; empty reports: nothing is being sealed */
  readonly witnesses: readonly { readonly member: MemberId; readonly reported: boolean }[];
  /** which of them have seen entries that are not sealed yet */
  readonly seenBy: SeenBy;
  /** how many witnesses a seal needs */
  readonly quorum: number;
}

export interface ClockView {
  readonly nowMs: number;
  /** why this node gives no report for a seal; null: its clock is believed */
  readonly doubt: ClockDoubt | null;
}

export interface NetworkView {
  readonly peerId: string;
  readonly addresses: readonly string[];
  readonly peers: readonly GreetedPeer[];
  /** of these, with how many every connection goes through a relay */
  readonly relayed: number;
  readonly alarms: readonly Alarm[];
  readonly storedEvents: number;
  /** null: the network key was never changed */
  readonly key: KeyTold | null;
  /** null: as far as this node knows nothing is missing */
  readonly catchingUp: CatchingUpTold | null;
}
