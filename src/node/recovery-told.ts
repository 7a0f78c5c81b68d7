import { x25519 } from "@noble/curves/ed25519.js";
import { fromHex, toHex } from "../base/bytes.ts";
import type { DeviceKey, EventId, MemberId, PublicKey, SealId } from "../base/id.ts";
import { fail, type Result } from "../base/result.ts";
import { memberOf } from "../peer/first-events.ts";
import type { AuthorFault } from "../peer/output.ts";
import type { Peer } from "../peer/peer.ts";
import type { RecoveryStatus } from "../peer/recovering.ts";
import { quorumOf } from "../seal/quorum.ts";
import { rollCount } from "../state/on-roll.ts";
import { communityOf } from "../state/state.ts";
import type { Driver } from "./driver.ts";
import { deviceSigner, firstEventOf, type Home } from "./home-file.ts";

/** Whom this device would speak for in a recovery. */
export interface RecoveryVoice {
  readonly member: MemberId;
  /** the key that signs the word */
  readonly root: PublicKey;
  readonly device: DeviceKey;
  /** X25519 public key, hexadecimal */
  readonly boxKey: string;
  /** this device has given its word already */
  readonly isGiven: boolean;
}

/** How a recovery stands, for people who may want one. */
export interface RecoveryTold extends RecoveryStatus {
  /** nothing but words is waited for: time has passed, every seat has spoken, or two seals were met */
  readonly isDue: boolean;
  /** members on the roll after the last seal: all of them may speak */
  readonly members: number;
  /** whose seats the next height has */
  readonly seats: readonly MemberId[];
  /** so many of them must speak, or the others could still seal */
  readonly seatsNeeded: number;
  /** the last seal here, on which it would go on */
  readonly height: number;
  readonly sealId: SealId | null;
  /** one was agreed on, and no seal records it yet */
  readonly isAgreed: boolean;
  /** null: this device's member is not on the sealed roll */
  readonly voice: RecoveryVoice | null;
  /** why this device could sign nothing now */
  readonly fault: "device-stopped" | "device-moved" | null;
}

/** A root's word for this device; see `signMandate`. */
export interface RootWord {
  readonly epoch: number;
  readonly signature: Uint8Array;
}

/** "votes-missing": what the device is bound to cannot be shown yet; its proof comes back from the others. */
export type WordFault = AuthorFault | "not-a-member" | "word-given" | "recovery-over" | "votes-missing";

/** null: the community's first event is not here yet. */
export function recoveryTold(peer: Peer, home: Home, nowMs: number): RecoveryTold | null {
  const { journal } = peer;
  const status = peer.recovery();
  if (journal === null || status === null) return null;
  const { at } = journal;
  const { state } = at.ledger;
  const seats = at.seats.map(({ member }) => member);
  const isEverySeat = seats.every((member) => status.given.includes(member));
  return {
    ...status,
    isDue: nowMs >= status.dueMs || peer.seals.found !== null || isEverySeat,
    members: rollCount(state),
    seats,
    seatsNeeded: seats.length - quorumOf(seats.length) + 1,
    height: communityOf(state).height,
    sealId: at.sealId,
    isAgreed: at.recovery !== null,
    voice: voiceOf(peer, home, status.epoch),
    fault: peer.own.fault,
  };
}

function voiceOf(peer: Peer, home: Home, epoch: number): RecoveryVoice | null {
  const member = memberOf(firstEventOf(home));
  const root = peer.journal?.at.ledger.state.members.get(member)?.root;
  if (root === undefined) return null;
  const device = deviceSigner(home).publicKey as DeviceKey;
  const isGiven = peer
    .messages()
    .some(
      ({ message }) => message.step === "mandate" && message.epoch === epoch && message.device === device,
    );
  return { member, root, device, boxKey: toHex(x25519.getPublicKey(fromHex(home.boxSecret))), isGiven };
}

/** This device speaks for its member from now on; durable once resolved. */
export async function giveWord(
  { peer, home, driver }: { readonly peer: Peer; readonly home: Home; readonly driver: Driver },
  { epoch, signature }: RootWord,
  nowMs: number,
): Promise<Result<EventId, WordFault>> {
  const told = recoveryTold(peer, home, nowMs);
  if (told === null) return fail("not-synced");
  if (told.fault !== null) return fail(told.fault);
  if (told.voice === null) return fail("not-a-member");
  if (told.epoch !== epoch) return fail("recovery-over");
  if (told.voice.isGiven) return fail("word-given");
  const { member, boxKey } = told.voice;
  const wish = { epoch, member, boxKey, signature };
  const given = await driver.ask((token) => ({ type: "recover", token, wish }));
  return !given.ok && given.error === "not-synced" ? fail("votes-missing") : given;
}
