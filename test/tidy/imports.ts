import { posix } from "node:path";
import type { Stripped } from "./strip.ts";

const PURE_ORDER = ["base", "money", "calendar", "state", "events", "ledger", "seal", "peer"] as const;

/** The folders that know no clock, chance, disk or network (docs/architecture.md). */
export const PURE_FOLDERS: readonly string[] = [...PURE_ORDER, "profiles", "words", "sim"];

/** Which folders of src each folder may import, and of which it may only import types. */
const MAY_IMPORT: {
  readonly [folder: string]: { readonly all: readonly string[]; readonly types?: readonly string[] };
} = {
  base: { all: [] },
  money: { all: ["base"] },
  calendar: { all: ["base"] },
  state: { all: ["base", "money", "calendar"] },
  events: { all: ["base", "money", "calendar", "state"] },
  ledger: { all: ["base", "money", "calendar", "state", "events"] },
  profiles: { all: ["base", "money", "calendar", "state", "events"] },
  words: {
    all: ["base", "money", "calendar"],
    types: ["state", "events", "ledger", "profiles", "seal", "peer"],
  },
  seal: { all: ["base", "money", "calendar", "state", "events", "ledger"] },
  peer: { all: ["base", "money", "calendar", "state", "events", "ledger", "seal", "profiles"] },
  sim: { all: PURE_FOLDERS },
  store: { all: ["base", "events", "seal"], types: ["peer"] },
  net: { all: ["base", "events", "seal", "store"], types: ["peer"] },
  node: { all: [...PURE_FOLDERS.filter((folder) => folder !== "sim"), "store", "net"] },
  export: { all: ["base", "money", "ledger"] },
  api: { all: ["base", "money", "calendar", "words", "state", "events", "ledger", "profiles", "node"] },
  cli: {
    all: ["base", "money", "calendar", "words", "events", "ledger", "node", "api", "export", "sim"],
    types: ["state", "profiles"],
  },
};

/** What pure code may take from outside: pure JavaScript without input or output. */
const PURE_PACKAGES = /^@(?:noble|scure)\//;

const STATEMENT = /\b(?:import|export)\s+(?<type>type\s+)?[\w$*\s{},]+?\s*\bfrom\s*["']/g;
const BARE_OR_DYNAMIC = /\bimport\s*\(?\s*["']/g;

type Import = { readonly index: number; readonly specifier: string; readonly isType: boolean };

function importsOf(source: string, { code }: Stripped): readonly Import[] {
  return [STATEMENT, BARE_OR_DYNAMIC].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => {
      const start = match.index + match[0].length;
      const specifier = source.slice(start, source.indexOf(source[start - 1] as string, start));
      return { index: match.index, specifier, isType: match.groups?.["type"] !== undefined };
    }),
  );
}

/** Where a file of src imports what its folder may not. */
export function findImports(
  path: string,
  source: string,
  stripped: Stripped,
): { index: number; fault: string }[] {
  const folder = path.split("/")[1] as string;
  return importsOf(source, stripped).flatMap((found) => {
    const fault = importFault(path, folder, found);
    return fault === undefined ? [] : [{ index: found.index, fault }];
  });
}

function importFault(path: string, folder: string, { specifier, isType }: Import): string | undefined {
  if (!specifier.startsWith(".")) {
    const isForeign = PURE_FOLDERS.includes(folder) && !PURE_PACKAGES.test(specifier);
    return isForeign ? `pure code imports ${specifier}` : undefined;
  }
  if (!specifier.endsWith(".ts")) return `${specifier} without .ts`;
  const [top, target] = posix.join(posix.dirname(path), specifier).split("/");
  if (top !== "src") return `src imports ${specifier}`;
  if (target === folder) return undefined;
  const allowed = MAY_IMPORT[folder];
  if (allowed === undefined) return `${folder} is not in the import table`;
  if (allowed.all.includes(target as string)) return undefined;
  if (!allowed.types?.includes(target as string)) return `${folder} imports ${target}`;
  return isType ? undefined : `${folder} imports more than types of ${target}`;
}
