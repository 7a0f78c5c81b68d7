import { inviteFault } from "../events/invite-fault.ts";
import type { Verify } from "../events/signature.ts";
import type { TransportHandlers } from "../net/transport.ts";
import type { SealedLedger } from "../peer/check-seal.ts";
import type { Peer } from "../peer/peer.ts";
import {
  encodePreview,
  FINAL_INVITE_FAULTS,
  previewThatFits,
  writePreviewAnswer,
} from "../peer/preview-answer.ts";
import { readPreviewQuestion } from "../peer/preview-question.ts";
import { rollCount } from "../state/on-roll.ts";
import { charterOf, communityOf, type State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { deviceSigner, type Home } from "./home-file.ts";
import { isTakenBack } from "./taken-back.ts";

export interface PreviewDeskParts {
  readonly home: Home;
  readonly verify: Verify;
  peer(): Peer;
  clock(): number;
}

/**
 * What a member's node tells somebody who proves to hold an invite that would let them in now: the charter and the plans. Who
 * holds one that is used, withdrawn or over is told that; nobody else is told anything, and by a node that is no member's nobody.
 */
export function previewDesk(parts: PreviewDeskParts): NonNullable<TransportHandlers["onPreview"]> {
  const { home, verify } = parts;
  const { community } = home;
  return (local, remote, question) => {
    const { journal } = parts.peer();
    const signer = deviceSigner(home);
    if (journal?.ownerOf(signer.publicKey) === undefined) return undefined;
    const invite = readPreviewQuestion(question, community, remote, local, verify);
    if (invite === undefined) return undefined;
    const { height, throughMs } = communityOf(journal.at.ledger.state);
    // by our clock too: an invite that is over shows nothing, even where nothing was sealed since
    const now = { sinceMs: Math.max(throughMs, parts.clock()), height: height + 1 };
    const sealed = inviteFault(journal.at.ledger.state, invite, now);
    const fault = sealed === null && isTakenBack(journal, invite) ? "invite-withdrawn" : sealed;
    if (fault === null) return writePreviewAnswer(community, invite.key, toldOf(journal.at), signer);
    const final = FINAL_INVITE_FAULTS.find((each) => each === fault);
    return final && writePreviewAnswer(community, invite.key, final, signer);
  };
}

/** Worked out once for each seal, however many ask. */
const TOLD = new WeakMap<SealedLedger, Uint8Array>();

function toldOf(at: SealedLedger): Uint8Array {
  const told = TOLD.get(at) ?? tell(at);
  TOLD.set(at, told);
  return told;
}

function tell({ ledger: { state }, sealId }: SealedLedger): Uint8Array {
  const { height, throughMs } = communityOf(state);
  const plans = openPlans(state);
  const members = rollCount(state);
  const all = { charter: charterOf(state), members, height, sealId, throughMs, plans };
  return encodePreview(previewThatFits(all));
}

/** By the moment of their opening. */
function openPlans(state: State) {
  return [...state.plans.entries()]
    .filter(([, { status }]) => status === "open")
    .toSorted(([a, one], [b, other]) => (one.openedMs ?? 0) - (other.openedMs ?? 0) || (a < b ? -1 : 1))
    .map(([id, { enrolled }]) => ({ id, enrolled, terms: termsInForce(state, id) }));
}
