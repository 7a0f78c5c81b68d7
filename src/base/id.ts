/** Ids are lower-case hexadecimal of 32 bytes; hexadecimal sorts as the bytes do. */

declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

export type EventId = Brand<string, "EventId">;
export type SealId = Brand<string, "SealId">;
/** Hash of some content that is no event: terms, a report, a transfer... */
export type HashId = Brand<string, "HashId">;
/** An Ed25519 public key: a device, a root, an invite. */
export type PublicKey = Brand<string, "PublicKey">;

/** The id of the member's `join` (of `found`, for the founder): it survives a change of keys. */
export type MemberId = EventId;
/** The id of the `found` event. */
export type CommunityId = EventId;
/** The id of the `propose` event. */
export type PlanId = EventId;
/** The id of the `claim` event. */
export type ClaimId = EventId;
/** A device's public key; it owns one feed. */
export type DeviceKey = PublicKey;

const ID = /^[0-9a-f]{64}$/;

export function isId(text: string): boolean {
  return ID.test(text);
}
