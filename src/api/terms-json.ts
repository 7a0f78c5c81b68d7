import { fromHex, isHex } from "../base/bytes.ts";
import type { Cbor } from "../base/cbor.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { KEY_BYTES } from "../events/limits.ts";
import { isMap } from "../events/schema.ts";
import { termsFault, termsSchema } from "../events/terms.ts";
import type { Terms } from "../state/plan-records.ts";

/** Terms from JSON, where an id is hexadecimal text; or the path of the first thing wrong. */
export function termsFromJson(json: unknown): Result<Terms, string> {
  const plain = cborOf(json);
  if (plain === undefined || !isMap(plain)) return fail("terms");
  const credits = plain["creditsWaiting"];
  const isIdText = typeof credits === "string" && isHex(credits, KEY_BYTES);
  const read = termsSchema.read(isIdText ? { ...plain, creditsWaiting: fromHex(credits) } : plain);
  if (!read.ok) return read;
  const fault = termsFault(read.value);
  return fault === undefined ? ok(read.value) : fail(fault);
}

/** JSON has nothing that CBOR has not but fractions, which no schema takes. */
function cborOf(json: unknown): Cbor | undefined {
  return json === undefined ? undefined : (json as Cbor);
}
