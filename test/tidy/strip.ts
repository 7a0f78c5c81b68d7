/** A source text with comments, strings and regular expressions blanked out; every line and column stays. */
export type Stripped = { readonly code: string; readonly comments: string };

const BEFORE_REGEX =
  /(?:^|[=(,:;!&|?{}[+\-*%<>~^]|\b(?:return|typeof|case|in|of|delete|void|throw|new|else|do|yield|await))\s*$/;

/** Knows as much of the language as a formatter leaves possible; quotes stay, what they hold goes. */
export function strip(source: string): Stripped {
  let code = "";
  let comments = "";
  let at = 0;
  /** For each template literal being read: how many braces are open inside its `${`. */
  const templates: number[] = [];

  const keep = (length: number) => {
    code += source.slice(at, at + length);
    at += length;
  };
  const blankTo = (end: number) => {
    code += source.slice(at, end).replace(/[^\n]/g, " ");
    at = end;
  };
  const literal = (end: number) => {
    keep(1);
    blankTo(end - 1);
    keep(1);
  };
  const template = () => {
    const found = endOf(source, at, /`|\$\{/);
    const opensExpression = source[found - 1] === "{";
    blankTo(found - (opensExpression ? 2 : 1));
    keep(opensExpression ? 2 : 1);
    if (opensExpression) templates.push(0);
  };

  while (at < source.length) {
    const here = source.slice(at, at + 2);
    const depth = templates.at(-1);
    if (here === "//" || here === "/*") {
      const found = here === "//" ? source.indexOf("\n", at) : source.indexOf("*/", at) + 2;
      const end = found < 2 ? source.length : found;
      comments += `${source.slice(at, end)}\n`;
      blankTo(end);
    } else if (here[0] === '"' || here[0] === "'") {
      literal(endOf(source, at + 1, here[0] === '"' ? /"/ : /'/));
    } else if (here[0] === "`") {
      keep(1);
      template();
    } else if (here[0] === "/" && BEFORE_REGEX.test(code)) {
      blankTo(endOf(source, at + 1, /\/[a-z]*/, true));
    } else if (here[0] === "}" && depth === 0) {
      templates.pop();
      keep(1);
      template();
    } else {
      if (depth !== undefined && here[0] === "{") templates[templates.length - 1] = depth + 1;
      if (depth !== undefined && here[0] === "}") templates[templates.length - 1] = depth - 1;
      keep(1);
    }
  }
  return { code, comments };
}

/** Just behind the first `closing` at or after `from` that no backslash escapes (nor, in a regular expression, a class holds). */
function endOf(source: string, from: number, closing: RegExp, isRegex = false): number {
  const sticky = new RegExp(closing.source, "y");
  let inClass = false;
  for (let at = from; at < source.length; at++) {
    if (source[at] === "\\") {
      at++;
      continue;
    }
    if (isRegex && source[at] === "[") inClass = true;
    if (isRegex && source[at] === "]") inClass = false;
    sticky.lastIndex = at;
    if (!inClass && sticky.test(source)) return sticky.lastIndex;
  }
  return source.length;
}
