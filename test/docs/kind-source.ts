import { strip } from "../tidy/strip.ts";

/** What a kind's file says of its body and its refusals. */
export interface KindSource {
  readonly fields: readonly string[];
  readonly codes: readonly string[];
}

export function kindSource(source: string): KindSource {
  const codes = [...source.matchAll(/\brefuse\("([a-z-]+)"\)/g)].map(([, code]) => code as string);
  return { fields: fieldsOf(strip(source).code), codes: [...new Set(codes)] };
}

const BODY = "Body = record({";

/** The outermost keys of the body's record. */
function fieldsOf(code: string): readonly string[] {
  const fields: string[] = [];
  let depth = 0;
  for (let at = code.indexOf(BODY) + BODY.length; depth >= 0 && at < code.length; at++) {
    const sign = code[at] as string;
    if ("({[".includes(sign)) depth++;
    if (")}]".includes(sign)) depth--;
    const key =
      depth === 0 && /[\s{,]/.test(code[at - 1] as string) && /^(\w+):/.exec(code.slice(at, at + 60));
    if (key) fields.push(key[1] as string);
  }
  return fields;
}
