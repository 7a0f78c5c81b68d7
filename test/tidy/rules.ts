import { findImports, PURE_FOLDERS } from "./imports.ts";
import { type Stripped, strip } from "./strip.ts";

const FILE_LINES_MAX = 299;
const FUNCTION_LINES_MAX = 59;

type Ban = { readonly fault: string; readonly where: (path: string) => boolean; readonly pattern: RegExp };

const inSource = (path: string) => path.startsWith("src/");
const inTests = (path: string) => path.startsWith("test/");
const inPure = (path: string) => inSource(path) && PURE_FOLDERS.includes(path.split("/")[1] as string);
const inMoney = (path: string) => path.startsWith("src/money/");
const everywhere = () => true;

/** Matched against code whose comments, strings and regular expressions are blank. */
const BANS: readonly Ban[] = [
  { fault: "Date in pure code", where: inPure, pattern: /(?<![.\w$])Date\b/g },
  {
    fault: "chance in pure code",
    where: inPure,
    pattern: /\bMath\s*\.\s*random\b|\bgetRandomValues\b|\brandomBytes\b/g,
  },
  { fault: "async in pure code", where: inPure, pattern: /\b(?:async|await|Promise)\b(?!\s*:)/g },
  { fault: "a locale in pure code", where: inPure, pattern: /\blocaleCompare\b|\btoLocale\w*|\bIntl\b/g },
  {
    fault: "a timer in pure code",
    where: inPure,
    pattern: /\b(?:setTimeout|setInterval|setImmediate|queueMicrotask)\b/g,
  },
  {
    fault: "the shell in pure code",
    where: inPure,
    pattern:
      /\b(?:process|performance|crypto|console|globalThis)\s*\.|\b(?:Buffer|TextEncoder|TextDecoder)\b|\bfetch\s*\(/g,
  },
  { fault: "sort without an order", where: inPure, pattern: /\.\s*(?:sort|toSorted)\s*\(\s*\)/g },
  {
    fault: "a float in money",
    where: inMoney,
    pattern:
      /\b(?:parseFloat|toFixed|toPrecision|toExponential|EPSILON)\b|\bMath\s*\.\s*(?!min\b|max\b|abs\b)\w+|\d\.\d/g,
  },
  // Nothing but types tells bigints from numbers, so the one file that divides takes only bigints.
  {
    fault: "division in money outside divide.ts",
    where: (path) => inMoney(path) && path !== "src/money/divide.ts",
    pattern: /\/=?/g,
  },
  {
    fault: "a number in divide.ts",
    where: (path) => path === "src/money/divide.ts",
    pattern: /\bnumber\b|\bany\b|\bas\b/g,
  },
  { fault: "an enum", where: everywhere, pattern: /\benum\s+\w+\s*\{/g },
  { fault: "an empty catch", where: everywhere, pattern: /\bcatch\s*(?:\([^)]*\)\s*)?\{\s*\}/g },
  {
    fault: "a promise's error dropped",
    where: everywhere,
    pattern: /\.catch\s*\(\s*\(\w*\)\s*=>\s*\{\s*\}\s*\)/g,
  },
  { fault: "a barrel", where: inSource, pattern: /\bexport\s*\*/g },
  { fault: "a default export", where: inSource, pattern: /\bexport\s+default\b/g },
  {
    fault: "a test left alone or out",
    where: inTests,
    pattern: /\b(?:test|it|describe)\s*\.\s*(?:only|skip|todo)\b/g,
  },
  { fault: "a skip without a reason", where: inTests, pattern: /\.skip\s*\(\s*\)/g },
  { fault: "unseeded chance in a test", where: inTests, pattern: /\bMath\s*\.\s*random\b/g },
  {
    fault: "fast-check without the house's seed",
    where: (path) => inTests(path) && path !== "test/property.ts",
    pattern: /\bimport\s+fc\b/g,
  },
];

const UNFINISHED = /\b(?:TODO|FIXME|XXX|HACK)\b/;
const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)+$/;
const SAYS_NOTHING = /^(?:index|utils?|helpers?|common|misc|shared)\b|-(?:utils?|helpers?)\./;

/** Everything in a file that the house does not want, as "path:line fault". */
export function faultsOf(path: string, source: string): readonly string[] {
  const stripped = strip(source);
  const lineAt = (index: number) => source.slice(0, index).split("\n").length;
  const found = (index: number, fault: string) => `${path}:${lineAt(index)} ${fault}`;
  const banned = BANS.filter(({ where }) => where(path)).flatMap(({ fault, pattern }) =>
    [...stripped.code.matchAll(pattern)].map(({ index }) => found(index, fault)),
  );
  const imports = inSource(path)
    ? findImports(path, source, stripped).map(({ index, fault }) => found(index, fault))
    : [];
  return [...nameFaults(path), ...lengthFaults(path, source, stripped), ...banned, ...imports];
}

function nameFaults(path: string): readonly string[] {
  const name = path.split("/").at(-1) as string;
  const faults: string[] = [];
  if (!KEBAB.test(name)) faults.push(`${path}:1 a name not in kebab-case`);
  if (SAYS_NOTHING.test(name)) faults.push(`${path}:1 a name that says nothing`);
  return faults;
}

function lengthFaults(path: string, source: string, { code, comments }: Stripped): readonly string[] {
  const faults: string[] = [];
  const lines = source.trimEnd().split("\n").length;
  if (lines > FILE_LINES_MAX) faults.push(`${path}:${lines} a file of ${lines} lines`);
  if (UNFINISHED.test(comments)) faults.push(`${path}:1 something unfinished in a comment`);
  if (!inSource(path)) return faults;
  for (const { line, length } of functionsOf(code)) {
    if (length > FUNCTION_LINES_MAX) faults.push(`${path}:${line} a function of ${length} lines`);
  }
  return faults;
}

const FUNCTION_START =
  /^\s*(?:export\s+)?(?:(?:static|private|protected|public|override|readonly)\s+)*(?:async\s+)?(?:function\b|(?:const|let)\s+\w+[^=]*=\s*(?:async\s*)?(?:\(|function\b|\w+\s*=>)|(?:get\s+|set\s+)?[*#]?(?!(?:if|for|while|switch|catch|return|else|do|try|throw|new|await|yield|super)\b)\w+\s*(?:<[^>]*>)?\((?=.*\{$|$))/;

/** By indentation, which the formatter guarantees: from a header to the first "}" as far left as it. */
function functionsOf(code: string): readonly { readonly line: number; readonly length: number }[] {
  const lines = code.split("\n");
  return lines.flatMap((text, start) => {
    if (!FUNCTION_START.test(text)) return [];
    const indent = /^\s*/.exec(text)?.[0] ?? "";
    const isEnd = (line: string) => line.startsWith(`${indent}}`) && !line.endsWith("{");
    const end = lines.findIndex((line, index) => index > start && isEnd(line));
    const next = lines.findIndex(
      (line, index) => index > start && line.startsWith(indent) && /^\w/.test(line.slice(indent.length)),
    );
    // A header that ends before a body begins (a call, an expression) has no length to measure.
    const isBody = end !== -1 && (next === -1 || next > end);
    return isBody ? [{ line: start + 1, length: end - start + 1 }] : [];
  });
}
