import { strip } from "../tidy/strip.ts";

/** What a test file says of itself. */
export interface Titles {
  /** first arguments of `test`, `it` and `describe`, as written */
  readonly titles: readonly string[];
  /** every text in the file; rows of tables are among them */
  readonly texts: readonly string[];
}

const CALL = /\b(?:test|it|describe)\b/g;
const TEXT = /"[^"\n]*"|'[^'\n]*'|`[^`]*`/g;
const PLACEHOLDER = /%[sijdo]|\$/;

export function titlesOf(source: string): Titles {
  const { code } = strip(source);
  const titles = [...code.matchAll(CALL)].flatMap(({ index, 0: { length } }) => {
    const start = firstArgument(code, index + length);
    return start === undefined ? [] : (textAt(code, source, start) ?? []);
  });
  const texts = [...code.matchAll(TEXT)].map(({ index, 0: { length } }) =>
    source.slice(index + 1, index + length - 1),
  );
  return { titles, texts };
}

/** Whether a title says this; where titles are made from a table, whether a row of it does. */
export function hasTest({ titles, texts }: Titles, quoted: string): boolean {
  if (titles.some((title) => title.includes(quoted))) return true;
  return titles.some((title) => PLACEHOLDER.test(title)) && texts.some((text) => text.includes(quoted));
}

/** Where the title stands: behind `.each<...>(table)` if there is one. */
function firstArgument(code: string, from: number): number | undefined {
  let at = from;
  let isTable = false;
  for (;;) {
    const property = /^\s*\.(\w+)/.exec(code.slice(at, at + 40));
    if (property !== null) {
      at += property[0].length;
      isTable = property[1] === "each";
      continue;
    }
    if (code[at] === "<") {
      at = behind(code, at, "<", ">");
      continue;
    }
    if (code[at] !== "(") return undefined;
    if (!isTable) return at + 1 + (/^\s*/.exec(code.slice(at + 1))?.[0].length ?? 0);
    at = behind(code, at, "(", ")");
    isTable = false;
  }
}

function behind(code: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    if (code[at] === open) depth++;
    // an arrow closes nothing
    if (code[at] === close && code[at - 1] !== "=" && --depth === 0) return at + 1;
  }
  return code.length;
}

function textAt(code: string, source: string, at: number): string | undefined {
  const quote = code[at];
  if (quote !== '"' && quote !== "'" && quote !== "`") return undefined;
  return source.slice(at + 1, code.indexOf(quote, at + 1));
}
