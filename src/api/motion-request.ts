import { z } from "zod";
import { reference } from "./requests.ts";

/** What a motion may ask for; terms whole, of the charter only what is to change, both as the protocol has them. */
export const motionRequest = z.strictObject({
  about: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("amend"), plan: reference, terms: z.json() }),
    z.strictObject({ kind: z.literal("end"), plan: reference }),
    z.strictObject({ kind: z.literal("expel"), member: reference, plan: reference.nullable() }),
    z.strictObject({ kind: z.literal("charter"), charter: z.record(z.string(), z.json()) }),
    // the node draws the key, which nobody ever sees
    z.strictObject({ kind: z.literal("network-key") }),
    z.strictObject({ kind: z.literal("rules"), rules: z.int().min(1).max(1_000_000) }),
  ]),
});

export type MotionRequest = z.infer<typeof motionRequest>;
