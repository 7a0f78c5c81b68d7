import { toHex } from "../base/bytes.ts";
import type { Cbor } from "../base/cbor.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { isMap } from "../events/schema.ts";

export type Json = number | string | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One line of an export: what was signed, in JSON, with bytes as hexadecimal, and the exact bytes in `wire`. */
export function entryJson(event: AuthenticEvent): Json {
  const { id, community, device, seq, prev, anchor, claimedMs, kind, body, signature, wire } = event;
  return {
    id,
    community,
    device,
    seq,
    prev,
    anchor,
    claimedMs,
    kind,
    body: jsonOf(body),
    signature: toHex(signature),
    wire: toHex(wire),
  };
}

/** CBOR as JSON, bytes as hexadecimal. */
export function jsonOf(value: Cbor): Json {
  if (value instanceof Uint8Array) return toHex(value);
  if (Array.isArray(value)) return (value as readonly Cbor[]).map(jsonOf);
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, jsonOf(part)]));
  return value as Json;
}
