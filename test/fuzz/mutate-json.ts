import { oneOf, type Pick } from "./chance.ts";

/** A value, or a piece of text that stands in one's place as it is. */
type Json = string | number | boolean | null | Raw | readonly Json[] | { readonly [key: string]: Json };

class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** In place of anything. */
const ODD: readonly string[] = [
  "null",
  "true",
  "false",
  "-0",
  "-1",
  "0.5",
  "1e400",
  "9007199254740993",
  "100000000001",
  "4294967296",
  '""',
  '" "',
  '"\\ud800"',
  '"\\u0000"',
  '"\\u202e"',
  '"__proto__"',
  '"constructor"',
  '"a\\nb"',
  `"${"x".repeat(400)}"`,
  `"${"\ufdfa".repeat(40)}"`,
  "[]",
  "{}",
  '{"__proto__":1}',
  '{"constructor":{"prototype":1}}',
  '{"toJSON":1}',
  "[null]",
];
const KEYS = ["more", "__proto__", "constructor", "toString", "", "length", "kind"];
const DEPTH_MAX = 40;
/** One of so many nests deep enough for what reads it by recursion. */
const DEEP_EVERY = 300;

/** A bad relative of good JSON: other values, keys said twice, left out or put in, and letters changed. */
export function mutatedJson(text: string, other: string, pick: Pick): string {
  let json = JSON.parse(text) as Json;
  const given = JSON.parse(other) as Json;
  for (let changes = 1 + pick(2); changes > 0; changes--) json = at(json, pick(sizeOf(json)), given, pick);
  const written = write(json);
  if (pick(DEEP_EVERY) === 0) return written.replace(":", `:${"[".repeat(pick(30_000))}`);
  return pick(8) === 0 ? changeText(written, pick) : written;
}

function changeText(text: string, pick: Pick): string {
  const place = pick(text.length + 1);
  const put = oneOf(["", "{", "}", "]", ",", '"', "\\", "\u0000", "\ud800", "e", "1"], pick);
  return text.slice(0, place) + put + text.slice(place + pick(4));
}

function partsOf(json: Json): readonly (readonly [string, Json])[] {
  return typeof json === "object" && json !== null && !(json instanceof Raw) ? Object.entries(json) : [];
}

function sizeOf(json: Json): number {
  let size = 1;
  for (const [, part] of partsOf(json)) size += sizeOf(part);
  return size;
}

function at(json: Json, place: number, other: Json, pick: Pick): Json {
  if (place === 0) return change(json, other, pick);
  let before = 1;
  for (const [key, part] of partsOf(json)) {
    const size = sizeOf(part);
    if (place < before + size) return withPart(json, key, at(part, place - before, other, pick));
    before += size;
  }
  return json;
}

function withPart(json: Json, key: string, part: Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).with(Number(key), part);
  return { ...(json as { readonly [key: string]: Json }), [key]: part };
}

function change(json: Json, other: Json, pick: Pick): Json {
  switch (pick(6)) {
    case 0:
      return new Raw(nested(pick));
    case 1:
      return other;
    case 2:
      return changeWithin(json, pick);
    case 3:
      return typeof json === "number" ? json + 1 - pick(3) : new Raw(oneOf(ODD, pick));
    default:
      return new Raw(oneOf(ODD, pick));
  }
}

function nested(pick: Pick): string {
  const depth = 1 + pick(DEPTH_MAX);
  return `${"[".repeat(depth)}${oneOf(ODD, pick)}${"]".repeat(depth)}`;
}

function changeWithin(json: Json, pick: Pick): Json {
  if (typeof json === "string") return changeText(json, pick);
  const parts = partsOf(json);
  if (parts.length === 0) return new Raw(oneOf(ODD, pick));
  const [key, part] = oneOf(parts, pick);
  if (Array.isArray(json))
    return pick(2) === 0 ? [...(json as readonly Json[]), part] : json.toSpliced(Number(key), 1);
  const pairs = parts.map(([name, value]) => `${JSON.stringify(name)}:${write(value)}`);
  const index = parts.findIndex(([name]) => name === key);
  const said = pick(2) === 0 ? JSON.stringify(key) : JSON.stringify(oneOf(KEYS, pick));
  const all = pick(3) === 0 ? pairs.toSpliced(index, 1) : [...pairs, `${said}:${oneOf(ODD, pick)}`];
  return new Raw(`{${all.join()}}`);
}

function write(json: Json): string {
  if (json instanceof Raw) return json.text;
  if (Array.isArray(json)) return `[${(json as readonly Json[]).map(write).join()}]`;
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  return `{${partsOf(json)
    .map(([key, part]) => `${JSON.stringify(key)}:${write(part)}`)
    .join()}}`;
}
