import type { MemberId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { InviteStatement } from "../events/invite.ts";
import { device } from "../events/kinds/device.ts";
import { join } from "../events/kinds/join.ts";

/** What a device's first event says of who brought it: an invite, or the member whose further device it is; null: neither. */
export function broughtBy(
  first: AuthenticEvent,
): { readonly invite: InviteStatement } | { readonly member: MemberId } | null {
  if (first.kind === join.name) {
    const body = join.body.read(first.body);
    return body.ok ? { invite: body.value.invite } : null;
  }
  if (first.kind !== device.name) return null;
  const body = device.body.read(first.body);
  return body.ok ? { member: body.value.member } : null;
}
