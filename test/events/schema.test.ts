import { describe, expect, expectTypeOf, test } from "vitest";
import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import type { EventId, HashId } from "../../src/base/id.ts";
import { isPlainText } from "../../src/events/plain-text.ts";
import {
  amount,
  bool,
  boxKey,
  bytes,
  choice,
  hashId,
  type Infer,
  id,
  int,
  list,
  nullable,
  publicKey,
  record,
  type Schema,
  text,
  uint,
} from "../../src/events/schema.ts";
import type { Money } from "../../src/money/money.ts";
import { bodies } from "../arbitrary/event.ts";
import { fc } from "../property.ts";

const body = record({
  plan: id(),
  terms: hashId(),
  root: publicKey(),
  box: boxKey(),
  signature: bytes(4),
  tier: uint(12),
  offset: int(-720, 840),
  asked: amount(),
  title: text(60, 1),
  on: bool,
  answer: choice(["yes", "no", "abstain"]),
  tiers: list(record({ name: text(10), weight: uint(9) }), 3, 1),
  note: nullable(text(5)),
});

const HEX = "ab".repeat(32);
const sound: Infer<typeof body> = {
  plan: HEX as EventId,
  terms: HEX as HashId,
  root: HEX as Infer<ReturnType<typeof publicKey>>,
  box: HEX,
  signature: new Uint8Array([1, 2, 3, 4]),
  tier: 12,
  offset: -720,
  asked: 100_000_000_000 as Money,
  title: "互助",
  on: false,
  answer: "abstain",
  tiers: [{ name: "", weight: 0 }],
  note: null,
};
const written = body.write(sound) as { readonly [name: string]: Cbor };

test("what is written is read back, through its bytes", () => {
  const decoded = decodeCbor(encodeCbor(written));
  expect(decoded.ok && body.read(decoded.value)).toEqual({ ok: true, value: sound });
  expect(written["plan"]).toEqual(new Uint8Array(32).fill(0xab));
});

test("types follow from the schema", () => {
  expectTypeOf<Infer<typeof body>["answer"]>().toEqualTypeOf<"yes" | "no" | "abstain">();
  expectTypeOf<Infer<typeof body>["note"]>().toEqualTypeOf<string | null>();
  expectTypeOf<Infer<typeof body>["plan"]>().toEqualTypeOf<EventId>();
  expectTypeOf<Infer<typeof body>["terms"]>().toEqualTypeOf<HashId>();
  expectTypeOf<Infer<typeof body>["asked"]>().toEqualTypeOf<Money>();
  expectTypeOf<Infer<typeof body>["tiers"]>().toEqualTypeOf<
    readonly { readonly name: string; readonly weight: number }[]
  >();
});

describe("one thing wrong, and where", () => {
  const without = (name: string): Cbor =>
    Object.fromEntries(Object.entries(written).filter(([key]) => key !== name));
  test.each<readonly [string, Cbor, string]>([
    ["not a map", [], ""],
    ["null", null, ""],
    ["bytes", new Uint8Array(3), ""],
    ["a key missing", without("tier"), "tier"],
    ["a nullable key missing", without("note"), "note"],
    ["a key too many", { ...written, more: 1 }, "more"],
    ["a key that every object inherits", { ...written, toString: 1 }, "toString"],
    ["an id of 31 bytes", { ...written, plan: new Uint8Array(31) }, "plan"],
    ["an id as text", { ...written, plan: HEX }, "plan"],
    ["bytes too long", { ...written, signature: new Uint8Array(5) }, "signature"],
    ["a number too large", { ...written, tier: 13 }, "tier"],
    ["a number below zero", { ...written, tier: -1 }, "tier"],
    ["a number with a fraction", { ...written, tier: 1.5 }, "tier"],
    ["a number below its least", { ...written, offset: -721 }, "offset"],
    ["an amount above 10^11", { ...written, asked: 100_000_000_001 }, "asked"],
    ["an amount below zero", { ...written, asked: -1 }, "asked"],
    ["a text too short", { ...written, title: "" }, "title"],
    ["a text too long", { ...written, title: "a".repeat(61) }, "title"],
    ["a truth that is a number", { ...written, on: 1 }, "on"],
    ["a choice that is not offered", { ...written, answer: "maybe" }, "answer"],
    ["a list too short", { ...written, tiers: [] }, "tiers"],
    ["a list too long", { ...written, tiers: new Array(4).fill({ name: "", weight: 0 }) }, "tiers"],
    ["a list that is a map", { ...written, tiers: {} }, "tiers"],
    [
      "deep in a list",
      {
        ...written,
        tiers: [
          { name: "", weight: 0 },
          { name: 1, weight: 0 },
        ],
      },
      "tiers.1.name",
    ],
    ["a note too long", { ...written, note: "abcdef" }, "note"],
  ])("%s", (_, value, path) => {
    expect(body.read(value)).toEqual({ ok: false, error: path });
  });

  test("a record of nothing takes the empty map only", () => {
    const nothing: Schema<unknown> = record({});
    expect(nothing.read({}).ok).toBe(true);
    expect(nothing.read({ a: 1 }).ok).toBe(false);
  });

  test("any body at all gives a value or a path, never an exception", () => {
    fc.assert(
      fc.property(bodies, (any) => {
        const result = body.read({ ...written, ...(any as object) });
        expect(result.ok || typeof result.error === "string").toBe(true);
      }),
    );
  });
});

describe("text that every node sees alike", () => {
  test.each([
    ["plain", "Sick pay of 2019"],
    ["Chinese", "相互宝"],
    ["one code point of two units", "𠮷"],
    ["Hindi with a joiner", "क्‍ष"],
    ["composed", "é"],
    ["decomposed: another text, not a wrong one", "e\u0301"],
    ["an emoji family", "👩‍👧"],
  ])("%s", (_, value) => {
    expect(isPlainText(value, 1, 60)).toBe(true);
  });

  test.each([
    ["blank at the start", " a"],
    ["blank at the end", "a "],
    ["an ideographic blank at the end", "a\u3000"],
    ["only a blank", " "],
    ["only a joiner", "\u200d"],
    ["a line break", "a\nb"],
    ["a null", "a\0b"],
    ["a C1 control", "a\u0085b"],
    ["a line separator", "a\u2028b"],
    ["reading turned round", "a\u202eb"],
    ["an isolate", "a\u2066b"],
    ["a byte order mark", "a\ufeffb"],
    ["a lone surrogate", "a\ud800"],
    ["a non-character", "a\uffffb"],
    ["nothing, where something is asked", ""],
  ])("not %s", (_, value) => {
    expect(isPlainText(value, 1, 60)).toBe(false);
  });

  test("length is counted in code points, at both ends", () => {
    expect(isPlainText("𠮷".repeat(60), 1, 60)).toBe(true);
    expect(isPlainText("𠮷".repeat(61), 1, 60)).toBe(false);
    expect(isPlainText("a".repeat(61), 1, 60)).toBe(false);
    expect(isPlainText("ab", 3, 60)).toBe(false);
  });
});
