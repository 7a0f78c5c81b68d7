import { toHex } from "../base/bytes.ts";
import { type Cbor, encodeCbor } from "../base/cbor.ts";
import { taggedHash } from "../base/hash.ts";
import type { HashId } from "../base/id.ts";
import type { PeriodSpec } from "../calendar/period.ts";
import type { Terms } from "../state/plan-records.ts";
import { duration } from "./duration.ts";
import { TIERS_MAX, TITLE_CHARACTERS_MAX } from "./limits.ts";
import { amount, bool, choice, id, int, isMap, list, nullable, record, type Schema, text } from "./schema.ts";

export const TIER_WEIGHT_MAX = 1_000;
/** Below this many electors no jury is drawn. */
export const JURY_MIN = 40;
export const MEMBERS_OF_PLAN_MIN = 3;
/** Nobody plans for more people than there are. */
export const MEMBERS_OF_PLAN_MAX = 10_000_000_000;
export const PERIOD_MS_MIN = 1_000;
const VESTING_STEPS_MAX = 12;

const interval = record({ kind: choice(["interval"]), everyMs: duration(PERIOD_MS_MIN) });
const calendarPeriod = record({ kind: choice(["week", "half-month", "month"]) });

const period: Schema<PeriodSpec> = {
  read: (value: Cbor) =>
    isMap(value) && value["kind"] === "interval" ? interval.read(value) : calendarPeriod.read(value),
  write: (value) => (value.kind === "interval" ? interval.write(value) : calendarPeriod.write(value)),
};

/** The shape of a plan's terms; whether they make sense is `termsFault`'s to say. */
export const termsSchema: Schema<Terms> = record({
  title: text(TITLE_CHARACTERS_MAX, 1),
  category: choice(["illness", "accident", "sick-pay", "funeral", "loss", "other"]),
  tiers: list(
    record({ name: text(TITLE_CHARACTERS_MAX, 1), benefit: amount(), weight: int(1, TIER_WEIGHT_MAX) }),
    TIERS_MAX,
    1,
  ),
  waitingMs: duration(),
  creditsWaiting: nullable(id()),
  vesting: list(record({ afterMs: duration(), permille: int(0, 1_000) }), VESTING_STEPS_MAX),
  period,
  noticeMs: duration(),
  voteMs: duration(1),
  jury: int(JURY_MIN, MEMBERS_OF_PLAN_MAX),
  quorumPermille: int(1, 1_000),
  thresholdPermille: int(1, 1_000),
  caps: record({ perCase: nullable(amount()), perPeriod: amount(), perYear: amount() }),
  claimWindowMs: duration(1),
  graceMs: duration(),
  lapseMs: duration(),
  minMembers: int(MEMBERS_OF_PLAN_MIN, MEMBERS_OF_PLAN_MAX),
  maxMembers: int(MEMBERS_OF_PLAN_MIN, MEMBERS_OF_PLAN_MAX),
  waitingShares: bool,
  shortfall: choice(["spread", "haircut"]),
  excess: choice(["drop", "defer"]),
  runOffMs: duration(),
  admission: choice(["open", "vouch", "vote"]),
  incidentPrecision: choice(["day", "month"]),
});

/** What a plan's members sign: SHA-256 in its own domain over the canonical CBOR of the terms. */
export function termsHash(terms: Terms): HashId {
  return toHex(taggedHash("terms", encodeCbor(termsSchema.write(terms)))) as HashId;
}

/** The first part of the terms that contradicts another or gives nothing, or undefined. */
export function termsFault(terms: Terms): string | undefined {
  const { tiers, vesting, caps } = terms;
  if (new Set(tiers.map(({ name }) => name)).size < tiers.length) return "tiers";
  if (tiers.some(({ benefit }) => benefit === 0)) return "tiers";
  if (!isAscending(vesting)) return "vesting";
  if (caps.perCase === 0) return "caps.perCase";
  if (caps.perPeriod === 0) return "caps.perPeriod";
  if (caps.perYear < caps.perPeriod) return "caps.perYear";
  if (terms.minMembers > terms.maxMembers) return "maxMembers";
  return undefined;
}

/** Later steps vest more. */
function isAscending(vesting: Terms["vesting"]): boolean {
  return vesting.every((step, i) => {
    const before = vesting[i - 1];
    return before === undefined || (step.afterMs > before.afterMs && step.permille > before.permille);
  });
}
