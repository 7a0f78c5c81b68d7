import { toHex } from "../../base/bytes.ts";
import type { Cbor } from "../../base/cbor.ts";
import type { EventId, MemberId, PlanId } from "../../base/id.ts";
import type { KindName } from "../../events/kind.ts";
import type { RefusalCode } from "../../events/refusals.ts";
import { isMap } from "../../events/schema.ts";
import { termsSchema } from "../../events/terms.ts";
import { dryRun } from "../../ledger/dry-run.ts";
import { type ExplainValue, of } from "../../ledger/explanation.ts";
import { money } from "../../money/money.ts";
import type { Terms } from "../../state/plan-records.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { type Json, jsonOf } from "../entry-json.ts";
import type { MemberRef } from "../name-book.ts";
import { provisionalState, type ViewSource } from "../view-source.ts";
import { type MomentView, momentView } from "./moment-view.ts";

/** An entry that would be signed, as every member would see it for ever. */
export interface DryRunView {
  readonly moment: MomentView;
  readonly kind: KindName;
  /** bytes as hexadecimal */
  readonly body: Json;
  /** the body in the values of a screen; what is empty is left out */
  readonly says: readonly SaidValue[];
  /** of a plan that it proposes or changes */
  readonly terms: Terms | null;
  readonly members: readonly MemberRef[];
  /** why it would be refused as things stand; null: it would hold */
  readonly refused: RefusalCode | null;
}

export interface SaidValue {
  /** the last part of its path in the body */
  readonly field: string;
  readonly value: ExplainValue;
}

export function dryRunView(source: ViewSource, kind: KindName, body: Cbor): DryRunView {
  const { service, books, names } = source;
  const held = { lastSeal: books.sealId, nowMs: books.nowMs, events: books.open };
  const says = [...valuesOf(source, "", body, body)];
  const members = says.flatMap(({ value }) => (value.is === "member" ? [value.value as MemberId] : []));
  return {
    moment: momentView(source),
    kind,
    body: jsonOf(body),
    says,
    terms: termsIn(body),
    members: members.map((member) => names.refOf(member)),
    refused: dryRun(books.sealed, held, { device: service.device, kind, body }),
  };
}

/** Terms are told as a summary of their own. */
function termsIn(body: Cbor): Terms | null {
  if (!isMap(body)) return null;
  const { terms, about } = body;
  if (terms === undefined) return about === undefined ? null : termsIn(about);
  const read = termsSchema.read(terms);
  return read.ok ? read.value : null;
}

function* valuesOf(source: ViewSource, field: string, value: Cbor, body: Cbor): IterableIterator<SaidValue> {
  if (isMap(value)) {
    for (const [name, part] of Object.entries(value)) {
      if (name !== "terms") yield* valuesOf(source, name, part, value);
    }
  } else if (Array.isArray(value)) {
    for (const part of value as readonly Cbor[]) yield* valuesOf(source, field, part, body);
  } else if (value instanceof Uint8Array) {
    yield { field, value: named(source, toHex(value)) };
  } else if (value !== null && value !== "") {
    yield { field, value: plain(source, field, value as string | number | boolean, body) };
  }
}

const MONEY_FIELDS: readonly string[] = ["amount"];
const DAY_FIELDS: readonly string[] = ["incidentDay"];

function plain(
  source: ViewSource,
  field: string,
  value: string | number | boolean,
  body: Cbor,
): ExplainValue {
  if (typeof value === "string") return of.word(value);
  if (typeof value === "boolean") return of.word(value ? "true" : "false");
  if (MONEY_FIELDS.includes(field)) return of.money(money(value));
  if (DAY_FIELDS.includes(field)) return of.day(value);
  if (field.endsWith("Ms")) return of.duration(value);
  return field === "tier" ? tierValue(source, value, body) : of.count(value);
}

function tierValue(source: ViewSource, tier: number, body: Cbor): ExplainValue {
  const state = provisionalState(source);
  const id = isMap(body) && body["plan"] instanceof Uint8Array ? toHex(body["plan"]) : "";
  const terms = state.plans.has(id as PlanId) ? termsInForce(state, id as PlanId) : termsIn(body);
  return of.word(terms?.tiers[tier]?.name ?? String(tier + 1));
}

/** What an id stands for, where it is a member or a plan. */
function named(source: ViewSource, id: string): ExplainValue {
  const state = provisionalState(source);
  if (state.members.has(id as MemberId)) return of.member(id);
  if (state.plans.has(id as PlanId)) return of.word(termsInForce(state, id as PlanId).title);
  return of.id(id as EventId);
}
