import { verifySignature } from "../events/signature.ts";
import { askPreview } from "../net/ask-preview.ts";
import type { NetLog } from "../net/net-log.ts";
import { type FinalInviteFault, type Preview, readPreviewAnswer } from "../peer/preview-answer.ts";
import { writePreviewQuestion } from "../peer/preview-question.ts";
import type { Invite } from "./invite-text.ts";

/** One node's word about the community. */
export interface ToldPreview {
  readonly preview: Preview;
  /** the inviting device itself, or another node that the invite names */
  readonly by: "inviter" | "other";
  /** the frame, signed by who told it */
  readonly frame: Uint8Array;
}

export type GatheredPreview =
  /** `differing`: of what they told by the same seal, not all was the same */
  | { readonly found: "preview"; readonly told: ToldPreview; readonly differing: boolean }
  | { readonly found: "refused"; readonly code: FinalInviteFault }
  | { readonly found: "none" };

/** So long an invitee waits for the first that answers, */
export const PREVIEW_WAIT_MS = 10_000;
/** and so long after it for others, the inviter above all, to hold theirs against it. */
const OTHERS_WAIT_MS = 1_500;

export interface GatherOptions {
  readonly signal?: AbortSignal | undefined;
  readonly waitMs?: number | undefined;
  readonly log?: NetLog | undefined;
}

/** Asks the nodes that an invite names, before any key or folder is made. */
export async function gatherPreview(invite: Invite, options: GatherOptions = {}): Promise<GatheredPreview> {
  const told: ToldPreview[] = [];
  const refused: { readonly code: FinalInviteFault; readonly by: ToldPreview["by"] }[] = [];
  const enough = new AbortController();
  const timers = [setTimeout(() => enough.abort(), options.waitMs ?? PREVIEW_WAIT_MS)];
  const { community, given, networkKey, addresses } = invite;
  const { inviterDevice, key } = given.statement;
  await askPreview({
    networkKey,
    addresses,
    log: options.log,
    signal: options.signal === undefined ? enough.signal : AbortSignal.any([options.signal, enough.signal]),
    question: (local, remote) => writePreviewQuestion(given, local, remote),
    onAnswer: (frame) => {
      const answer = readPreviewAnswer(frame, community, key, verifySignature);
      if (answer === undefined) return;
      const by = answer.device === inviterDevice ? "inviter" : "other";
      if (typeof answer.told === "string") {
        refused.push({ code: answer.told, by });
        return;
      }
      told.push({ preview: answer.told, by, frame });
      timers.push(setTimeout(() => enough.abort(), OTHERS_WAIT_MS));
    },
  });
  for (const timer of timers) clearTimeout(timer);
  // another may lag behind the inviter, or lie
  const final = refused.find(({ by }) => by === "inviter");
  const [best] = final === undefined ? told.toSorted((a, b) => rank(b) - rank(a)) : [];
  if (best !== undefined) return { found: "preview", told: best, differing: areDiffering(told) };
  const [no] = final === undefined ? refused : [final];
  return no === undefined ? { found: "none" } : { found: "refused", code: no.code };
}

/** The inviter before others, then who knows more seals. */
function rank({ by, preview }: ToldPreview): number {
  return by === "inviter" ? Number.MAX_SAFE_INTEGER : preview.height;
}

/** One seal has one state: whoever tells something else about it is wrong, or lies. */
function areDiffering(told: readonly ToldPreview[]): boolean {
  const bySeal = new Map<string | null, string>();
  return told.some(({ preview }) => {
    const said = JSON.stringify(preview);
    const before = bySeal.get(preview.sealId) ?? said;
    bySeal.set(preview.sealId, before);
    return before !== said;
  });
}
