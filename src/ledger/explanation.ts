import type { Money } from "../money/money.ts";

/** Every step that an explanation can take; `words` has a sentence for each. Codes are added to, never renamed. */
export const EXPLAIN_CODES = [
  "refused",
  "plan-proposed",
  "plan-opened",
  "plan-under",
  "plan-closed",
  "plan-dwindled",
  "plan-run-off",
  "plan-ended",
  "plan-members",
  "plan-caps",
  "plan-new-terms",
  "enrolled",
  "tier-before",
  "waiting-credited",
  "waiting-term",
  "waiting-until",
  "covered-lower",
  "covered-since",
  "vesting-step",
  "ending-why",
  "ending-alone",
  "leaving-at",
  "leaving-for-good",
  "left-at",
  "liable-until",
  "place-asked",
  "place-vouches",
  "place-until",
  "place-full",
  "place-refused",
  "join-asked",
  "join-vouches",
  "join-voucher",
  "join-objections",
  "join-brake",
  "join-objected",
  "member-founder",
  "member-since",
  "device-stopped",
  "member-leaving",
  "member-left",
  "motion-put",
  "motion-member",
  "motion-rules",
  "motion-plan",
  "motion-passed",
  "motion-failed",
  "claim-filed",
  "claim-cover",
  "claim-evidence",
  "claim-seen",
  "claim-seen-differs",
  "jury-to-draw",
  "jury-drawn",
  "juror-out",
  "evidence-due",
  "evidence-missed",
  "ballot-electors",
  "ballot-word",
  "ballot-carried",
  "ballot-circle",
  "ballot-delegated",
  "ballot-closes",
  "ballot-extended",
  "ballot-quorum",
  "ballot-fallback",
  "ballot-threshold",
  "ballot-threshold-all",
  "ballot-too-few",
  "ballot-outcome",
  "aid-median",
  "notice-until",
  "claim-appeal",
  "claim-appealed",
  "appeal-stands",
  "claim-draw",
  "claim-refused",
  "claim-withdrawn",
  "claim-payable",
  "claim-paid-part",
  "claim-apportioned",
  "share-period",
  "share-case",
  "share-case-cut",
  "share-made-good",
  "share-called",
  "share-total",
  "share-scaled",
  "share-weight",
  "share-ceiling",
  "share-run-off",
  "share-quota",
  "share-at-ceiling",
  "share-odd-unit",
  "share-part",
  "share-part-good",
  "share-amount",
  "arrears-called",
  "aid-received",
  "shortfall-received",
  "transfer-line",
  "transfer-net",
  "transfer-amount",
  "transfer-due",
  "transfer-paid",
  "transfer-part",
  "transfer-disputed",
  "transfer-silence",
  "transfer-received",
  "transfer-void",
  "transfer-charged",
  "transfer-state",
] as const;

export type ExplainCode = (typeof EXPLAIN_CODES)[number];

/** A value and what it is, so that a screen can write it in its reader's language and time. */
export type ExplainValue =
  | { readonly is: "money"; readonly value: Money }
  | { readonly is: "moment"; readonly value: number }
  | { readonly is: "day"; readonly value: number }
  | { readonly is: "duration"; readonly value: number }
  | { readonly is: "count"; readonly value: number }
  | { readonly is: "permille"; readonly value: number }
  | { readonly is: "member"; readonly value: string }
  | { readonly is: "id"; readonly value: string }
  | { readonly is: "word"; readonly value: string };

/** One step; the names of its values are the placeholders of its sentence. */
export interface ExplainStep {
  readonly code: ExplainCode;
  readonly values: Readonly<Record<string, ExplainValue>>;
}

export const EXPLAIN_SUBJECTS = [
  "share",
  "aid",
  "claim",
  "transfer",
  "plan",
  "enrolment",
  "application",
  "joiner",
  "member",
  "motion",
  "refusal",
] as const;

/** How something came about, step by step, down to the signed events. */
export interface Explanation {
  readonly subject: (typeof EXPLAIN_SUBJECTS)[number];
  readonly id: string;
  readonly steps: readonly ExplainStep[];
}

export function step(code: ExplainCode, values: ExplainStep["values"] = {}): ExplainStep {
  return { code, values };
}

/** Makes values: `of.money(amount)`, `of.moment(ms)`... */
export const of = {
  money: (value: Money) => ({ is: "money", value }) as const,
  moment: (value: number) => ({ is: "moment", value }) as const,
  day: (value: number) => ({ is: "day", value }) as const,
  duration: (value: number) => ({ is: "duration", value }) as const,
  count: (value: number) => ({ is: "count", value }) as const,
  permille: (value: number) => ({ is: "permille", value }) as const,
  member: (value: string) => ({ is: "member", value }) as const,
  id: (value: string) => ({ is: "id", value }) as const,
  /** a name from a closed list, or a title that people chose */
  word: (value: string) => ({ is: "word", value }) as const,
};
