/** A whole event on the wire, in bytes. */
export const EVENT_BYTES_MAX = 7 * 1024;
/** What an event's payload, signature, salt and their headers come to, at most, in bytes. */
export const ENVELOPE_BYTES_MAX = 512;
/** The salt before a body, in bytes. */
export const SALT_BYTES = 16;
/** An Ed25519 signature, in bytes. */
export const SIGNATURE_BYTES = 64;
/** An Ed25519 or X25519 key, or an id, in bytes. */
export const KEY_BYTES = 32;
/** A kind's name, in characters. */
export const KIND_CHARACTERS_MAX = 32;
/** A title, in characters. */
export const TITLE_CHARACTERS_MAX = 60;
/** Tiers of one plan. */
export const TIERS_MAX = 12;
/** Live devices of one member. */
export const DEVICES_PER_MEMBER_MAX = 4;
/** Events of one member in one cut. */
export const EVENTS_PER_MEMBER_IN_CUT_MAX = 256;
/** Events held of a device that is not in sealed state. */
export const EVENTS_OF_UNSEALED_DEVICE_MAX = 16;
/** Live plans of one community. */
export const PLANS_MAX = 1_000;
