import { communityOf } from "../../state/state.ts";
import type { MemberRef } from "../name-book.ts";
import { sealedState, type ViewSource } from "../view-source.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type SealStatus, sealStatus } from "./seal-status.ts";

/** How a recovery stands, whether or not anybody wants one. */
export interface RecoveryView {
  /** the epoch that it would lead to */
  readonly epoch: number;
  /** from when on it needs no more than words */
  readonly dueMs: number;
  readonly isDue: boolean;
  /** members whose word it takes, of so many, and who has given it */
  readonly needed: number;
  readonly members: number;
  readonly given: readonly MemberRef[];
  /** this device has */
  readonly isMine: boolean;
  /** so many of those with a seat must be among them */
  readonly seatsNeeded: number;
  readonly seats: readonly MemberRef[];
  /** one was agreed on, and its first seal is under way */
  readonly isAgreed: boolean;
  /** the last seal here, on which it would go on; null before the first */
  readonly base: { readonly height: number; readonly id: string; readonly throughMs: number } | null;
}

/** For who is about to give their word: the state of things, and what there is to sign. */
export interface RecoveryDesk {
  readonly moment: MomentView;
  readonly seal: SealStatus;
  readonly recovery: RecoveryView;
  /** null: this device's member is not on the sealed roll */
  readonly voice: {
    readonly member: MemberRef;
    readonly root: string;
    readonly device: string;
    readonly boxKey: string;
    readonly isGiven: boolean;
    readonly hasSeat: boolean;
  } | null;
  readonly fault: "device-stopped" | "device-moved" | null;
}

/** null while the community's first entry is not here. */
export function recoveryView(source: ViewSource): RecoveryView | null {
  const { service, names } = source;
  const told = service.recovery();
  if (told === null) return null;
  const { epoch, dueMs, isDue, needed, members, seatsNeeded, isAgreed, height, sealId } = told;
  const { throughMs } = communityOf(sealedState(source));
  const refs = (all: typeof told.given) => all.map((member) => names.refOf(member));
  return {
    ...{ epoch, dueMs, isDue, needed, members, seatsNeeded, isAgreed },
    given: refs(told.given),
    isMine: told.voice?.isGiven === true,
    seats: refs(told.seats),
    base: sealId === null ? null : { height, id: sealId, throughMs },
  };
}

/** Of use on a status screen: somebody has given their word, or all is agreed. */
export function recoveryUnderWay(source: ViewSource): RecoveryView | null {
  const view = recoveryView(source);
  return view !== null && (view.given.length > 0 || view.isAgreed) ? view : null;
}

export function recoveryDesk(source: ViewSource): RecoveryDesk | null {
  const told = source.service.recovery();
  const recovery = recoveryView(source);
  if (told === null || recovery === null) return null;
  const { voice, fault, seats } = told;
  return {
    moment: momentView(source),
    seal: sealStatus(source),
    recovery,
    voice: voice && {
      ...voice,
      member: source.names.refOf(voice.member),
      hasSeat: seats.includes(voice.member),
    },
    fault,
  };
}
