import { z } from "zod";
import { reference } from "./requests.ts";

/** What the requests about people may hold; `on: false` takes a word back. */

const key = z.string().regex(/^[0-9a-f]{64}$/);

/** A newcomer who waits, or a place in a plan that somebody asked for. */
export const vouchRequest = z.strictObject({ for: reference });

export const objectRequest = z.strictObject({ joiner: reference, on: z.boolean() });

/** The invite's public key. */
export const uninviteRequest = z.strictObject({ invite: key });

export const contactRequest = z.strictObject({
  role: z.enum(["name", "accept"]),
  other: reference,
  on: z.boolean(),
});

export const delegateRequest = z.strictObject({ to: reference.nullable() });

export const resignRequest = z.strictObject({ on: z.boolean() });

/** A device of the member's own, and the root's word that it is to stop. */
export const revokeRequest = z.strictObject({
  device: reference,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
