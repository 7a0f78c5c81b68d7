import { z } from "zod";
import { DAY_MS } from "../calendar/calendar.ts";
import { AMOUNT_MAX } from "../money/money.ts";
import { NEED_CATEGORIES } from "../profiles/profile.ts";

/** What the interface's POST requests may hold; amounts in minor units. */

/** A member, plan, claim, payment...: by name or id, whole or its beginning. */
export const reference = z.string().min(1).max(300);
/** Minor units; JSON's −0 is 0. */
export const amount = z
  .int()
  .min(0)
  .max(AMOUNT_MAX)
  .overwrite((given) => given + 0);
const groupSize = z.int().min(1).max(10_000);

export const needRequest = z.strictObject({
  category: z.enum(NEED_CATEGORIES),
  benefit: amount.min(1),
  mostPerYear: amount.min(1),
  groupMin: groupSize,
  groupMax: groupSize,
});

export const needWithdrawRequest = z.strictObject({ category: z.enum(NEED_CATEGORIES) });

export const profileRequest = z.strictObject({
  nickname: z.string().max(40).optional(),
  payTo: z.string().max(200).optional(),
});

export const profileEraseRequest = z.strictObject({});

export const proposeRequest = z.strictObject({
  /** as the protocol has them */
  terms: z.json(),
  tier: z.union([z.int().min(0), z.string().min(1)]).nullable(),
});

export const adoptRequest = z.strictObject({ tier: z.union([z.int().min(0), z.string().min(1)]) });

export const payRequest = z.strictObject({ transfer: reference });

/** No amount: the whole open rest. */
export const receiptRequest = z.strictObject({ transfer: reference, amount: amount.nullable() });

/** `on: false` takes a leave back. */
export const leaveRequest = z.strictObject({ plan: reference, on: z.boolean() });

const YEAR_MS = 365 * DAY_MS;

/** For a member whose computer is gone. */
export const returnRequest = z.strictObject({ member: reference });

/** The person has said that no other copy of this home runs, and that it is the latest. */
export const onlyCopyRequest = z.strictObject({ isOnlyCopy: z.literal(true) });

/** A root's word that this node's device speaks for its member in the recovery to that epoch. */
export const recoveryRequest = z.strictObject({
  epoch: z.int().min(1),
  /** 64 bytes, hexadecimal */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});

/** The person has looked at the date of this machine, and it is right. */
export const clockRequest = z.strictObject({ isDateRight: z.literal(true) });

export const inviteRequest = z.strictObject({ validMs: z.int().min(1).max(YEAR_MS) });
