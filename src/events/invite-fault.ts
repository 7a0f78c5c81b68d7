import { isOnRoll } from "../state/on-roll.ts";
import { communityOf, type State } from "../state/state.ts";
import { type InviteStatement, verifyInvite } from "./invite.ts";
import type { RefusalCode } from "./refusals.ts";
import { verifySignature } from "./signature.ts";

/**
 * Why an invite would let nobody in by a seal of that height, the seal before it being of `sinceMs`; null: it would. The
 * inviting device must have been on the roll before that seal: nobody is let in by somebody who is only coming in.
 */
export function inviteFault(
  state: State,
  invite: InviteStatement,
  { sinceMs, height }: { readonly sinceMs: number; readonly height: number },
): RefusalCode | null {
  if (!isOnRoll(state, invite.inviter)) return "member-unknown";
  const by = state.devices.get(invite.inviterDevice);
  if (by === undefined || by.member !== invite.inviter || by.sinceHeight >= height) return "device-unknown";
  if (by.status === "frozen") return "device-frozen";
  if (by.status === "revoked") return "device-revoked";
  if (state.invites.has(invite.key)) return "invite-used";
  if (state.uninvited.has(invite.key + invite.inviter)) return "invite-withdrawn";
  if (sinceMs > invite.expiresMs) return "invite-expired";
  return verifyInvite(communityOf(state).id, invite, verifySignature) ? null : "invite-signature";
}
