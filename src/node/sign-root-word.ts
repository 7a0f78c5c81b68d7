import { toHex } from "../base/bytes.ts";
import type { CommunityId, DeviceKey, MemberId } from "../base/id.ts";
import { signMandate } from "../seal/mandate.ts";
import type { Identity } from "./identity.ts";

/** What a member's 24 words sign in a recovery, as the node's interface names it; all but the epoch hexadecimal. */
export interface RootStatement {
  readonly community: string;
  readonly epoch: number;
  readonly member: string;
  readonly device: string;
  readonly boxKey: string;
}

/** The root's signature that this device speaks for this member, 64 bytes, hexadecimal. */
export function signRootWord({ root }: Identity, said: RootStatement): string {
  const community = said.community as CommunityId;
  const member = said.member as MemberId;
  return toHex(signMandate(root, { ...said, community, member, device: said.device as DeviceKey }));
}
