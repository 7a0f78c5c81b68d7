import { z } from "zod";
import { amount, reference } from "./requests.ts";

/** What the requests about claims and votes may hold. */

const COMMITMENTS_MAX = 16;

export const claimRequest = z.strictObject({
  plan: reference,
  /** local days since 1970-01-01 */
  incidentDay: z.int().min(0),
  amount,
  /** the member in need, by whom one of their contacts; none: oneself */
  for: reference.nullish(),
});

/** SHA-256 of each document's salt and bytes, hexadecimal. */
export const evidenceRequest = z.strictObject({
  claim: reference,
  commitments: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .max(COMMITMENTS_MAX),
});

export const seenRequest = z.strictObject({ claim: reference, matches: z.boolean() });

export const aboutClaimRequest = z.strictObject({ claim: reference });

export const recuseRequest = z.strictObject({ ballot: reference });

/** `ballot`: a claim, a motion, a payment in dispute, or the ballot itself. */
export const voteRequest = z.strictObject({
  ballot: reference,
  choice: z.enum(["yes", "no", "abstain"]),
  amount: amount.nullable(),
});
