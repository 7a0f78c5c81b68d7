import { fromHex, toHex } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { DeviceKey, HashId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import { replaces, type SignedProfile } from "../profiles/profile.ts";

/** The latest profile of every device. */
export class ProfileBook {
  readonly #profiles = new Map<DeviceKey, SignedProfile>();
  #digest: HashId | undefined;

  /** false: not newer than what is held */
  add(profile: SignedProfile): boolean {
    if (!replaces(profile, this.#profiles.get(profile.device))) return false;
    this.#profiles.set(profile.device, profile);
    this.#digest = undefined;
    return true;
  }

  get(device: DeviceKey): SignedProfile | undefined {
    return this.#profiles.get(device);
  }

  /** By device, ascending. */
  all(): readonly SignedProfile[] {
    return [...this.#profiles.values()].sort((a, b) => compareText(a.device, b.device));
  }

  digest(): HashId {
    this.#digest ??= toHex(taggedHash("profile", ...this.all().map(({ hash }) => fromHex(hash)))) as HashId;
    return this.#digest;
  }

  /** A page of what is held, after a device. */
  list(after: DeviceKey | null, limit: number) {
    const rows = this.all().filter(({ device }) => after === null || device > after);
    const page = rows.slice(0, limit).map(({ device, hash }) => ({ device, hash }));
    return { profiles: page, more: rows.length > page.length };
  }
}
