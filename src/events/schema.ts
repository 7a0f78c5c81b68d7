import { assert } from "../base/assert.ts";
import { fromHex, toHex } from "../base/bytes.ts";
import type { Cbor } from "../base/cbor.ts";
import type { EventId, HashId, PublicKey } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { AMOUNT_MAX, type Money } from "../money/money.ts";
import { KEY_BYTES } from "./limits.ts";
import { isPlainText } from "./plain-text.ts";

/**
 * The shape of a body. Every node must accept and refuse exactly the same bodies, for as long as the log lives;
 * hence these few lines of our own, and no validation library whose next release may see it otherwise.
 */
export interface Schema<T> {
  /** The value, or the path of the first thing wrong, e.g. `tiers.2.name`; empty for the body itself. */
  read(value: Cbor): Result<T, SchemaPath>;
  /** What `read` reads back. A value the schema would refuse is not caught here, but by whoever reads it. */
  write(value: T): Cbor;
}

export type SchemaPath = string;

/** The type of the values a schema reads. */
export type Infer<S> = S extends Schema<infer T> ? T : never;

/** A schema of values that are the same in CBOR and in memory. */
function plain<T extends Cbor>(holds: (value: Cbor) => boolean): Schema<T> {
  return { read: (value) => (holds(value) ? ok(value as T) : fail("")), write: (value) => value };
}

/** 32 bytes in CBOR, lower-case hexadecimal in memory. */
function hex32<Id extends string>(): Schema<Id> {
  return {
    read: (value) =>
      value instanceof Uint8Array && value.length === KEY_BYTES ? ok(toHex(value) as Id) : fail(""),
    write: (value) => fromHex(value),
  };
}

/** An id of an event. */
export function id(): Schema<EventId> {
  return hex32();
}

/** An id of some other content that is hashed: terms, a transfer. */
export function hashId(): Schema<HashId> {
  return hex32();
}

/** An Ed25519 public key's 32 bytes; whether it may be admitted is `isAdmissibleKey`'s to say. */
export function publicKey(): Schema<PublicKey> {
  return hex32<PublicKey>();
}

/** An X25519 public key's 32 bytes. */
export function boxKey(): Schema<string> {
  return hex32<string>();
}

export function bytes(length: number): Schema<Uint8Array> {
  return plain((value) => value instanceof Uint8Array && value.length === length);
}

/** −0, which CBOR has not but JSON has, is none. */
export function int(min: number, max: number): Schema<number> {
  assert(Number.isSafeInteger(min) && Number.isSafeInteger(max) && min <= max, "safe bounds in order");
  return plain(
    (value) =>
      Number.isInteger(value) && !Object.is(value, -0) && Number(value) >= min && Number(value) <= max,
  );
}

export function uint(max: number = Number.MAX_SAFE_INTEGER): Schema<number> {
  return int(0, max);
}

/** Minor units, 0 to 10^11. */
export function amount(): Schema<Money> {
  return uint(AMOUNT_MAX) as unknown as Schema<Money>;
}

/** Text of one line, in Unicode code points (see `isPlainText`). */
export function text(charactersMax: number, charactersMin = 0): Schema<string> {
  return plain((value) => typeof value === "string" && isPlainText(value, charactersMin, charactersMax));
}

export const bool: Schema<boolean> = plain((value) => typeof value === "boolean");

export function choice<const Choice extends string>(choices: readonly Choice[]): Schema<Choice> {
  return plain((value) => (choices as readonly Cbor[]).includes(value));
}

export function nullable<T>(of: Schema<T>): Schema<T | null> {
  return {
    read: (value) => (value === null ? ok(null) : of.read(value)),
    write: (value) => (value === null ? null : of.write(value)),
  };
}

export function list<T>(of: Schema<T>, itemsMax: number, itemsMin = 0): Schema<readonly T[]> {
  return {
    read(value) {
      if (!Array.isArray(value)) return fail("");
      const items = value as readonly Cbor[];
      if (items.length < itemsMin || items.length > itemsMax) return fail("");
      const read: T[] = [];
      for (const [index, item] of items.entries()) {
        const result = of.read(item);
        if (!result.ok) return fail(below(String(index), result.error));
        read.push(result.value);
      }
      return ok(read);
    },
    write: (values) => values.map((value) => of.write(value)),
  };
}

type Fields = { readonly [name: string]: Schema<unknown> };
type RecordOf<F extends Fields> = { readonly [Name in keyof F]: Infer<F[Name]> };

/** A map with exactly these keys: one that is missing, or one more, is refused. */
export function record<const F extends Fields>(fields: F): Schema<RecordOf<F>> {
  const names = Object.keys(fields);
  return {
    read(value) {
      if (!isMap(value)) return fail("");
      const unknown = Object.keys(value).find((name) => !Object.hasOwn(fields, name));
      if (unknown !== undefined) return fail(unknown);
      const read: { [name: string]: unknown } = {};
      for (const name of names) {
        const item = Object.hasOwn(value, name) ? value[name] : undefined;
        if (item === undefined) return fail(name);
        const result = (fields[name] as Schema<unknown>).read(item);
        if (!result.ok) return fail(below(name, result.error));
        read[name] = result.value;
      }
      return ok(read as RecordOf<F>);
    },
    write(values) {
      const written: { [name: string]: Cbor } = {};
      for (const name of names) written[name] = (fields[name] as Schema<unknown>).write(values[name]);
      return written;
    },
  };
}

/** Whether the value is a CBOR map. */
export function isMap(value: Cbor): value is { readonly [name: string]: Cbor } {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}

function below(name: string, path: SchemaPath): SchemaPath {
  return path === "" ? name : `${name}.${path}`;
}
