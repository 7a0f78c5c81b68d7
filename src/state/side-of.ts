import type { MemberId } from "../base/id.ts";
import type { Claim } from "./claim-records.ts";

/** Whether the claim is theirs: it is for them, or they signed it. */
export function isSideOf({ member, filer }: Claim, who: MemberId): boolean {
  return who === member || who === filer;
}

/** Those, each once; none of them has a word on it. */
export function sidesOf({ member, filer }: Pick<Claim, "member" | "filer">): readonly MemberId[] {
  return member === filer ? [member] : [member, filer];
}
