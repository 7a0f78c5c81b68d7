import type { SignedProfile } from "../profiles/profile.ts";
import type { StoredProfile } from "./batch.ts";

/** How a profile is kept; of an erased one nothing older stays. */
export function storedProfile({ device, wire, content }: SignedProfile): StoredProfile {
  return { device, bytes: wire, erases: content === null };
}
